import { UNGRADED, type Bounds } from '@tracker/vocabulary';
import type { StandingClaim } from './attack.claims';
import { grouped } from './claims.answer';
import { OF_SEVERAL } from './hull.sql';

/** A number that a rule adopts. */
export interface AdoptedNumber
  extends Bounds, Pick<StandingClaim, 'what' | 'part' | 'side' | 'objectKind' | 'place' | 'days'> {
  /** As answers have it; with '?' where one of several claims says that it is not known. */
  readonly qualifier: string;
}

/** What `graded-latest@1` adopts of claims that happened: see gradedLatestSql. In one stream, order of version is order of position. */
export function latestOf(claims: readonly StandingClaim[]): readonly StandingClaim[] {
  return claims.filter((claim) => !claims.some((rival) => goesBefore(rival, claim)));
}

function goesBefore(rival: StandingClaim, { rivals, grade, version }: StandingClaim): boolean {
  if (rival.version === version || rival.rivals !== rivals) return false;
  const [own, other] = [grade ?? UNGRADED, rival.grade ?? UNGRADED];
  return own === other ? rival.version > version : other < own;
}

/** Whether it speaks for people of every side beside a claim that speaks of one. */
export function isOfAllSides({ what, side }: StandingClaim, adopted: readonly StandingClaim[]): boolean {
  return side === null && adopted.some((other) => other.what === what && other.side !== null);
}

/**
 * What `hull@1` makes of them: see hullSql. `latest` are those that graded-latest adopts, which tell when and where it counts, and
 * stand as they are where no other source tells of the same.
 */
export function hullOf(claims: readonly StandingClaim[], latest: readonly StandingClaim[]): readonly AdoptedNumber[] {
  return grouped(claims, ({ rivals, part }) => `${rivals} ${part}`).map((own) => {
    if (own.length === 1 && latest.includes(own[0]!)) return own[0]!;
    const { what, part, side, objectKind, rivals } = own[0]!;
    const { place, days } = latest.find((claim) => claim.rivals === rivals)!;
    return { ...together(own), what, part, side, objectKind, place, days };
  });
}

/** What several claims come to together; those that say the same, or one alone, keep what they say. */
function together(claims: readonly StandingClaim[]): Bounds & { readonly qualifier: string } {
  const [first] = claims;
  if (claims.every((claim) => saidBy(claim) === saidBy(first!))) return first!;
  const bests = new Set(claims.map(({ best }) => best));
  return {
    qualifier: claims.some(({ qualifier }) => qualifier === 'unknown') ? `${OF_SEVERAL}?` : OF_SEVERAL,
    min: bound(claims, 'min', Math.min),
    max: bound(claims, 'max', Math.max),
    best: bests.size === 1 ? first!.best : null,
  };
}

function saidBy({ qualifier, min, max, best }: StandingClaim): string {
  return `${qualifier} ${min} ${max} ${best}`;
}

/** The outermost of what all claims bound; open where one of them leaves it open. */
function bound(
  claims: readonly StandingClaim[],
  which: 'min' | 'max',
  outermost: (...numbers: readonly number[]) => number,
): number | null {
  const told = claims.flatMap((claim) => claim[which] ?? []);
  return told.length === claims.length ? outermost(...told) : null;
}
