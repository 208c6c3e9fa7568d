import { UNGRADED, type Bounds } from '@tracker/vocabulary';
import type { StandingClaim } from './attack.claims';
import { OF_SEVERAL } from './hull.sql';

/** A number that a rule adopts. */
export interface AdoptedNumber
  extends Bounds, Pick<StandingClaim, 'what' | 'part' | 'side' | 'objectKind' | 'place' | 'days'> {
  /** As answers have it; with '?' where one of several claims says that it is not known. */
  readonly qualifier: string;
}

/** What `graded-latest@1` adopts of claims that happened: see gradedLatestSql. In one stream, order of version is order of position. */
export function latestOf(claims: readonly StandingClaim[]): readonly StandingClaim[] {
  if (claims.length === 1) return claims;
  return claims.filter((claim) => !claims.some((rival) => goesBefore(rival, claim)));
}

function goesBefore(rival: StandingClaim, { rivals, grade, version }: StandingClaim): boolean {
  if (rival.version === version || rival.rivals !== rivals) return false;
  const own = grade ?? UNGRADED;
  const other = rival.grade ?? UNGRADED;
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
  return alike(claims, isRival).map((own) => {
    if (own.length === 1 && latest.includes(own[0]!)) return own[0]!;
    const { what, part, side, objectKind, rivals } = own[0]!;
    const { place, days } = latest.find((claim) => claim.rivals === rivals)!;
    const { qualifier, min, max, best } = together(own);
    return { what, part, side, objectKind, place, days, qualifier, min, max, best };
  });
}

function isRival(one: StandingClaim, other: StandingClaim): boolean {
  return one.rivals === other.rivals && one.part === other.part;
}

/** Groups in order of first appearance. Of so few items, comparing them costs less than names to find them by. */
export function alike<Item>(
  items: readonly Item[],
  isAlike: (one: Item, other: Item) => boolean,
): readonly (readonly Item[])[] {
  const groups: Item[][] = [];
  for (const item of items) {
    const group = groups.find(([first]) => isAlike(first!, item));
    if (group) group.push(item);
    else groups.push([item]);
  }
  return groups;
}

/** What several claims come to together; those that say the same, or one alone, keep what they say. */
function together(claims: readonly StandingClaim[]): Bounds & { readonly qualifier: string } {
  const first = claims[0]!;
  if (claims.every((claim) => saysSame(claim, first))) return first;
  return {
    qualifier: claims.some(({ qualifier }) => qualifier === 'unknown') ? `${OF_SEVERAL}?` : OF_SEVERAL,
    min: bound(claims, 'min', Math.min),
    max: bound(claims, 'max', Math.max),
    best: claims.every(({ best }) => best === first.best) ? first.best : null,
  };
}

function saysSame(one: StandingClaim, other: StandingClaim): boolean {
  return one.qualifier === other.qualifier && one.min === other.min && one.max === other.max && one.best === other.best;
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
