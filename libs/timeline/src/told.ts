import type { AnyEventType, RecordedEvent } from '@tracker/event-store';

/** Whether events of a type are on the timeline. Registrations say what a word means, so they are not. */
export function isTold({ registration }: AnyEventType): boolean {
  return registration !== true;
}

/** What an event says, one sentence; stream ids stand in braces. */
export function lineOf({ line }: AnyEventType, { data }: RecordedEvent): string {
  return line(data as never);
}
