import type { Text } from './text';

/**
 * How many, in whole numbers >= 0. A bare number is exact. What follows from the qualifier is derived by `boundsOf`, never sent.
 * `unknown` is for a source that SAYS it is not known; if it is silent, the field is left out.
 * `words`: the source's, where it gives no number ("a slew").
 */
export type Quantity =
  | number
  | { readonly qualifier: 'exact' | 'about'; readonly best: number; readonly words?: Text }
  | { readonly qualifier: 'atLeast'; readonly min: number; readonly words?: Text }
  | { readonly qualifier: 'atMost'; readonly max: number; readonly words?: Text }
  | {
      readonly qualifier: 'range';
      readonly min: number;
      readonly max: number;
      readonly best?: number;
      readonly words?: Text;
    }
  | { readonly qualifier: 'most'; /** The whole it is part of. */ readonly of: number; readonly words?: Text }
  | { readonly qualifier: 'some'; /** The whole it is part of. */ readonly of?: number; readonly words?: Text }
  | { readonly qualifier: 'none' | 'unknown'; readonly words?: Text };

export const QUALIFIERS = ['exact', 'about', 'atLeast', 'atMost', 'range', 'most', 'some', 'none', 'unknown'] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

/** What a quantity says at least, at most and best. Null: it does not say; never 0 for that. */
export interface Bounds {
  readonly min: number | null;
  readonly max: number | null;
  readonly best: number | null;
}

export interface QuantityBounds extends Bounds {
  readonly qualifier: Qualifier;
  readonly words?: Text;
}

/** Bounds of a quantity, by the one rule for them. `about` has no bounds: nobody said how far off it may be. */
export function boundsOf(quantity: Quantity): QuantityBounds {
  if (typeof quantity === 'number') return { qualifier: 'exact', min: quantity, max: quantity, best: quantity };
  const { qualifier, words } = quantity;
  return { qualifier, ...numbersOf(quantity), ...(words === undefined ? {} : { words }) };
}

function numbersOf(quantity: Exclude<Quantity, number>): Bounds {
  switch (quantity.qualifier) {
    case 'exact':
      return { min: quantity.best, max: quantity.best, best: quantity.best };
    case 'about':
      return { min: null, max: null, best: quantity.best };
    case 'atLeast':
      return { min: quantity.min, max: null, best: null };
    case 'atMost':
      return { min: 0, max: quantity.max, best: null };
    case 'range':
      return { min: quantity.min, max: quantity.max, best: quantity.best ?? null };
    case 'most':
      return { min: Math.floor(quantity.of / 2) + 1, max: quantity.of, best: null };
    case 'some':
      return { min: 1, max: quantity.of ?? null, best: null };
    case 'none':
      return { min: 0, max: 0, best: 0 };
    case 'unknown':
      return { min: null, max: null, best: null };
  }
}

/** A total as an interval, and how many of its parts leave which side open. */
export interface BoundsSum {
  /** What the parts with a least value come to: the total is at least this, as nothing is less than 0. */
  readonly min: number;
  /** Null as soon as one part has no greatest value. */
  readonly max: number | null;
  /** Sum of the best values, a bound standing in where least and greatest are equal; null as soon as one part has neither. */
  readonly best: number | null;
  readonly parts: number;
  /** Parts that say nothing of a least or of a greatest value: the total is then said to be open. */
  readonly openParts: number;
}

/** Interval sum. The sum of nothing is exactly 0: the caller says whether nothing was told or nothing happened. */
export function sumBounds(parts: Iterable<Bounds>): BoundsSum {
  let min = 0;
  let max: number | null = 0;
  let best: number | null = 0;
  let count = 0;
  let openParts = 0;
  for (const part of parts) {
    const middle: number | null = part.best ?? (part.min === part.max ? part.min : null);
    min += part.min ?? 0;
    max = max === null || part.max === null ? null : max + part.max;
    best = best === null || middle === null ? null : best + middle;
    count += 1;
    if (part.min === null || part.max === null) openParts += 1;
  }
  return { min, max, best, parts: count, openParts };
}

/** A quantity in a few words: `176`, `about 200`, `at least 3`, `most of 176`. The source's own words follow in brackets. */
export function sayQuantity(quantity: Quantity): string {
  if (typeof quantity === 'number') return String(quantity);
  const said = sayQualified(quantity);
  return quantity.words === undefined ? said : `${said} ("${quantity.words}")`;
}

function sayQualified(quantity: Exclude<Quantity, number>): string {
  switch (quantity.qualifier) {
    case 'exact':
      return String(quantity.best);
    case 'about':
      return `about ${quantity.best}`;
    case 'atLeast':
      return `at least ${quantity.min}`;
    case 'atMost':
      return `at most ${quantity.max}`;
    case 'range':
      return quantity.best === undefined
        ? `${quantity.min} to ${quantity.max}`
        : `${quantity.min} to ${quantity.max}, probably ${quantity.best}`;
    case 'most':
      return `most of ${quantity.of}`;
    case 'some':
      return quantity.of === undefined ? 'some' : `some of ${quantity.of}`;
    case 'none':
    case 'unknown':
      return quantity.qualifier;
  }
}
