import { daysBetween, GRADED_LATEST, type Day, type Modality } from '@tracker/vocabulary';
import type { CeasefireViolated } from './ceasefire.events';
import type { CeasefireClaimRow, CeasefireRow } from './ceasefire.tables';
import { claimNamed, claimOf, toldAnswers, type Claim, type ToldAnswer } from './told.answer';

/** How a ceasefire stands on a day. */
export const CEASEFIRE_STANDINGS = ['proposed', 'not_yet', 'in_force', 'expired', 'ended'] as const;
export type CeasefireStanding = (typeof CEASEFIRE_STANDINGS)[number];

/** What STANDINGS_SQL gives of one. */
export interface StandingRecord {
  readonly stream: string;
  readonly standing: CeasefireStanding | null;
  readonly violations: number;
}

/** A ceasefire in a list. Null: the source is silent. */
export interface CeasefireItem {
  readonly ceasefire: string;
  /** On the day of the question. Null: nobody says that it was proposed or declared. */
  readonly status: CeasefireStanding | null;
  readonly parties: readonly string[];
  readonly proposedBy: readonly string[];
  readonly scope: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** When it ended; `to` that has passed needs no end. */
  readonly ended: string | null;
  readonly agreement: string | null;
  /** Days from its first to the day of the question, or to its end or last day if that came before; null: not begun, or not known. */
  readonly daysInForce: number | null;
  /** Violations told of by then, each counted once. */
  readonly violations: number;
  readonly modality: Modality | null;
  /** Whose word proposal, declaration and end rest on; each adopted by `rule` where sources differ. */
  readonly proposedClaim: Claim | null;
  readonly declaredClaim: Claim | null;
  readonly endedClaim: Claim | null;
  readonly rule: typeof GRADED_LATEST;
}

/** One violation, whoever tells of it. */
export interface Violation {
  readonly by: string | null;
  readonly attack: string | null;
  readonly occurred: string | null;
  /** Every claim of it, in the order of record. */
  readonly claims: readonly Claim[];
}

/** One ceasefire with everything that is told of it. */
export interface CeasefireAnswer extends CeasefireItem {
  /** Those counted, in the order in which they were first told of; at most 1,000. */
  readonly violationsTold: readonly Violation[];
  /** Every other claim, in the order of record. */
  readonly claims: readonly ToldAnswer[];
}

const VIOLATIONS_MAX = 1_000;

/** `claims` may be those of many ceasefires. */
export function ceasefireItem(
  row: CeasefireRow,
  { standing, violations }: StandingRecord,
  claims: readonly CeasefireClaimRow[],
  on: Day,
): CeasefireItem {
  const { stream, parties, proposedBy, scope, from, to, ended, agreement, modality } = row;
  return {
    ceasefire: stream,
    status: standing,
    parties,
    proposedBy,
    scope,
    from,
    to,
    ended,
    agreement,
    daysInForce: daysInForce(row, standing, on),
    violations,
    modality,
    proposedClaim: claimNamed(row.proposedEvent, claims),
    declaredClaim: claimNamed(row.declaredEvent, claims),
    endedClaim: claimNamed(row.endedEvent, claims),
    rule: GRADED_LATEST,
  };
}

export function ceasefireAnswer(
  row: CeasefireRow,
  standing: StandingRecord,
  claims: readonly CeasefireClaimRow[],
  on: Day,
): CeasefireAnswer {
  const isViolation = ({ type }: CeasefireClaimRow): boolean => type === 'CeasefireViolated';
  const counted = claims.filter(
    (claim) => isViolation(claim) && claim.modality === 'realised' && (claim.day === null || claim.day <= on),
  );
  // A violation that is denied, or only foreseen, is a claim like any other.
  const others = claims.filter((claim) => !isViolation(claim) || claim.modality !== 'realised');
  const adopted = [row.proposedEvent, row.declaredEvent, row.endedEvent];
  return {
    ...ceasefireItem(row, standing, claims, on),
    violationsTold: violationsIn(counted).slice(0, VIOLATIONS_MAX),
    claims: toldAnswers(others, adopted),
  };
}

function violationsIn(rows: readonly CeasefireClaimRow[]): readonly Violation[] {
  const told = new Map<string, CeasefireClaimRow[]>();
  for (const claim of rows.toSorted((one, other) => one.position - other.position))
    told.set(claim.fact, [...(told.get(claim.fact) ?? []), claim]);
  return [...told.values()].map((claims) => {
    const said = claims.map(({ data }) => data as CeasefireViolated);
    return {
      by: said.find(({ by }) => by !== undefined)?.by ?? null,
      attack: said[0]?.attack ?? null,
      occurred: claims.find(({ occurred }) => occurred !== null)?.occurred ?? null,
      claims: claims.map(claimOf),
    };
  });
}

function daysInForce(
  { firstDay, lastDay, endedDay, endedEvent }: CeasefireRow,
  standing: CeasefireStanding | null,
  on: Day,
): number | null {
  const isOver = standing === 'ended' || standing === 'expired';
  if (firstDay === null || !(standing === 'in_force' || isOver)) return null;
  if (standing === 'ended' && endedEvent !== null && endedDay === null) return null;
  const bounds = [on, lastDay, endedDay].filter((day) => day !== null).sort();
  const days = daysBetween(firstDay, bounds[0]!);
  return days < 0 ? null : days;
}
