import { REACHES, type ListedRow, type Reach } from '@tracker/projections';
import { addDays } from '@tracker/vocabulary';
import type { SelectQueryBuilder } from 'typeorm';
import type { Page, Paging } from './page';
import { inPeriod, type AskedPeriod } from './period';
import { ForeignCursorError } from './reading.errors';
import { sortedBelow } from './sort-bounds';

/** What a page begins after: the first two alone put the list in order, since every row stands at a position of its own. */
const COLUMNS = ['sortFrom', 'position', 'stream', 'key'] as const;

/**
 * A page of what lies in a period, latest first unless asked otherwise, what happened at one time in the order of record. It
 * reads no further than the period and the page reach, whichever end the list begins at. `list` makes the query anew each time.
 * Throws InvalidParameterError when the period ends before it begins, and ForeignCursorError.
 */
export async function pageInPeriod<Row extends ListedRow>(
  list: () => SelectQueryBuilder<Row>,
  period: AskedPeriod,
  paging: Paging,
): Promise<Page<Row>> {
  const rows = await Promise.all(
    REACHES.map((reach) => {
      const query = list();
      inPeriod(query, period);
      withinReach(query, reach, period);
      return firstRows(query, paging);
    }),
  );
  const sign = (paging.order ?? 'desc') === 'asc' ? 1 : -1;
  const found = rows.flat().sort((one, other) => sign * inOrder(one, other));
  const items = found.slice(0, paging.limit);
  const last = items.at(-1);
  return found.length > paging.limit && last ? { items, after: COLUMNS.map((column) => last[column]) } : { items };
}

/** As many rows as the page has at most, and one more if there are more. */
function firstRows<Row extends ListedRow>(
  query: SelectQueryBuilder<Row>,
  { limit, after, order = 'desc' }: Paging,
): Promise<readonly Row[]> {
  const { alias } = query;
  if (after) {
    if (after.length !== COLUMNS.length) throw new ForeignCursorError();
    const [sortFrom, position] = after;
    const is = order === 'asc' ? '>' : '<';
    query.andWhere(`(${alias}.sortFrom, ${alias}.position) ${is} (:sortFrom, :beside)`, { sortFrom, beside: position });
  }
  const direction = order === 'asc' ? 'ASC' : 'DESC';
  return query
    .orderBy(`${alias}.sortFrom`, direction)
    .addOrderBy(`${alias}.position`, direction)
    .limit(limit + 1)
    .getMany();
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
  if (one.sortFrom !== other.sortFrom) return one.sortFrom < other.sortFrom ? -1 : 1;
  return one.position - other.position;
}
