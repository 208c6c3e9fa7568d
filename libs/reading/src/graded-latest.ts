import type { ClaimedRow } from '@tracker/projections';
import { UNGRADED } from '@tracker/vocabulary';
import type { SelectQueryBuilder } from 'typeorm';

/** Claim rows in the order of the rule GRADED_LATEST: the first is adopted. */
export function inGradedLatestOrder<Row extends ClaimedRow>(query: SelectQueryBuilder<Row>): SelectQueryBuilder<Row> {
  return query
    .orderBy(`${query.alias}.grade`, 'ASC', 'NULLS LAST')
    .addOrderBy(`${query.alias}.position`, 'DESC')
    .addOrderBy(`${query.alias}.key`, 'ASC');
}

/** The same order for written SQL, after `order by`; both arguments are expressions of it. */
export function gradedLatestOrderSql(grade: string, position: string): string {
  return `${grade} asc nulls last, ${position} desc`;
}

/** Condition, in SQL or of TypeORM, that the rule sets one row of columns grade and position before another. */
export function goesBeforeSql(alias: string, other: string): string {
  return `(coalesce(${alias}.grade, '${UNGRADED}'), -${alias}.position) < (coalesce(${other}.grade, '${UNGRADED}'), -${other}.position)`;
}
