import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ForeignCursorError, heldSql, type Moment, type Page, type Paging } from '@tracker/reading';
import { daysBetween, type Citation } from '@tracker/vocabulary';
import { DataSource } from 'typeorm';
import type { MeetingFormat } from './attendance.parts';
import type { ContactFilter } from './contacts.filter';
import { contactTables, type ContactSide } from './contacts.sql';

/** A meeting in which two met, and on whose word it was held. */
export interface ContactMeeting {
  readonly meeting: string;
  readonly format: MeetingFormat | null;
  /** When it was held, as stated; null: the source does not say. */
  readonly occurred: string | null;
  readonly event: string;
  readonly position: number;
  readonly citation: Citation | null;
}

/** Two that met, each pair once, in the order of their ids. */
export interface ContactItem {
  readonly between: readonly [string, string];
  /** In how many meetings and calls. */
  readonly meetings: number;
  /** The earliest of which the time is known. */
  readonly first: ContactMeeting;
  /** `daysAgo`: from the last day on which it may have been held to `on`; null: not known. */
  readonly last: ContactMeeting & { readonly daysAgo: number | null };
  /** The meetings, the latest first. */
  readonly behind: readonly string[];
  /** If asked for: of each meeting the events that it was held, that both were there, and who called. */
  readonly why?: readonly { readonly meeting: string; readonly events: readonly string[] }[];
}

export interface ContactsPage extends Page<ContactItem> {
  readonly by: ContactSide;
}

/** What of ContactFilter is asked, without what the kernel reads of it. */
export type AskedContacts = Pick<ContactFilter, 'by' | 'between' | 'actor' | 'format' | 'from' | 'to' | 'why'>;

/** Who met whom by the day of the moment, the latest contact first. */
export class ListContacts extends Query<ContactsPage> {
  constructor(
    readonly moment: Moment,
    readonly paging: Paging,
    readonly asked: AskedContacts,
  ) {
    super();
  }
}

@QueryHandler(ListContacts)
export class ListContactsHandler implements IQueryHandler<ListContacts> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, asked }: ListContacts): Promise<ContactsPage> {
    const { by = 'party', why } = asked;
    const rows = await this.pairs(moment, paging, asked);
    const page = rows.slice(0, paging.limit);
    const told = await this.meetings(moment, page);
    const items = page.map((row) => contactItem(row, told, moment, why === '1'));
    const last = page.at(-1);
    const more = last && rows.length > paging.limit;
    return more ? { by, items, after: [last.lastSort, last.one, last.other] } : { by, items };
  }

  /** One more than the page holds, if there are more. */
  private pairs(moment: Moment, paging: Paging, asked: AskedContacts): Promise<readonly ContactRecord[]> {
    const { by = 'party', between, actor, format, from, to, why } = asked;
    const { after, limit, order = 'desc' } = paging;
    if (after && after.length !== 3) throw new ForeignCursorError();
    const pair = between?.split(',') as [string, string] | undefined;
    const selection = { between: pair, actor, format, from, to, until: moment.on };
    const { sql, parameters, place } = contactTables(by, moment, selection);
    const [time, one, other] = (after ?? []).map(place);
    const begin = after
      ? `having (max(sort_to), one, other) ${order === 'asc' ? '>' : '<'} (${time}, ${one}, ${other})`
      : '';
    const statement = `with ${sql}, page as (
  select one, other, count(*)::integer as meetings, max(sort_to) as "lastSort"
  from met group by one, other ${begin}
  order by max(sort_to) ${order}, one ${order}, other ${order}
  limit ${place(limit + 1)}
)
select page.*, array_agg(met.stream order by met.sort_to desc, met.stream desc) as behind,
  (array_agg(met.stream order by met.sort_to = '', met.sort_to, met.stream))[1] as first
  ${why === '1' ? `, jsonb_agg(to_jsonb(met.events) order by met.sort_to desc, met.stream desc) as events` : ''}
from page join met on met.one = page.one and met.other = page.other
group by page.one, page.other, page.meetings, page."lastSort"
order by page."lastSort" ${order}, page.one ${order}, page.other ${order}`;
    return this.source.query(statement, [...parameters]);
  }

  /** The meetings that are told of, by their ids. */
  private async meetings(moment: Moment, pairs: readonly ContactRecord[]): Promise<ReadonlyMap<string, ToldMeeting>> {
    const streams = new Set(pairs.flatMap(({ behind, first, events }) => (events ? behind : [first, behind[0]!])));
    const rows: readonly ToldMeeting[] = await this.source.query(TOLD_MEETINGS, [
      moment.conflict,
      moment.position,
      [...streams],
    ]);
    return new Map(rows.map((row) => [row.meeting, { ...row, position: Number(row.position) }]));
  }
}

/** Parameters: conflict, position, meetings held. */
const TOLD_MEETINGS = `
select m.stream as meeting, m.format, m.occurred, coalesce(m.day_to, m.day_from)::text as "lastDay", s.event, s.position, s.citation
from meetings_v3.meeting m
join meetings_v3.step s on ${heldSql('s')} and s.stream = m.stream and s.key = m.status_event
where ${heldSql('m')} and m.stream = any($3::text[])`;

/** Who met whom in one meeting held: parties, and persons and bodies of different parties. */
export interface MeetingContacts {
  readonly parties: readonly (readonly [string, string])[];
  readonly actors: readonly (readonly [string, string])[];
}

export async function contactsIn(source: DataSource, moment: Moment, meeting: string): Promise<MeetingContacts> {
  const pairs = async (by: ContactSide): Promise<MeetingContacts['parties']> => {
    const { sql, parameters } = contactTables(by, moment, { meeting });
    const rows: readonly Pick<ContactRecord, 'one' | 'other'>[] = await source.query(
      `with ${sql} select one, other from met order by one, other`,
      [...parameters],
    );
    return rows.map(({ one, other }) => [one, other]);
  };
  const [parties, actors] = await Promise.all([pairs('party'), pairs('actor')]);
  return { parties, actors };
}

/** Two that met, and their meetings, the latest first. */
interface ContactRecord {
  readonly one: string;
  readonly other: string;
  readonly meetings: number;
  readonly lastSort: string;
  readonly behind: readonly string[];
  readonly first: string;
  /** If asked for: of each meeting the events that both were there, and who called. */
  readonly events?: readonly (readonly string[])[];
}
/** A row of TOLD_MEETINGS. */
interface ToldMeeting extends ContactMeeting {
  readonly lastDay: string | null;
}

function contactItem(
  { one, other, meetings, behind, first, events }: ContactRecord,
  told: ReadonlyMap<string, ToldMeeting>,
  { on }: Moment,
  why: boolean,
): ContactItem {
  const last = told.get(behind[0]!)!;
  const reasons = (events ?? []).map((seats, index) => {
    const { meeting, event } = told.get(behind[index]!)!;
    return { meeting, events: [...new Set([event, ...seats])] };
  });
  return {
    between: [one, other],
    meetings,
    first: contactMeeting(told.get(first)!),
    last: { ...contactMeeting(last), daysAgo: last.lastDay === null ? null : daysBetween(last.lastDay, on) },
    behind,
    ...(why ? { why: reasons } : {}),
  };
}

function contactMeeting({ meeting, format, occurred, event, position, citation }: ToldMeeting): ContactMeeting {
  return { meeting, format, occurred, event, position, citation };
}
