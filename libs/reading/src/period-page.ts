import { REACHES, type DatedRow, type ListedRow, type Reach, type TemporalRow } from '@tracker/projections';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { pageOf, type Page, type Paging } from './page';
import { inPeriod, type AskedPeriod } from './period';
import { ForeignCursorError } from './reading.errors';
import { begunFrom, endedBelow, sortedBelow, sortedFrom } from './sort-bounds';

/** A row of a table that is listed by the end of what it tells of, in classes of reach. */
type EndingRow = TemporalRow & Pick<DatedRow, 'dayFrom' | 'dayTo' | 'sortFrom' | 'sortTo'> & { readonly reach: Reach };

/** What a page begins after: the first two alone put the list in order, since every row stands at a position of its own. */
const BY_BEGINNING = ['sortFrom', 'position', 'stream', 'key'] as const;
/** The same of pageOf. */
const BY_END = ['sortTo', 'stream', 'key'] as const;

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
  return merged(BY_BEGINNING, paging, (reach) => {
    const query = ofReach(list(), reach, period);
    beginningWithinReach(query, reach, period);
    return firstRows(query, paging);
  });
}

/**
 * The same by when it ended, what ended at one time in the order of streams. Behind what it is narrowed by, the list's index MUST
 * begin with (reach, sortTo, stream, key).
 */
export async function pageInPeriodByEnd<Row extends EndingRow & ObjectLiteral>(
  list: () => SelectQueryBuilder<Row>,
  period: AskedPeriod,
  paging: Paging,
): Promise<Page<Row>> {
  return merged(BY_END, paging, async (reach) => {
    const query = ofReach(list(), reach, period);
    endingWithinReach(query, reach, period);
    return (await pageOf(query, ['sortTo'], 'desc', { ...paging, limit: paging.limit + 1 })).items;
  });
}

/** One page of all classes, given one row more of each than a page has, if there are so many. */
async function merged<Column extends string, Row extends Readonly<Record<Column, string | number>>>(
  columns: readonly Column[],
  { limit, order = 'desc' }: Paging,
  rowsOf: (reach: Reach) => Promise<readonly Row[]>,
): Promise<Page<Row>> {
  const sign = order === 'asc' ? 1 : -1;
  const inOrder = (one: Row, other: Row): number => {
    const column = columns.find((candidate) => one[candidate] !== other[candidate]);
    return column === undefined ? 0 : sign * (one[column] < other[column] ? -1 : 1);
  };
  const found = (await Promise.all(REACHES.map(rowsOf))).flat().sort(inOrder);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last ? { items, after: columns.map((column) => last[column]) } : { items };
}

/** What lies in a period, of one class. */
function ofReach<Row extends Pick<EndingRow, 'dayFrom' | 'dayTo' | 'reach'>>(
  query: SelectQueryBuilder<Row & object>,
  reach: Reach,
  period: AskedPeriod,
): SelectQueryBuilder<Row & object> {
  inPeriod(query, period);
  return query.andWhere(`${query.alias}.reach = :reach`, { reach });
}

/** As many rows as the page has at most, and one more if there are more. */
function firstRows<Row extends ListedRow>(
  query: SelectQueryBuilder<Row>,
  { limit, after, order = 'desc' }: Paging,
): Promise<readonly Row[]> {
  const { alias } = query;
  if (after) {
    if (after.length !== BY_BEGINNING.length) throw new ForeignCursorError();
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

/** The period once more as far as the list's index can tell. */
function beginningWithinReach<Row extends ListedRow>(
  query: SelectQueryBuilder<Row>,
  reach: Reach,
  { from, to }: AskedPeriod,
): void {
  const { alias } = query;
  if (from !== undefined) query.andWhere(`${alias}.sortFrom >= :earliest`, { earliest: begunFrom(from, reach) });
  if (to !== undefined) query.andWhere(`${alias}.sortFrom < :after`, { after: sortedBelow(to) });
}

function endingWithinReach<Row extends EndingRow & ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  reach: Reach,
  { from, to }: AskedPeriod,
): void {
  const { alias } = query;
  if (from !== undefined) query.andWhere(`${alias}.sortTo >= :earliest`, { earliest: sortedFrom(from) });
  if (to !== undefined)
    query
      .andWhere(`${alias}.sortTo < :latest`, { latest: endedBelow(to, reach) })
      .andWhere(`${alias}.sortFrom < :after`, { after: sortedBelow(to) });
}
