import type { TemporalRow } from '@tracker/projections';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { ForeignCursorError } from './reading.errors';
import type { Order } from './view-query';

/** Entries of a page if the question does not say, and at most. */
export const PAGE_LIMIT = 100;
export const PAGE_LIMIT_MAX = 1_000;

/** Where a page begins: after the entry with these sort values, stream and key. */
export type PageStart = readonly (string | number)[];

/** How a list is cut into pages, as the view's decorator read it off the question. */
export interface Paging {
  readonly limit: number;
  readonly after?: PageStart;
  /** Left out: the list's own. */
  readonly order?: Order;
}

/** A page of a list. `after` is the place of its last entry if there are more; the answer shows it as an opaque `next`. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly after?: PageStart;
}

/**
 * Runs a query page by page. `sort` are columns that are never null; all of them, then stream and key, go the same way,
 * so that one row comparison cuts the pages and the list index serves it. `own` is the order if the question names none.
 */
export async function pageOf<Row extends TemporalRow & ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  sort: readonly (keyof Row & string)[],
  own: Order,
  paging: Paging,
): Promise<Page<Row>> {
  const direction = paging.order ?? own;
  const columns = [...sort, 'stream', 'key'];
  const alias = query.alias;
  if (paging.after) {
    if (paging.after.length !== columns.length) throw new ForeignCursorError();
    const names = columns.map((column) => `${alias}.${column}`).join(', ');
    const values = columns.map((_, index) => `:after${index}`).join(', ');
    query.andWhere(
      `(${names}) ${direction === 'asc' ? '>' : '<'} (${values})`,
      Object.fromEntries(paging.after.map((value, index) => [`after${index}`, value])),
    );
  }
  for (const column of columns) query.addOrderBy(`${alias}.${column}`, direction === 'asc' ? 'ASC' : 'DESC');
  const rows = await query.limit(paging.limit + 1).getMany();
  const items = rows.slice(0, paging.limit);
  const last = items.at(-1);
  const more = rows.length > paging.limit && last;
  return more ? { items, after: columns.map((column) => last[column] as string | number) } : { items };
}

/** A page of other items, in the same place of the list. */
export function mapPage<From, To>(page: Page<From>, map: (item: From) => To): Page<To> {
  return { ...page, items: page.items.map(map) };
}
