import { isReview, type EventRef, type RecordedEvent } from '@tracker/event-store';
import type { Citation } from '@tracker/vocabulary';

/** What of an event tells whether it rests on a source. */
type Told = Pick<RecordedEvent, 'stream' | 'version' | 'id' | 'type' | 'citation' | 'data'>;

/**
 * Which events would be there without a source; asked for the events of one stream after the other, in order of version. Left
 * out are those told on its word or by way of it, corrections that put in place what it says, and with all of these the reviews
 * that are about them, or adopt them.
 */
export function withoutSource(source: string): (event: Told) => boolean {
  let stream: string | undefined;
  const leftOut = new Set<EventRef>();
  return (event) => {
    if (event.stream !== stream) leftOut.clear();
    stream = event.stream;
    const rests = citationsOf(event).some((citation) => names(citation, source));
    if (!rests && !namedBy(event).some((ref) => leftOut.has(ref))) return true;
    leftOut.add(event.version).add(event.id);
    return false;
  };
}

/** Fields of reviews, as far as they say who is believed, and what they are about. */
interface ReviewData {
  readonly event?: EventRef;
  readonly adopted?: EventRef;
  readonly as?: { readonly citation?: Citation };
}

function citationsOf({ type, citation, data }: Told): readonly (Citation | undefined)[] {
  return type === 'EventCorrected' ? [citation, (data as ReviewData).as?.citation] : [citation];
}

function namedBy({ type, data }: Told): readonly EventRef[] {
  if (!isReview(type)) return [];
  const { event, adopted } = data as ReviewData;
  return [event, adopted].filter((ref) => ref !== undefined);
}

function names(citation: Citation | undefined, source: string): boolean {
  return citation !== undefined && [citation.source, ...(citation.via ?? [])].some((named) => named === source);
}
