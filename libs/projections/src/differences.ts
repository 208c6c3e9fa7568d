import { inSchema, qualified, quoted, type TableShape } from './table-shape';

/** The rows of a table that held at a position. The schema tells in which copy: the served one, or one made to compare with it. */
export interface RowsAsOf {
  readonly schema: string;
  readonly position: number;
}

/** A row inside a table and a conflict. */
export interface RowPlace {
  readonly stream: string;
  readonly key: string;
}

/** What of one table is compared, and how much at a time. */
export interface Comparison {
  readonly conflict: string;
  readonly before: RowsAsOf;
  readonly after: RowsAsOf;
  /** Rows of these streams only. Left out: of all, read in the order of the primary key. */
  readonly streams?: readonly string[];
  /** Rows behind this one. */
  readonly start?: RowPlace;
  /** Rows up to this one. */
  readonly end?: RowPlace;
  readonly limit: number;
  /** What is given ends with the row whose contents reach so many bytes in all. */
  readonly bytesMax: number;
}

/** A statement with its parameters, whatever runs it. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A row that differs: its columns by the names of the entity's properties, null on the side on which it is not there. */
export interface DifferingRow extends RowPlace {
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  /** Of both sides. */
  readonly bytes: number;
  /** Rows that the limit let through, whether or not the bytes did. */
  readonly found: number;
}

/**
 * The rows in which two sources of one table differ, in order of stream and key, as DifferingRow. Equal is what PostgreSQL
 * writes in the same bytes; columns that it makes of others are not compared.
 */
export function differenceSql(shape: TableShape, comparison: Comparison): Statement {
  const { conflict, before, after, streams, start = { stream: '', key: '' }, end } = comparison;
  const { limit, bytesMax } = comparison;
  const [was, is] = [`max(held) filter (where was)`, `max(held) filter (where not was)`];
  const bytes = `octet_length(coalesce(before, '')) + octet_length(coalesce(after, ''))`;
  const text = `select stream, key, before::json as before, after::json as after, bytes::integer as bytes, found::integer as found from (
      select *, sum(bytes) over (order by stream, key rows between unbounded preceding and current row) - bytes as bytes_before,
        count(*) over () as found
      from (select *, ${bytes} as bytes from (
        select stream, key, ${was} as before, ${is} as after from (${sidesSql(shape, comparison)}) sides
        group by stream, key having ${was} is distinct from ${is}
        order by stream, key limit $6) differing) sized) counted
    where bytes_before < $7::bigint order by stream, key`;
  const values = [conflict, before.position, after.position, start.stream, start.key, limit, bytesMax];
  return { text, values: [...values, ...(streams ? [streams] : []), ...(end ? [end.stream, end.key] : [])] };
}

/**
 * Every row that may differ, `was` true for how it was before. In one copy of a table, versions that hold at both positions are
 * left out unread, and one walk finds what ended and what began.
 */
function sidesSql(shape: TableShape, { before, after, streams, end }: Comparison): string {
  const endAt = streams ? 9 : 8;
  const upToEnd = end ? `and (t.stream, t.key) <= ($${endAt}::text collate "C", $${endAt + 1}::text collate "C")` : '';
  const rows = (schema: string, was: string, condition: string): string => {
    const table = qualified(inSchema(shape, schema));
    const from = streams
      ? `unnest($8::text[]) s(stream) join ${table} t on t.conflict = $1 and t.stream = s.stream`
      : `${table} t`;
    return `select t.stream, t.key, ${was} as was, ${heldSql(shape)} as held from ${from}
      where t.conflict = $1 and (t.stream, t.key) > ($4::text collate "C", $5::text collate "C") ${upToEnd} and (${condition})`;
  };
  if (before.schema === after.schema && before.position <= after.position)
    return rows(
      before.schema,
      't.since <= $2::bigint',
      `t.since <= $2::bigint and t.until > $2::bigint and t.until <= $3::bigint
        or t.since > $2::bigint and t.since <= $3::bigint and t.until > $3::bigint`,
    );
  return `${rows(before.schema, 'true', 't.since <= $2::bigint and t.until > $2::bigint')}
    union all ${rows(after.schema, 'false', 't.since <= $3::bigint and t.until > $3::bigint')}`;
}

/** The model's own columns as JSON text, in order of declaration. */
function heldSql({ columns }: TableShape): string {
  const named = columns.map(({ name, property }) => `t.${quoted(name)} as ${quoted(property)}`);
  return `(select row_to_json(own)::text from (select ${named.join(', ')}) own)`;
}

/**
 * The place of the row that lies so many row versions behind another, as RowPlace; no row if the table ends before. A walk that
 * goes from one to the next reads no more than that at a time, however few rows differ.
 */
export function walkStepSql(shape: TableShape, conflict: string, start: RowPlace, versions: number): Statement {
  return {
    text: `select stream, key from ${qualified(shape)} t
      where t.conflict = $1 and (t.stream, t.key) > ($2::text collate "C", $3::text collate "C")
      order by stream, key offset $4 limit 1`,
    values: [conflict, start.stream, start.key, versions],
  };
}

/** Between which positions the turning points of which rows are asked for. */
export interface TurningPointsAsked {
  readonly conflict: string;
  /** Excluded. */
  readonly from: number;
  /** Included. */
  readonly to: number;
  readonly rows: readonly RowPlace[];
  readonly limit: number;
}

/** A position at which a version of a row began or ended. */
export interface TurningPoint {
  /** Of the row in what was asked, from 0. */
  readonly row: number;
  readonly position: number;
}

/** The positions at which versions of rows began or ended, as TurningPoint, in order of row and position. */
export function turningPointsSql(shape: TableShape, asked: TurningPointsAsked): Statement {
  const { conflict, from, to, rows, limit } = asked;
  return {
    text: `select distinct r.number::integer - 1 as row, p.position
      from unnest($2::text[], $3::text[]) with ordinality r(stream, key, number)
      join ${qualified(shape)} t on t.conflict = $1 and t.stream = r.stream and t.key = r.key
      cross join lateral (values (t.since), (t.until)) p(position)
      where t.since <= $5::bigint and t.until > $4::bigint and p.position > $4::bigint and p.position <= $5::bigint
      order by 1, 2 limit $6`,
    values: [conflict, rows.map(({ stream }) => stream), rows.map(({ key }) => key), from, to, limit],
  };
}
