import { boundsOf, parseOccurred, sourceOf, type Quantity } from '@tracker/vocabulary';
import type { SeriesTelling } from './series.events';

/** What has a place in time: the last second of it, and the first, in UTC; '' for both: none. Text order is time order. */
export interface Timed {
  readonly sortTo: string;
  readonly sortFrom: string;
}

/** An event in its place in time, as one source tells it. */
export interface Placed<Event extends SeriesTelling = SeriesTelling> extends Timed {
  readonly source: string;
  readonly event: Event;
}

export function placed<Event extends SeriesTelling>(event: Event): Placed<Event> {
  return { ...timeOf(event), source: sourceOf(event), event };
}

/** The time of an event, as DatedRow has it. */
export function timeOf({ occurred }: Pick<SeriesTelling, 'occurred'>): Timed {
  const span = occurred === undefined ? undefined : parseOccurred(occurred);
  return { sortTo: span?.sortTo ?? span?.sortFrom ?? '', sortFrom: span?.sortFrom ?? '' };
}

/** Whether the event says that it is so. What is denied, planned or supposed stands beside and counts for nothing. */
export function isRealised({ modality = 'realised' }: Pick<SeriesTelling, 'modality'>): boolean {
  return modality === 'realised';
}

/** Whether both are of the same time. */
export function isAt(one: Timed, other: Timed): boolean {
  return one.sortTo === other.sortTo && one.sortFrom === other.sortFrom;
}

/** Whether the later is told by the same source of the same time, and so takes the place of the earlier. */
export function isToldAnew(earlier: Placed, later: Placed): boolean {
  return (
    isAt(earlier, later) &&
    earlier.source === later.source &&
    suppositionOf(earlier.event) === suppositionOf(later.event)
  );
}

/** The place in a list in order of time at which something of a time is to be inserted: after all of its time. */
export function placeIn(list: readonly Timed[], time: Timed): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isAfter(list[middle]!, time)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The same list with this in it, and without what it takes the place of. */
export function inserted<Event extends SeriesTelling>(
  list: readonly Placed<Event>[],
  item: Placed<Event>,
): readonly Placed<Event>[] {
  const place = placeIn(list, item);
  const old = ofTime(list, item).findIndex((earlier) => isToldAnew(earlier, item));
  if (old === -1) return list.toSpliced(place, 0, item);
  // The list keeps its length: what stood there goes, what is told anew comes last of its time.
  return list.toSpliced(place, 0, item).toSpliced(place - ofTime(list, item).length + old, 1);
}

/** Those of one time. */
export function ofTime<Item extends Timed>(list: readonly Item[], time: Timed): readonly Item[] {
  const end = placeIn(list, time);
  let start = end;
  while (start > 0 && isAt(list[start - 1]!, time)) start -= 1;
  return list.slice(start, end);
}

/** Whether the later value is certainly lower, a best value standing in for a bound that is not stated. */
export function isFallen(earlier: Quantity, later: Quantity): boolean {
  const [before, after] = [boundsOf(earlier), boundsOf(later)];
  const low = before.min ?? before.best;
  const high = after.max ?? after.best;
  return low !== null && high !== null && high < low;
}

/** A plan or a supposition is no rival of what is said to be so, or not to be. */
export function suppositionOf({ modality = 'realised' }: Pick<SeriesTelling, 'modality'>): string {
  return modality === 'realised' || modality === 'negated' ? '' : modality;
}

function isAfter(one: Timed, other: Timed): boolean {
  return one.sortTo === other.sortTo ? one.sortFrom > other.sortFrom : one.sortTo > other.sortTo;
}
