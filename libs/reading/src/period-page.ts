import { REACHES, type ListedRow, type Reach } from '@tracker/projections';
import { addDays } from '@tracker/vocabulary';
import type { SelectQueryBuilder } from 'typeorm';
import { pageOf, type Page, type Paging } from './page';
import { inPeriod, type AskedPeriod } from './period';
import { sortedBelow } from './sort-bounds';

const SORT = ['sortFrom', 'position'] as const;
const COLUMNS = [...SORT, 'stream', 'key'] as const;

/**
 * A page of what lies in a period, latest first unless asked otherwise, what happened at one time in the order of record. It
 * reads no further than the period and the page reach, whichever end the list begins at. `list` makes the query anew each time.
 * Throws InvalidParameterError when the period ends before it begins.
 */
export async function pageInPeriod<Row extends ListedRow>(
  list: () => SelectQueryBuilder<Row>,
  period: AskedPeriod,
  paging: Paging,
): Promise<Page<Row>> {
  const pages = await Promise.all(
    REACHES.map((reach) => {
      const query = list();
      inPeriod(query, period);
      withinReach(query, reach, period);
      return pageOf(query, SORT, 'desc', paging);
    }),
  );
  const sign = (paging.order ?? 'desc') === 'asc' ? 1 : -1;
  const found = pages.flatMap(({ items }) => items).sort((one, other) => sign * inOrder(one, other));
  const items = found.slice(0, paging.limit);
  const last = items.at(-1);
  const more = last && (found.length > paging.limit || pages.some(({ after }) => after !== undefined));
  return more ? { items, after: COLUMNS.map((column) => last[column]) } : { items };
}

/** The period once more as far as the list's index can tell: an offset moves an instant by a day at most. */
function withinReach<Row extends ListedRow>(
  query: SelectQueryBuilder<Row>,
  reach: Reach,
  { from, to }: AskedPeriod,
): void {
  const { alias } = query;
  query.andWhere(`${alias}.reach = :reach`, { reach });
  if (from !== undefined && reach !== REACHES.at(-1))
    query.andWhere(`${alias}.sortFrom >= :earliest`, { earliest: addDays(from, -reach - 2) });
  if (to !== undefined) query.andWhere(`${alias}.sortFrom < :after`, { after: sortedBelow(to) });
}

function inOrder(one: ListedRow, other: ListedRow): number {
  const column = COLUMNS.find((name) => one[name] !== other[name]);
  if (column === undefined) return 0;
  return one[column] < other[column] ? -1 : 1;
}
