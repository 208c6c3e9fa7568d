import { parseOccurred, type OccurredSpan } from '@tracker/vocabulary';
import { Column } from 'typeorm';
import type { Columns } from './read-model';
import { TemporalRow } from './temporal-row';

/** Base of tables that are listed by time: the days of a time as stated, and what it sorts by. */
export abstract class DatedRow extends TemporalRow {
  @Column('date', { name: 'day_from', nullable: true }) readonly dayFrom!: string | null;
  @Column('date', { name: 'day_to', nullable: true }) readonly dayTo!: string | null;
  /** The day it counts on, or the week, month or year that holds it; both null: not known. */
  @Column('date', { name: 'counted_day', nullable: true }) readonly countedDay!: string | null;
  @Column('text', { name: 'counted_period', nullable: true }) readonly countedPeriod!: string | null;
  /** First and last second in UTC, '' when not known. */
  @Column('text', { name: 'sort_from' }) readonly sortFrom!: string;
  @Column('text', { name: 'sort_to' }) readonly sortTo!: string;
}

/** These columns of a time as stated; null: not said. */
export function datedColumns(occurred: string | null): Columns<DatedRow> {
  const span = spanOf(occurred);
  return {
    sortFrom: span?.sortFrom ?? '',
    sortTo: span?.sortTo ?? span?.sortFrom ?? '',
    // Last: V8 is slow to add to an object what comes after a spread.
    ...dayColumns(occurred),
  };
}

/** Those of a table that has the days only. */
export function dayColumns(
  occurred: string | null,
): Pick<DatedRow, 'dayFrom' | 'dayTo' | 'countedDay' | 'countedPeriod'> {
  const span = spanOf(occurred);
  return {
    dayFrom: span?.from ?? null,
    dayTo: span?.to ?? null,
    countedDay: span?.countedDay ?? null,
    countedPeriod: span?.countedPeriod ?? null,
  };
}

function spanOf(occurred: string | null): OccurredSpan | undefined {
  return occurred === null ? undefined : parseOccurred(occurred);
}
