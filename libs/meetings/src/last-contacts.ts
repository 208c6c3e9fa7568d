import type { Moment } from '@tracker/reading';
import type { Citation } from '@tracker/vocabulary';
import type { DataSource } from 'typeorm';
import type { MeetingFormat } from './attendance.parts';
import { LAST_CONTACTS_SQL } from './last-contacts.sql';

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

/** The last contact of each two parties that met, in the order of their ids. One statement. */
export async function lastContacts(source: DataSource, moment: Moment): Promise<readonly Contact[]> {
  const rows: (Omit<Contact, 'position'> & { readonly position: string })[] = await source.query(LAST_CONTACTS_SQL, [
    moment.conflict,
    moment.position,
  ]);
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}
