import type { RecordedEvent } from '@tracker/event-store';
import { daysBetween, parseOccurred, type Day, type Occurred } from '@tracker/vocabulary';
import { Column } from 'typeorm';
import type { Columns } from './read-model';
import { TemporalRow } from './temporal-row';

/**
 * Days from first to last, at most, of the classes into which what is listed falls by how long it lasted. What lies in a period
 * cannot have begun earlier than its class allows, so an index on class and beginning finds it: nights and days are nearly all
 * of a log, and the few that lasted long are looked for apart. The last class takes all the rest.
 */
export const REACHES = [2, 40, 400, 4_000_000] as const;
export type Reach = (typeof REACHES)[number];

/** Base of tables that list events by when they happened, one row an event. Their list index MUST begin with (conflict, reach, sortFrom, position). */
export abstract class ListedRow extends TemporalRow {
  @Column('text') readonly type!: string;
  @Column('text', { nullable: true }) readonly source!: string | null;
  @Column('date', { name: 'day_from', nullable: true }) readonly dayFrom!: Day | null;
  @Column('date', { name: 'day_to', nullable: true }) readonly dayTo!: Day | null;
  /** First second of it in UTC; where the start is not known the last one; '' when the source does not say. */
  @Column('text', { name: 'sort_from' }) readonly sortFrom!: string;
  /** Its class by how long it lasted, see REACHES; what has no two ends is in the first. */
  @Column('integer') readonly reach!: Reach;
  @Column('bigint') readonly position!: number;
}

/** When something happened, as far as it is listed by that. */
export type ListedTime = Pick<ListedRow, 'dayFrom' | 'dayTo' | 'sortFrom' | 'reach'>;

/** These columns of a time as stated; undefined: not said. */
export function listedTime(occurred: Occurred | undefined): ListedTime {
  const span = occurred === undefined ? undefined : parseOccurred(occurred);
  if (span === undefined) return NOT_SAID;
  const { from, to } = span;
  return { dayFrom: from, dayTo: to, sortFrom: span.sortFrom ?? span.sortTo ?? '', reach: reachOf(from, to) };
}

const NOT_SAID: ListedTime = { dayFrom: null, dayTo: null, sortFrom: '', reach: REACHES[0] };

/** The class of what lasted from one day to another; what is not known to have two ends is in the first. */
export function reachOf(dayFrom: Day | null, dayTo: Day | null): Reach {
  // Nearly everything is said to have happened on one day.
  if (dayFrom === null || dayTo === null || dayFrom === dayTo) return REACHES[0];
  const days = daysBetween(dayFrom, dayTo);
  return REACHES.find((reach) => days <= reach)!;
}

/** These columns of an event. */
export function listedColumns({ type, citation, occurred, position }: RecordedEvent): Columns<ListedRow> {
  return { type, source: citation?.source ?? null, position, ...listedTime(occurred) };
}
