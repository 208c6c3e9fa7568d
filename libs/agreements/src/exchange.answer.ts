import type { AdoptionRule } from '@tracker/reading';
import type { Bounds, Modality } from '@tracker/vocabulary';
import type { ExchangeClaimRow, ExchangeRow, ReleaseRow } from './exchange.tables';
import { releaseAnswers, sayBounds, type ReleaseAnswer } from './releases.answer';
import { claimNamed, toldAnswers, type Claim, type ToldAnswer } from './told.answer';

/** An exchange in a list. */
export interface ExchangeItem {
  readonly exchange: string;
  readonly modality: Modality;
  /** As stated; null: nobody says. */
  readonly occurred: string | null;
  /** The day it counts on, or the week, month or year that holds it; both null: not known. */
  readonly countedDay: string | null;
  readonly countedPeriod: string | null;
  readonly released: readonly ReleaseAnswer[];
  /** Null: the source is silent. */
  readonly mediatedBy: readonly string[] | null;
  /** Whose word mediators rest on; numbers have their own claims. */
  readonly claim: Claim | null;
  /** How each number is chosen where sources differ. */
  readonly rule: AdoptionRule;
}

/** One exchange with everything that is told of it. */
export interface ExchangeAnswer extends ExchangeItem {
  /** Every claim, in the order of record. */
  readonly claims: readonly ToldAnswer[];
}

/** A sum of intervals over exchanges. */
export interface SumAnswer {
  /** `350`, `300 to 350`, `at least 300`; `unknown` where nothing bounds it. */
  readonly text: string;
  readonly min: number;
  /** Null: some number has no upper bound. */
  readonly max: number | null;
  readonly best: number | null;
  /** Exchanges that were added, and of these, those that leave a bound open. */
  readonly exchanges: number;
  readonly open: number;
}

/** What one party let go in all. */
export interface ExchangeTotal {
  readonly by: string;
  readonly persons: SumAnswer;
  /** Civilians among them, as far as told: null where nobody says. `silent`: exchanges that do not say; they are not counted as 0. */
  readonly civilians: (SumAnswer & { readonly silent: number }) | null;
  /** With why=1: the events that were added, and those left out, each with the reason. */
  readonly why?: TotalReasons;
}

export interface TotalReasons {
  readonly events: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

export interface LeftOut {
  readonly event: string;
  readonly exchange: string;
  readonly reason: string;
}

/** A row of EXCHANGE_TOTALS. */
export interface TotalRecord {
  readonly party: string;
  readonly exchanges: number;
  readonly personsMin: number;
  readonly personsMax: number | null;
  readonly personsBest: number | null;
  readonly personsOpen: number;
  readonly civiliansTold: number;
  readonly civiliansMin: number | null;
  readonly civiliansMax: number | null;
  readonly civiliansBest: number | null;
  readonly civiliansOpen: number;
}

/** A row of RELEASES_BEHIND. */
export interface BehindRecord {
  readonly party: string;
  readonly exchange: string;
  readonly event: string;
  readonly modality: Modality;
  readonly counts: boolean;
  readonly adopted: boolean;
}

/** `releases` and `claims` may be those of many exchanges; releases MUST stand in the order of graded-latest@1. */
export function exchangeItem(
  row: ExchangeRow,
  releases: readonly ReleaseRow[],
  claims: readonly ExchangeClaimRow[],
  rule: AdoptionRule,
): ExchangeItem {
  const { stream, modality, occurred, countedDay, countedPeriod, mediatedBy, event } = row;
  return {
    exchange: stream,
    modality,
    occurred,
    countedDay,
    countedPeriod,
    released: releaseAnswers(
      releases.filter((release) => release.stream === stream),
      rule,
    ),
    mediatedBy,
    claim: claimNamed(event, claims),
    rule,
  };
}

export function exchangeAnswer(
  row: ExchangeRow,
  releases: readonly ReleaseRow[],
  claims: readonly ExchangeClaimRow[],
  rule: AdoptionRule,
): ExchangeAnswer {
  return { ...exchangeItem(row, releases, claims, rule), claims: toldAnswers(claims, [row.event]) };
}

export function totalAnswer(record: TotalRecord): ExchangeTotal {
  const { party, exchanges, personsMin, personsMax, personsBest, personsOpen } = record;
  const { civiliansTold, civiliansMin, civiliansMax, civiliansBest, civiliansOpen } = record;
  const persons = { min: personsMin, max: personsMax, best: personsBest };
  const civilians = { min: civiliansMin ?? 0, max: civiliansMax, best: civiliansBest };
  return {
    by: party,
    persons: sumAnswer(persons, exchanges, personsOpen),
    civilians:
      civiliansTold === 0
        ? null
        : { ...sumAnswer(civilians, civiliansTold, civiliansOpen), silent: exchanges - civiliansTold },
  };
}

function sumAnswer(bounds: Bounds & { readonly min: number }, exchanges: number, open: number): SumAnswer {
  return { text: sayBounds(bounds), ...bounds, exchanges, open };
}

/** What is behind the total of one party. */
export function reasonsOf(party: string, records: readonly BehindRecord[]): TotalReasons {
  const own = records.filter((record) => record.party === party);
  const isAdded = ({ adopted, counts }: BehindRecord): boolean => adopted && counts;
  return {
    events: own.filter(isAdded).map(({ event }) => event),
    leftOut: own
      .filter((record) => !isAdded(record))
      .map((record) => ({ event: record.event, exchange: record.exchange, reason: whyLeftOut(record) })),
  };
}

function whyLeftOut({ modality, adopted }: BehindRecord): string {
  if (modality !== 'realised') return `it is ${modality}: the source does not say that it happened`;
  return adopted
    ? 'its time is not known closely enough to count in the period, or it counts on the day after'
    : 'a claim of a better grade, or a later one of the same grade, is adopted';
}
