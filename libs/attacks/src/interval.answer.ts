import { sayQuantity, type Bounds } from '@tracker/vocabulary';

/** Says an interval as a quantity is said: `3`, `89 to 176`, `at least 3`, `about 12`. */
export function sayInterval({
  min,
  max,
  best,
}: {
  readonly min: number;
  readonly max: number | null;
  readonly best: number | null;
}): string {
  if (max !== null) return min === max ? sayQuantity(min) : sayQuantity({ qualifier: 'range', min, max });
  if (best !== null) return sayQuantity({ qualifier: 'about', best });
  return min === 0 ? sayQuantity({ qualifier: 'unknown' }) : sayQuantity({ qualifier: 'atLeast', min });
}

/** The same for what several claims come to together, and if nothing bounds it, why. */
export function sayHull({
  min,
  max,
  best,
  claims,
  unknown,
}: Bounds & { readonly claims: number | null; readonly unknown: number | null }): string {
  if (min !== null || max !== null || best !== null) return sayInterval({ min: min ?? 0, max, best });
  return unknown ? `unknown: ${unknown} of ${claims} claims say so` : `open: not all ${claims} claims have bounds`;
}
