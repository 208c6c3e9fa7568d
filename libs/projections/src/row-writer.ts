import type { ClientBase } from 'pg';
import { CopyText } from './copy-text';
import type { RowEnd, RowVersion } from './row-changes';
import { qualified, quoted, type TableShape } from './table-shape';
import { HELD } from './temporal-row';

/** A row version that was to be ended does not hold: rows and log have come apart, and nothing more is written. */
export class RowNotHeldError extends Error {
  constructor(shape: TableShape, conflict: string, ended: number, expected: number) {
    super(
      `${qualified(shape)}: ended ${ended} of ${expected} row versions of conflict ${conflict}. Rebuild the read model.`,
    );
    this.name = 'RowNotHeldError';
  }
}

/** So many rows cost less by COPY than by an insert, here and in the database. */
const COPIED_MIN = 200;

/** Writes what one batch changed in one table, in at most two statements whatever its size. MUST run in the checkpoint's transaction. */
export async function writeChanges(
  client: ClientBase,
  shape: TableShape,
  conflict: string,
  opened: readonly RowVersion[],
  ended: readonly RowEnd[],
): Promise<void> {
  if (ended.length > 0) {
    const result = await client.query({
      name: `end ${qualified(shape)}`,
      // The version that holds is always the last one of its key: found from the end of the primary key.
      text: `update ${qualified(shape)} held set until = ended.until
        from unnest($2::text[], $3::text[], $4::bigint[]) ended(stream, key, until) cross join lateral (
          select since from ${qualified(shape)} v
          where v.conflict = $1 and v.stream = ended.stream and v.key = ended.key order by since desc limit 1) last
        where held.conflict = $1 and held.stream = ended.stream and held.key = ended.key and held.since = last.since
          and held.until = ${HELD}`,
      values: [
        conflict,
        ended.map(({ stream }) => stream),
        ended.map(({ key }) => key),
        ended.map(({ until }) => until),
      ],
    });
    if (result.rowCount !== ended.length)
      throw new RowNotHeldError(shape, conflict, result.rowCount ?? 0, ended.length);
  }
  if (opened.length >= COPIED_MIN) {
    const text = new CopyText(shape, conflict);
    text.add(opened);
    await text.copyInto(client);
  } else if (opened.length > 0) {
    await client.query({
      name: `open ${qualified(shape)}`,
      text: insertSql(shape),
      values: [
        conflict,
        opened.map(({ stream }) => stream),
        opened.map(({ key }) => key),
        opened.map(({ since }) => since),
        opened.map(({ until }) => until ?? HELD),
        ...shape.columns.map((_, column) => opened.map(({ cells }) => cells[column])),
      ],
    });
  }
}

function insertSql(shape: TableShape): string {
  const names = shape.columns.map(({ name }) => quoted(name));
  const parameters = shape.columns.map((_, column) => `$${column + 6}::text[]`);
  const given = shape.columns.map((_, column) => `c${column}`);
  const values = shape.columns.map(({ sqlType }, column) => `opened.c${column}::${sqlType}`);
  return `insert into ${qualified(shape)} (${['conflict', 'stream', 'key', 'since', 'until', ...names].join(', ')})
    select ${['$1', 'opened.stream', 'opened.key', 'opened.since', 'opened.until', ...values].join(', ')}
    from unnest(${['$2::text[]', '$3::text[]', '$4::bigint[]', '$5::bigint[]', ...parameters].join(', ')})
      opened(${['stream', 'key', 'since', 'until', ...given].join(', ')})`;
}
