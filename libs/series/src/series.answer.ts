import type { AdoptionRule } from '@tracker/reading';
import { quantityAnswer, type QuantityAnswer } from '@tracker/vocabulary';
import { claimOf, type Claim } from './claim.answer';
import type { PointAnswer } from './point.answer';
import type { Definition } from './series.definitions';
import type { SeriesEvent } from './series.events';
import type { PointRow, SeriesClaimRow, SeriesRow } from './series.tables';

/** What a series is. Null: nobody tells any more. */
interface SeriesHead {
  readonly series: string;
  readonly metric: string | null;
  /** As its last definition has it. */
  readonly unit: string | null;
  readonly cumulative: boolean | null;
  readonly opened: Claim | null;
  /** Times for which somebody gives a value as real. */
  readonly points: number;
}

/** A series in a list. */
export interface SeriesItem extends SeriesHead {
  /** How often its definition changed. */
  readonly breaks: number;
  /** The last value by time, as adopted among its claims. */
  readonly last: (Claim & { readonly value: QuantityAnswer }) | null;
}

/** From when on a series counts something else: charts do not join points across it. */
export interface BreakAnswer {
  readonly text: string | null;
  readonly occurred: string | null;
  readonly unit: string | null;
  readonly cumulative: boolean | null;
  readonly claim: Claim | null;
}

/** What one event tells of what the series is. */
export interface SeriesClaim extends Claim {
  readonly type: SeriesEvent['type'];
  readonly data: SeriesEvent['data'];
  /** Whether a definition that is shown rests on it. */
  readonly adopted: boolean;
}

/** One series: a page of its points, and where its definition changed. */
export interface SeriesAnswer extends SeriesHead {
  readonly rule: AdoptionRule;
  readonly breaks: readonly BreakAnswer[];
  /** Who tells what it is, in the order of record. */
  readonly claims: readonly SeriesClaim[];
  readonly items: readonly PointAnswer[];
}

/** `claims` and `points` may be those of many series. */
export function seriesItem(row: SeriesRow, claims: readonly SeriesClaimRow[], points: readonly PointRow[]): SeriesItem {
  const last = points.find(({ event }) => event === row.lastEvent);
  return {
    ...seriesHead(row, claims),
    breaks: row.definitions.length - 1,
    last: last ? { value: quantityAnswer(last.value), ...claimOf(last) } : null,
  };
}

export function seriesHead(row: SeriesRow, claims: readonly SeriesClaimRow[]): SeriesHead {
  const { stream, metric, definitions, times } = row;
  const { unit, cumulative } = definitions.at(-1)!;
  return { series: stream, metric, unit, cumulative, opened: claimNamed(definitions[0].event, claims), points: times };
}

export function breaksOf({ definitions }: SeriesRow, claims: readonly SeriesClaimRow[]): readonly BreakAnswer[] {
  const [, ...changed] = definitions;
  return changed.map(({ text, occurred, unit, cumulative, event }) => ({
    text,
    occurred,
    unit,
    cumulative,
    claim: claimNamed(event, claims),
  }));
}

export function seriesClaim(claim: SeriesClaimRow, definitions: readonly Definition[]): SeriesClaim {
  const { type, data } = claim;
  return { type, data, adopted: definitions.some(({ event }) => event === claim.event), ...claimOf(claim) };
}

function claimNamed(event: string | null, claims: readonly SeriesClaimRow[]): Claim | null {
  const claim = claims.find((candidate) => candidate.event === event);
  return claim ? claimOf(claim) : null;
}
