import type { Citation } from './citation';

/** Name and version of the rule that chooses, among several sources' claims, the one shown first: the best grade, then the latest. */
export const GRADED_LATEST = 'graded-latest@1';

/** The rule that takes no side: from the least minimum to the greatest maximum of all claims, unknown where a claim is open. */
export const HULL = 'hull@1';

/** Comes before every grade: a claim that the resolution of a dispute adopts goes before its rivals. */
const PREFERRED = '0';

/** Comes after every grade: a claim without one gives way to any that has one. */
export const UNGRADED = 'Z';

interface Graded {
  readonly citation?: Citation;
  readonly preferred?: true;
}

interface Placed extends Graded {
  readonly version: number;
}

/** What a claim is sorted by among its rivals, the lowest first: its grade, unless a resolution prefers it; null: no grade. */
export function rankOf({ citation, preferred }: Graded): string | null {
  return preferred ? PREFERRED : (citation?.grade ?? null);
}

/** The rule over events of one stream. Undefined if there are none. @tracker/reading has it for rows. */
export function gradedLatest<Claim extends Placed>(claims: readonly Claim[]): Claim | undefined {
  return claims.reduce<Claim | undefined>((best, next) => (best && !isBetter(next, best) ? best : next), undefined);
}

function isBetter(next: Placed, best: Placed): boolean {
  const [rank, bestRank] = [rankOf(next) ?? UNGRADED, rankOf(best) ?? UNGRADED];
  return rank === bestRank ? next.version > best.version : rank < bestRank;
}
