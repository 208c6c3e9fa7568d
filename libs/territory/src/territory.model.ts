import type { RecordedEvent } from '@tracker/event-store';
import { claimColumns, modelOfStream, row, type Columns, type RowState } from '@tracker/projections';
import { gradedLatest, sourceOf } from '@tracker/vocabulary';
import type { Change, TerritoryEvent } from './territory.events';
import {
  dated,
  isRealised,
  territoryStream,
  toldBefore,
  type DatedChange,
  type TerritoryState,
} from './territory.stream';
import { ControlClaimRow, HoldingRow } from './territory.tables';

/** Read model of territory: who held each area from when to when, and each change of control by its event. */
export const territoryModel = modelOfStream<TerritoryState>(territoryStream, {
  name: 'territory',
  version: 1,
  touched: {
    tables: [HoldingRow, ControlClaimRow],
    rows: (before, event, after) => {
      const change = event as TerritoryEvent & RecordedEvent;
      return [...holdingRows(before, dated(change).began, after), ...claimRows(before, change)];
    },
  },
});

function claimRows(before: TerritoryState, change: TerritoryEvent & RecordedEvent): readonly RowState[] {
  const { area: place, holder, previous = null, how, status, legalNote = null } = change.data;
  const replaced = toldBefore(before, dated(change));
  return [
    ...(replaced ? [row(ControlClaimRow, replaced.id, null)] : []),
    row(ControlClaimRow, change.id, {
      ...claimColumns(change),
      source: sourceOf(change),
      place,
      holder,
      previous,
      how,
      status,
      legalNote,
      occurred: change.occurred ?? null,
      began: dated(change).began || null,
    }),
  ];
}

/** A change tells anew who is adopted on its day, and when the holding before it ended. */
function holdingRows(before: TerritoryState, day: string, after: TerritoryState): readonly RowState[] {
  const [was, is] = [adoptedOn(before, day), adoptedOn(after, day)];
  const dayBefore = after.changes.findLast(({ began, event }) => began < day && isRealised(event))?.began;
  const holdings = [dayBefore === undefined ? undefined : adoptedOn(after, dayBefore), is];
  return [
    ...(was ? [row(HoldingRow, was.event.id, null)] : []),
    ...holdings.flatMap((change) => (change ? [row(HoldingRow, change.event.id, holdingColumns(change, after))] : [])),
  ];
}

function adoptedOn({ changes }: TerritoryState, day: string): DatedChange | undefined {
  const told = changes.flatMap(({ began, event }): readonly Change[] =>
    began === day && isRealised(event) ? [event] : [],
  );
  const event = gradedLatest(told);
  return event && { began: day, event };
}

function holdingColumns({ began, event }: DatedChange, { changes }: TerritoryState): Columns<HoldingRow> {
  const { area: place, holder, status } = event.data;
  const next = changes.find((later) => later.began > began && isRealised(later.event));
  return { place, holder, status, began: began || null, ended: next?.began ?? null };
}
