import { heldSql, sortedBelow, type Moment } from '@tracker/reading';
import type { Citation } from '@tracker/vocabulary';
import type { DataSource } from 'typeorm';
import type { MeetingFormat } from './attendance.parts';
import { contactTables, type ContactTables } from './contacts.sql';

/** The last meeting held between two parties, and on whose word. Each pair stands once, `party` before `other` in the order of ids. */
export interface Contact {
  readonly party: string;
  readonly other: string;
  readonly meeting: string;
  readonly format: MeetingFormat | null;
  /** When it was held, as stated; null: the source does not say. */
  readonly occurred: string | null;
  /** First and last day of `occurred`; null where open or not known. */
  readonly dayFrom: string | null;
  readonly dayTo: string | null;
  readonly event: string;
  readonly position: number;
  readonly citation: Citation | null;
}

/**
 * The last contact, by the day of the moment, of each two parties that met, or of two actors, each taken for itself and for the
 * party it sat for, in the order of their ids. One statement.
 */
export async function lastContacts(
  source: DataSource,
  moment: Moment,
  between?: readonly [string, string],
): Promise<readonly Contact[]> {
  const { sql, parameters } = between === undefined ? lastOfAll(moment) : lastBetween(moment, between);
  const rows: (Omit<Contact, 'position'> & { readonly position: string })[] = await source.query(
    `with recursive ${sql}
select l.party, l.other, l.stream as meeting, m.format, m.occurred, m.day_from::text as "dayFrom",
  m.day_to::text as "dayTo", s.event, s.position, s.citation
from latest l
join meetings_v3.meeting m on ${heldSql('m')} and m.stream = l.stream
join meetings_v3.step s on ${heldSql('s')} and s.stream = l.stream and s.key = m.status_event
order by l.party, l.other`,
    [...parameters],
  );
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}

/** Tables of a `with`, the last of them `latest`: the meeting in which each two met last. */
type LatestTables = Pick<ContactTables, 'sql' | 'parameters'>;

/** By the index of contacts alone: from each pair to the next, and of each its last meeting, however many there are. */
function lastOfAll({ conflict, position, on }: Moment): LatestTables {
  const sql = `pair as (
  (select c.party, c.other from meetings_v3.contact c where ${heldSql('c')} order by c.party, c.other limit 1)
  union all
  select next.party, next.other from pair cross join lateral (
    select c.party, c.other from meetings_v3.contact c
    where ${heldSql('c')} and (c.party, c.other) > (pair.party, pair.other)
    order by c.party, c.other limit 1
  ) next
), latest as (
  select pair.party, pair.other, last.stream from pair cross join lateral (
    select c.stream from meetings_v3.contact c
    where ${heldSql('c')} and c.party = pair.party and c.other = pair.other
      and coalesce(c.last_day <= $3::date, true) and c.sort_to < $4
    order by c.sort_to desc, c.stream desc limit 1
  ) last
)`;
  return { sql, parameters: [conflict, position, on, sortedBelow(on)] };
}

function lastBetween(moment: Moment, between: readonly [string, string]): LatestTables {
  const { sql, parameters } = contactTables('party', moment, { until: moment.on, between });
  return {
    sql: `${sql}, latest as (
  select distinct on (one, other) one as party, other, stream from met order by one, other, sort_to desc, stream desc
)`,
    parameters,
  };
}
