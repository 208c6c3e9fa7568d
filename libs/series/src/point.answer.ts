import type { AdoptionRule } from '@tracker/reading';
import {
  boundsOf,
  GRADED_LATEST,
  HULL,
  quantityAnswer,
  type Bounds,
  type Quantity,
  type QuantityAnswer,
} from '@tracker/vocabulary';
import { claimOf, type Claim } from './claim.answer';
import { definitionAt } from './series.definitions';

import { isAt, isFallen } from './series-points';
import type { PointRow, SeriesRow } from './series.tables';

/** How much the value changed since the point before. A bound that does not follow is null. */
export interface DifferenceAnswer extends Bounds {
  /** `+1250`, `-3 to +5`, `unknown`. */
  readonly text: string;
  /** The time of the point before. */
  readonly from: string | null;
  /** Whether the series is cumulative and fell all the same. */
  readonly fell: boolean;
  /** If it was asked why: the events that the two values rest on. */
  readonly events?: readonly string[];
}

/** A value as one source gives it. */
export interface PointClaim extends Claim {
  readonly value: QuantityAnswer;
  /** Whether it counts in the value shown first, and if not why. */
  readonly counts: boolean;
  readonly leftOut: 'not said to be so' | 'another claim is adopted' | null;
}

/** A series at a time: the value chosen by the rule, and the claims it is chosen from, the adopted one first. */
export interface PointAnswer {
  readonly occurred: string | null;
  /** Null: nobody gives one as real. */
  readonly value: QuantityAnswer | null;
  readonly unit: string | null;
  /** Whether the definition changed since the point before: charts do not join the two. */
  readonly breakBefore: boolean;
  /** Since the point before; null: there is none, or not one under the same definition. */
  readonly difference: DifferenceAnswer | null;
  readonly claims: readonly PointClaim[];
}

/** How points are asked for. */
export interface Asking {
  /** Left out: `graded-latest@1`. */
  readonly rule?: AdoptionRule;
  readonly why?: '1';
}

type Definitions = SeriesRow['definitions'];

/**
 * Points in order of time. `rows` MUST be all claims of a stretch of the series, in order of time and then of the rule; each point
 * is compared with the one before it in the stretch.
 */
export function pointAnswers(
  rows: readonly PointRow[],
  definitions: Definitions,
  { rule = GRADED_LATEST, why }: Asking,
): readonly (PointAnswer & { readonly row: PointRow })[] {
  let before: { readonly row: PointRow; readonly value: Quantity; readonly events: readonly string[] } | undefined;
  return byTime(rows).map((claims) => {
    const row = claims[0]!;
    const value = valueOf(claims, rule);
    const events = countedIn(claims, rule);
    const definition = definitionAt(definitions, row);
    const isSame = before !== undefined && definitionAt(definitions, before.row) === definition;
    const answer = {
      row,
      occurred: row.occurred,
      value: value === null ? null : quantityAnswer(value),
      unit: definition.unit,
      breakBefore: value !== null && before !== undefined && !isSame,
      difference:
        value !== null && before && isSame
          ? {
              ...difference(before, value, definition.cumulative === true),
              ...(why ? { events: [...before.events, ...events] } : {}),
            }
          : null,
      claims: claims.map((claim) => pointClaim(claim, row, rule)),
    };
    if (value !== null) before = { row, value, events };
    return answer;
  });
}

/** The events that a value rests on. */
function countedIn(claims: readonly PointRow[], rule: AdoptionRule): readonly string[] {
  const real = claims.filter(isReal).map(({ event }) => event);
  return rule === HULL ? real : real.slice(0, 1);
}

/** What is said to be so comes first, so the first of a time is the adopted one if any is. */
function valueOf(claims: readonly PointRow[], rule: AdoptionRule): Quantity | null {
  const real = claims.filter(isReal).map(({ value }) => value);
  if (real.length === 0) return null;
  return rule === HULL ? hullOf(real) : real[0]!;
}

function pointClaim(claim: PointRow, adopted: PointRow, rule: AdoptionRule): PointClaim {
  const isAdopted = claim === adopted || rule === HULL;
  const leftOut = !isReal(claim) ? 'not said to be so' : isAdopted ? null : 'another claim is adopted';
  return { value: quantityAnswer(claim.value), counts: leftOut === null, leftOut, ...claimOf(claim) };
}

function isReal({ modality }: PointRow): boolean {
  return modality === 'realised';
}

/** From the least minimum to the greatest maximum; a bound that one of several leaves open is open. */
function hullOf(values: readonly Quantity[]): Quantity {
  if (values.length === 1) return values[0]!;
  const bounds = values.map(boundsOf);
  const mins = bounds.flatMap(({ min }) => (min === null ? [] : [min]));
  const maxes = bounds.flatMap(({ max }) => (max === null ? [] : [max]));
  const min = mins.length < bounds.length ? null : Math.min(...mins);
  const max = maxes.length < bounds.length ? null : Math.max(...maxes);
  if (min !== null && max !== null) return min === max ? min : { qualifier: 'range', min, max };
  if (min !== null) return { qualifier: 'atLeast', min };
  return max === null ? { qualifier: 'unknown' } : { qualifier: 'atMost', max };
}

function difference(
  { row, value: earlier }: { readonly row: PointRow; readonly value: Quantity },
  later: Quantity,
  cumulative: boolean,
): DifferenceAnswer {
  const [before, after] = [boundsOf(earlier), boundsOf(later)];
  const bounds: Bounds = {
    min: minus(after.min, before.max),
    max: minus(after.max, before.min),
    best: minus(after.best, before.best),
  };
  return { text: sayDifference(bounds), ...bounds, from: row.occurred, fell: cumulative && isFallen(earlier, later) };
}

function minus(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one - other;
}

function sayDifference({ min, max, best }: Bounds): string {
  if (min !== null && max !== null) return min === max ? signed(min) : `${signed(min)} to ${signed(max)}`;
  if (best !== null) return `about ${signed(best)}`;
  if (min !== null) return `at least ${signed(min)}`;
  return max === null ? 'unknown' : `at most ${signed(max)}`;
}

function signed(number: number): string {
  return number > 0 ? `+${number}` : String(number);
}

function byTime(rows: readonly PointRow[]): readonly (readonly PointRow[])[] {
  const times: PointRow[][] = [];
  for (const row of rows) {
    const time = times.at(-1);
    if (time && isAt(time[0]!, row)) time.push(row);
    else times.push([row]);
  }
  return times;
}
