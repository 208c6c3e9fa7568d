import { heldSql, type Moment } from '@tracker/reading';
import type { Citation } from '@tracker/vocabulary';
import type { DataSource } from 'typeorm';
import type { MeetingFormat } from './attendance.parts';
import { contactTables } from './contacts.sql';

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
 * The last contact, by the day of the moment, of each two parties that met, or of two of them, in the order of their ids. One
 * statement.
 */
export async function lastContacts(
  source: DataSource,
  moment: Moment,
  between?: readonly [string, string],
): Promise<readonly Contact[]> {
  const { sql, parameters } = contactTables('party', moment, { until: moment.on, between });
  const rows: (Omit<Contact, 'position'> & { readonly position: string })[] = await source.query(
    `with ${sql}, latest as (
  select distinct on (one, other) one, other, stream from met order by one, other, sort_to desc, stream desc
)
select l.one as party, l.other, l.stream as meeting, m.format, m.occurred, m.day_from::text as "dayFrom",
  m.day_to::text as "dayTo", s.event, s.position, s.citation
from latest l
join meetings_v2.meeting m on ${heldSql('m')} and m.stream = l.stream
join meetings_v2.step s on ${heldSql('s')} and s.stream = l.stream and s.key = m.status_event
order by l.one, l.other`,
    [...parameters],
  );
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}
