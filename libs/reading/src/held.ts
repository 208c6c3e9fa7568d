import type { TemporalRow } from '@tracker/projections';
import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { isStreamId } from '@tracker/vocabulary';
import type { Moment } from './moment';
import { NotFoundAtPositionError } from './reading.errors';

/** Rows of one read-model table as of a moment: the only way in which TypeORM queries read them. */
export function heldRows<Row extends TemporalRow>(
  source: DataSource,
  table: new () => Row,
  alias: string,
  moment: Moment,
): SelectQueryBuilder<Row> {
  return source
    .getRepository(table)
    .createQueryBuilder(alias)
    .where(`${alias}.conflict = :conflict and ${alias}.since <= :position and ${alias}.until > :position`, {
      conflict: moment.conflict,
      position: moment.position,
    });
}

/**
 * The row of a stream that has one, as of a moment. `unselected` are columns that are not read unless they are asked for.
 * Throws NotFoundAtPositionError.
 */
export async function heldOne<Row extends TemporalRow>(
  source: DataSource,
  table: new () => Row,
  moment: Moment,
  stream: string,
  unselected: readonly (keyof Row & string)[] = [],
): Promise<Row> {
  const query = heldRows(source, table, 'row', moment).andWhere('row.stream = :stream', { stream });
  for (const column of unselected) query.addSelect(`row.${column}`);
  const found = isStreamId(stream) ? await query.getOne() : null;
  if (!found) throw new NotFoundAtPositionError(stream, moment.position);
  return found;
}

/** The predicate of heldRows for written SQL, whose first two parameters MUST be conflict ($1) and position ($2). */
export function heldSql(alias: string): string {
  return `${alias}.conflict = $1 and ${alias}.since <= $2::bigint and ${alias}.until > $2::bigint`;
}
