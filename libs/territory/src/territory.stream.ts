import { defineStream } from '@tracker/event-store';
import { firstDayOf, sourceOf, type Day } from '@tracker/vocabulary';
import { NoChangeOfHolderError, OtherAreaError } from './territory.errors';
import { territoryTypes, type Change } from './territory.events';

/** A change of control, and the first day on which it may have happened; '' where the source does not say. */
export interface DatedChange {
  readonly began: Day;
  readonly event: Change;
}

/** An area as its events tell it: changes in order of time, of one source and one day the later telling only. */
export interface TerritoryState {
  readonly changes: readonly DatedChange[];
}

/**
 * One area and who held it. Changes of different days follow each other; what sources tell of one day are rival claims, and of
 * one source the later replaces the earlier.
 */
export const territoryStream = defineStream({
  kind: 'area',
  types: territoryTypes,
  initial: { changes: [] } as TerritoryState,
  evolve: {
    TerritoryControlChanged: ({ changes }, event) => {
      const change = dated(event);
      const rest = changes.filter((earlier) => !isToldAnew(earlier, change));
      return { changes: rest.toSpliced(placeOf(rest, change.began), 0, change) };
    },
  },
  accept: {
    TerritoryControlChanged: ({ changes }, { stream, data }) => {
      const { area, holder, previous } = data;
      if (previous === holder) throw new NoChangeOfHolderError(stream, holder);
      const known = changes[0]?.event.data.area;
      if (known !== undefined && known !== area) throw new OtherAreaError(stream, known, area);
    },
  },
});

export function dated(event: Change): DatedChange {
  return { began: firstDayOf(event.occurred ?? null) ?? '', event };
}

/** What the same source told of a change on the same day. */
export function toldBefore({ changes }: TerritoryState, change: DatedChange): Change | undefined {
  return changes.find((earlier) => isToldAnew(earlier, change))?.event;
}

/** Whether the event says that it is so. What is denied, planned or supposed stands beside and changes nothing. */
export function isRealised({ modality = 'realised' }: Pick<Change, 'modality'>): boolean {
  return modality === 'realised';
}

/** A plan or a supposition is no rival of what is said to have happened, or not to have. */
function isToldAnew(earlier: DatedChange, { began, event }: DatedChange): boolean {
  if (earlier.began !== began || sourceOf(earlier.event) !== sourceOf(event)) return false;
  return supposition(earlier.event) === supposition(event);
}

function supposition({ modality = 'realised' }: Change): string {
  return modality === 'realised' || modality === 'negated' ? '' : modality;
}

/** After all of its day and before all later ones. */
function placeOf(changes: readonly DatedChange[], began: string): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changes[middle]!.began <= began) low = middle + 1;
    else high = middle;
  }
  return low;
}
