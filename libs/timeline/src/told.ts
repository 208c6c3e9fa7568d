import type { AnyEventType, RecordedEvent } from '@tracker/event-store';

/** What an event says, one sentence; stream ids stand in braces. */
export function lineOf({ line }: AnyEventType, { data }: RecordedEvent): string {
  return line(data as never);
}
