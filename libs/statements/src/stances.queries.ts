import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { REACHES, type Reach } from '@tracker/projections';
import {
  endedBelow,
  ForeignCursorError,
  InvalidParameterError,
  ListAtMoment,
  type Page,
  sortedBelow,
  sortedFrom,
} from '@tracker/reading';
import { GRADED_LATEST, type Citation, type Day, type Reason } from '@tracker/vocabulary';
import { DataSource } from 'typeorm';
import { printability, type Claim, type Printability } from './statement.answer';
import type { Stance, Wording } from './statement.codes';
import type { StanceFilter } from './stances.filter';
import { stancesPageSql } from './stances.sql';

/**
 * What a stance once taken is worth: it stands; a later one took its place; its statement was withdrawn; the holder or the speaker
 * denies it; or it was said of a plan, under a condition or in the negative only.
 */
export type Judgement = 'stands' | 'earlier' | 'withdrawn' | 'denied' | 'not_realised';

/** A stance as a statement takes it, and what became of that. */
export interface StanceTold extends Printability {
  readonly stance: Stance;
  readonly reason: Reason | null;
  readonly judgement: Judgement;
  readonly statement: string;
  /** Who spoke, for itself or for the holder. */
  readonly speaker: string;
  readonly text: string;
  readonly wording: Wording;
  readonly condition: string | null;
  /** When it was said. */
  readonly occurred: string | null;
  /** Who denies it, the holder or others; and the events of denials and withdrawals. */
  readonly deniedBy: readonly string[];
  readonly replies: readonly string[];
  readonly claim: Claim;
}

/** The latest stance of an actor on an issue. */
export interface StanceItem {
  readonly holder: string;
  readonly issue: string;
  /** Null: none stands. What was withdrawn or denied, and what is not realised, is no stance; an earlier one then stands again. */
  readonly stance: Stance | null;
  /** The statement that takes it, as adopted among its tellings. */
  readonly taken: StanceTold | null;
  /** In how many statements, whatever became of them. */
  readonly times: number;
  readonly rule: string;
  /** If asked for: all of them, the latest first. */
  readonly history?: readonly StanceTold[];
}

/** What of StanceFilter is asked, without what the kernel reads of it. */
export type AskedStances = Pick<StanceFilter, 'issue' | 'actor' | 'stance' | 'from' | 'to' | 'why'>;

/** The latest stances by the day of the moment, the latest said first. */
export class ListStances extends ListAtMoment<StanceItem, AskedStances> {}

@QueryHandler(ListStances)
export class ListStancesHandler implements IQueryHandler<ListStances> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection }: ListStances): Promise<Page<StanceItem>> {
    const { conflict, position, on } = moment;
    const { after = [null, null, null], limit, order = 'desc' } = paging;
    if (after.length !== 3) throw new ForeignCursorError();
    const { issue = null, actor = null, stance = null, why } = selection;
    const rows: readonly StanceRecord[] = await this.source.query(stancesPageSql(order), [
      conflict,
      position,
      on,
      ...period(selection),
      actor,
      issue,
      stance,
      ...after,
      limit + 1,
      why === '1',
      REACHES.map((reach) => saidBelow(reach, on, selection)),
    ]);
    const page = rows.slice(0, limit);
    const items = page.map((row) => stanceItem(row, why === '1'));
    const last = page.at(-1);
    return last && rows.length > limit ? { items, after: [last.sortTo, last.holder, last.issue] } : { items };
  }
}

/** A row of stancesPageSql. */
interface StanceRecord {
  readonly holder: string;
  readonly issue: string;
  readonly times: number;
  readonly sortTo: string;
  /** Null: none stands, and it was not asked for what was said. */
  readonly told: readonly ToldRecord[] | null;
}
interface ToldRecord extends Omit<StanceTold, 'replies' | 'deniedBy' | 'claim' | keyof Printability>, Claim {
  readonly replies: readonly { readonly reply: string; readonly by: string | null; readonly event: string }[];
  readonly citation: Citation | null;
}

function stanceItem({ holder, issue, times, told }: StanceRecord, why: boolean): StanceItem {
  const history = (told ?? []).map(stanceTold);
  const taken = history.find(({ judgement }) => judgement === 'stands') ?? null;
  const item = { holder, issue, stance: taken?.stance ?? null, taken, times, rule: GRADED_LATEST };
  return why ? { ...item, history } : item;
}

function stanceTold({ event, position, modality, citation, replies, ...told }: ToldRecord): StanceTold {
  return {
    ...told,
    ...printability({ ...told, citation }),
    deniedBy: [...new Set(replies.flatMap(({ reply, by }) => (reply === 'denied' && by !== null ? [by] : [])))].sort(),
    replies: replies.map((reply) => reply.event),
    claim: { event, position, modality, citation },
  };
}

/** Above the `sortTo` of all that is of a class, in the period and said by the day. */
function saidBelow(reach: Reach, on: Day, { to }: AskedStances): string {
  const byTheDay = sortedBelow(on);
  const inThePeriod = to === undefined ? byTheDay : endedBelow(to, reach);
  return inThePeriod < byTheDay ? inThePeriod : byTheDay;
}

function period({ from, to }: AskedStances): readonly (string | null)[] {
  if (from !== undefined && to !== undefined && from > to)
    throw new InvalidParameterError('to', to, `a day on or after from (${from})`);
  const bounds = [from === undefined ? null : sortedFrom(from), to === undefined ? null : sortedBelow(to)];
  return [from ?? null, to ?? null, ...bounds];
}
