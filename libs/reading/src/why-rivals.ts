import type { ReadModel, TemporalRow } from '@tracker/projections';
import { kindOf } from '@tracker/vocabulary';
import type { DataSource } from 'typeorm';
import { gradedLatestOrderSql } from './graded-latest';
import type { Moment } from './moment';

/**
 * Where a feature keeps claims of which graded-latest@1 adopts one, so that whoever asks why is told which event gave way to
 * which. The table MUST have columns `grade` and `position`. Of streams whose events make rows in several tables all of these
 * MUST be declared, or an event would be said to have given way though another table still rests on it. Columns are those of
 * the database, of a row `c`.
 */
export interface Rivalry {
  readonly model: Pick<ReadModel, 'name' | 'version'>;
  /** Kinds of stream that have rows there. */
  readonly kinds: readonly string[];
  readonly table: new () => TemporalRow;
  /** SQL: id of the event that makes the row. Left out: its column `event`. */
  readonly event?: string;
  /** SQL: names the fact within its stream; rows of one fact are rivals. */
  readonly fact: string;
  /** SQL: whether the row is a candidate at all. One that is none is outranked by nobody. $5 is the day. Left out: it is realised. */
  readonly competes?: string;
}

/** What a feature may hand to the kernel besides its Feature. */
export interface Explaining {
  readonly rivalries?: readonly Rivalry[];
}

/** How an event in force that nothing rests on gives way: to the event that is adopted, or to the one at a position with which its claims ended. */
export type GivenWay =
  { readonly how: 'outranked'; readonly by: string } | { readonly how: 'replaced'; readonly at: number };

interface RivalRow {
  readonly event: string;
  /** Null: none of its rows holds any more. */
  readonly stands: boolean | null;
  readonly outrankedBy: string | null;
  readonly ended: number | string | null;
}

/**
 * Which of some events give way, all of them being in force. An event that makes several claims gives way only if all of them
 * do. What no rivalry tells of is not among them.
 */
export async function givenWay(
  source: DataSource,
  moment: Moment,
  rivalries: readonly Rivalry[],
  events: readonly { readonly id: string; readonly stream: string }[],
): Promise<ReadonlyMap<string, GivenWay>> {
  const rows = await Promise.all(
    rivalries.map(async (rivalry) => {
      const own = events.filter(({ stream }) => rivalry.kinds.includes(kindOf(stream)));
      return own.length === 0 ? [] : rivalsIn(source, moment, rivalry, own);
    }),
  );
  const byEvent = new Map<string, RivalRow[]>();
  for (const row of rows.flat()) byEvent.set(row.event, [...(byEvent.get(row.event) ?? []), row]);
  return new Map([...byEvent].flatMap(([event, own]) => judged(event, own)));
}

function judged(event: string, rows: readonly RivalRow[]): readonly (readonly [string, GivenWay])[] {
  if (rows.some(({ stands }) => stands === true)) return [];
  const by = rows.flatMap(({ outrankedBy }) => outrankedBy ?? []).sort()[0];
  if (by !== undefined) return [[event, { how: 'outranked', by }]];
  return [[event, { how: 'replaced', at: Math.max(...rows.map(({ ended }) => Number(ended))) }]];
}

function rivalsIn(
  source: DataSource,
  { conflict, position, on }: Moment,
  { table, event = 'c.event', fact, competes = `c.modality = 'realised'` }: Rivalry,
  events: readonly { readonly id: string; readonly stream: string }[],
): Promise<readonly RivalRow[]> {
  const streams = [...new Set(events.map(({ stream }) => stream))];
  return source.query(
    `with told as (
      select c.stream, ${event} as event, ${fact} as fact, coalesce(${competes}, false) as competes, c.grade, c.position, c.until,
        c.until > $2::bigint as held
      from ${source.getMetadata(table).tablePath} c
      -- Not every rivalry asks for the day, and PostgreSQL wants to know the type of every parameter.
      where c.conflict = $1 and c.stream = any($3::text[]) and c.since <= $2::bigint and $5::date is not null
    ), ranked as (
      select told.*, first_value(event) over (
        partition by stream, fact, competes order by ${gradedLatestOrderSql('grade', 'position')}) as first
      from told where held
    )
    select event, bool_or(not competes or first = event) as stands,
      min(first) filter (where competes and first <> event) as "outrankedBy", null::bigint as ended
    from ranked where event = any($4::text[]) group by event
    union all
    select event, null, null, max(until) from told where event = any($4::text[]) group by event having not bool_or(held)`,
    [conflict, position, streams, events.map(({ id }) => id), on],
  );
}
