import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  ceasefiresInForce,
  standingCommitments,
  type CeasefireItem,
  type StandingCommitments,
} from '@tracker/agreements';
import {
  BARRAGE,
  CASUALTIES,
  DAMAGE,
  EVACUATIONS,
  lastBarrages,
  SumClaims,
  type Barrages,
  type Counted,
  type Period,
  type Totals,
  type TotalAnswer,
} from '@tracker/attacks';
import { ConflictRow, LAST_CHANGE, PHASES_SQL } from '@tracker/conflicts';
import { measuresInForce, type MeasuresInForce } from '@tracker/measures';
import { lastContacts, nextMeetings, type Contact, type MeetingItem } from '@tracker/meetings';
import { heldRows, InvalidParameterError, type Moment } from '@tracker/reading';
import { addDays, daysBetween, type Citation } from '@tracker/vocabulary';
import { DataSource } from 'typeorm';
import type { StatusQuery } from './status.filter';

/** The conflict and how long it has lasted. */
export interface Duration {
  readonly name: string;
  /** When it began, as stated; null: not said. */
  readonly began: string | null;
  /** Days from the first on which it may have begun to `on`; null: not known, or not begun. */
  readonly days: number | null;
  readonly citation: Citation | null;
  /** If it was asked why: the stream that tells of the conflict itself. */
  readonly behind?: readonly string[];
}

/** The phase in force on the day of the question. */
export interface Phase {
  readonly phase: string;
  readonly since: string | null;
  readonly event: string;
  readonly position: number;
  readonly citation: Citation | null;
  readonly rule: string;
}

/** The last night, by `on`, into which weapons were launched, and what all of them together come to. */
export interface AttackNight extends Barrages {
  readonly totals: Totals<TotalAnswer>;
}

/** How things stand, in one answer. Null: nobody tells. */
export interface StatusAnswer {
  readonly conflict: Duration | null;
  readonly phase: Phase | null;
  readonly lastAttackNight: AttackNight | null;
  /** What is reported of a period; `killed: null` is not 0. */
  readonly period: Period & {
    readonly casualties: Totals<TotalAnswer>;
    readonly damage: Totals<TotalAnswer>;
    readonly evacuations: Totals<TotalAnswer>;
  };
  /** How many are open, kept, broken and overdue, and the open ones that want attention first. */
  readonly commitments: StandingCommitments;
  readonly ceasefires: readonly CeasefireItem[];
  readonly measures: MeasuresInForce;
  /** Planned and neither held nor called off, those without a date first, then the soonest. */
  readonly nextMeetings: readonly MeetingItem[];
  /** Of each two parties, or of those asked for. */
  readonly lastContacts: readonly (Contact & { readonly daysAgo: number | null })[];
}

/** How a conflict stands on a day. */
export class ShowStatus extends Query<StatusAnswer> {
  constructor(
    readonly moment: Moment,
    readonly question: Pick<StatusQuery, 'from' | 'to' | 'between' | 'why'>,
  ) {
    super();
  }
}

/** Days of the period if the question names none, its last day included. */
const PERIOD_DAYS = 30;
const NEXT_MEETINGS_MAX = 10;
const CONTACTS_MAX = 50;

@QueryHandler(ShowStatus)
export class ShowStatusHandler implements IQueryHandler<ShowStatus> {
  constructor(
    private readonly source: DataSource,
    private readonly queries: QueryBus,
  ) {}

  async execute({ moment, question }: ShowStatus): Promise<StatusAnswer> {
    const period = periodOf(moment, question);
    const why = question.why === '1';
    const [
      conflict,
      phase,
      lastAttackNight,
      casualties,
      damage,
      evacuations,
      commitments,
      ceasefires,
      measures,
      next,
      contacts,
    ] = await Promise.all([
      this.duration(moment, why),
      this.phase(moment),
      this.lastAttackNight(moment, why),
      this.totals(moment, CASUALTIES, period, why),
      this.totals(moment, DAMAGE, period, why),
      this.totals(moment, EVACUATIONS, period, why),
      standingCommitments(this.source, moment, why),
      ceasefiresInForce(this.source, moment),
      measuresInForce(this.source, moment, why),
      nextMeetings(this.source, moment, NEXT_MEETINGS_MAX),
      this.contacts(moment, question.between),
    ]);
    return {
      conflict,
      phase,
      lastAttackNight,
      period: { ...period, casualties, damage, evacuations },
      commitments,
      ceasefires,
      measures,
      nextMeetings: next,
      lastContacts: contacts,
    };
  }

  private async duration(moment: Moment, why: boolean): Promise<Duration | null> {
    const row = await heldRows(this.source, ConflictRow, 'conflict', moment).getOne();
    if (!row) return null;
    const days = row.began === null ? null : daysBetween(row.began, moment.on);
    return {
      name: row.name,
      began: row.occurred,
      days: days !== null && days < 0 ? null : days,
      citation: row.citation,
      ...(why ? { behind: [row.stream] } : {}),
    };
  }

  private async phase({ conflict, position, on }: Moment): Promise<Phase | null> {
    const [first]: readonly PhaseRecord[] = await this.source.query(PHASES_SQL, [conflict, position, on]);
    if (!first?.isBegun) return null;
    const { phase, occurred, event, citation } = first;
    return { phase, since: occurred, event, position: Number(first.position), citation, rule: LAST_CHANGE };
  }

  private async lastAttackNight(moment: Moment, why: boolean): Promise<AttackNight | null> {
    const last = await lastBarrages(this.source, moment, { why });
    if (!last) return null;
    return { ...last, totals: await this.totals(moment, BARRAGE, { from: last.night, to: last.night }, why) };
  }

  private async totals(
    moment: Moment,
    what: readonly Counted[],
    period: Period,
    why: boolean,
  ): Promise<Totals<TotalAnswer>> {
    return (await this.queries.execute(new SumClaims(moment, { what, period }, { why }))).totals;
  }

  private async contacts(moment: Moment, between: string | undefined): Promise<StatusAnswer['lastContacts']> {
    const pair = between?.split(',').sort((a, b) => (a < b ? -1 : 1)) as [string, string] | undefined;
    const all = await lastContacts(this.source, moment, pair);
    return all
      .map((contact) => ({
        ...contact,
        daysAgo: contact.dayTo === null ? null : daysBetween(contact.dayTo, moment.on),
      }))
      .filter(({ daysAgo }) => daysAgo === null || daysAgo >= 0)
      .sort((a, b) => (a.daysAgo ?? Infinity) - (b.daysAgo ?? Infinity))
      .slice(0, CONTACTS_MAX);
  }
}

interface PhaseRecord {
  readonly phase: string;
  readonly occurred: string | null;
  readonly event: string;
  readonly position: number | string;
  readonly citation: Citation | null;
  readonly isBegun: boolean;
}

function periodOf(moment: Moment, { from, to }: ShowStatus['question']): Period {
  const last = to ?? moment.on;
  const first = from ?? addDays(last, 1 - PERIOD_DAYS);
  if (first > last) throw new InvalidParameterError('from', first, `a day not after the last of the period, ${last}`);
  return { from: first, to: last };
}
