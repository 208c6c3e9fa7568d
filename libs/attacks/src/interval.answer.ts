import { sayQuantity } from '@tracker/vocabulary';

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
