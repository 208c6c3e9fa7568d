import type { Citation } from './citation';

/** Name and version of the rule that chooses, among several sources' claims, the one shown first: the best grade, then the latest. */
export const GRADED_LATEST = 'graded-latest@1';

/** Comes after every grade: a claim without one gives way to any that has one. */
export const UNGRADED = 'Z';

interface Graded {
  readonly citation?: Citation;
  readonly version: number;
}

/** The rule over events of one stream. Undefined if there are none. @tracker/reading has it for rows. */
export function gradedLatest<Claim extends Graded>(claims: readonly Claim[]): Claim | undefined {
  return claims.reduce<Claim | undefined>((best, next) => (best && !isBetter(next, best) ? best : next), undefined);
}

function isBetter(next: Graded, best: Graded): boolean {
  const [grade, bestGrade] = [next.citation?.grade ?? UNGRADED, best.citation?.grade ?? UNGRADED];
  return grade === bestGrade ? next.version > best.version : grade < bestGrade;
}
