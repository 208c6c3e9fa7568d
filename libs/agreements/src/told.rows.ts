import type { RecordedEvent } from '@tracker/event-store';
import { claimColumns, row, type Columns, type RowState, type TemporalRow } from '@tracker/projections';
import type { ToldRow } from './told.tables';

/** Columns of the row of an event. */
export function toldColumns(event: RecordedEvent, fact: string): Columns<ToldRow> {
  const { type, occurred = null, data } = event;
  return { ...claimColumns(event), type, fact, occurred, data: data as object };
}

/** The end of the row that an event replaces, if it does; `key` MUST be that of the row. */
export function replacedRow(
  table: new () => TemporalRow,
  replaced: string | undefined,
  event: Pick<RecordedEvent, 'id'>,
  keyOf: (id: string) => string = (id) => id,
): readonly RowState[] {
  return replaced === undefined || replaced === event.id ? [] : [row(table, keyOf(replaced), null)];
}
