import { REACHES } from '@tracker/projections';
import type { Page, PageStart, Paging } from './page';
import type { AskedPeriod } from './period';
import { InvalidParameterError } from './reading.errors';
import { begunFrom, SORTED_END, sortedBelow } from './sort-bounds';

/**
 * What a list in SQL is given of a period and of the page asked for, in this order: its first and last day, the classes of reach
 * and where an index on (reach, sort value) begins for each, where it ends, the two values of the entry before the page, and how
 * many entries to find. Throws InvalidParameterError when the period ends before it begins.
 */
export function listedPeriod({ from, to }: AskedPeriod, { limit, after = [] }: Paging): readonly unknown[] {
  if (from !== undefined && to !== undefined && from > to)
    throw new InvalidParameterError('to', to, `a day on or after from (${from})`);
  const earliest = REACHES.map((reach) => (from === undefined ? '' : begunFrom(from, reach)));
  const before = to === undefined ? SORTED_END : sortedBelow(to);
  return [from ?? null, to ?? null, REACHES, earliest, before, after[0] ?? null, after[1] ?? null, limit + 1];
}

/** The page that begins with these rows, of which there is one too many if more follow. */
export function cutPage<Row>(rows: readonly Row[], { limit }: Paging, placeOf: (row: Row) => PageStart): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined ? { items, after: placeOf(last) } : { items };
}
