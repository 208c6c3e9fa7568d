import type { LogPart } from '@tracker/event-store';
import type { ModelId } from './checkpoints';
import type { Statement } from './differences';
import { qualified, quoted, type ColumnShape, type TableShape } from './table-shape';
import { HELD } from './temporal-row';

/** What is compared: a table that serves, and one that holds what the log makes of the same streams. */
export interface TablesCompared {
  readonly model: ModelId;
  readonly served: TableShape;
  readonly expected: TableShape;
  /** Its streams, up to its position. */
  readonly piece: LogPart;
  /** Rows that are told of. */
  readonly limit: number;
}

/**
 * Compares every row version up to the position of a piece; one row: `versions` expected, `found` rows that differ in any of
 * them, and the `first` of these by position, each at its first differing version. What was written since then is left out: a
 * version that began after the position, and an end after it, as far as the model has come by now; what lies beyond even that
 * was never made of the log. Equal is what PostgreSQL writes in the same bytes.
 */
export function comparisonSql({ model, served, expected, piece, limit }: TablesCompared): Statement {
  const { columns } = served;
  const columnsDiffer = ['false', ...columns.map(differs)].join(' or ');
  const isOneSided = '(s.since is null or e.since is null)';
  const text = `with standing as (
      select coalesce((select position from projections.checkpoints
        where conflict = $1 and model = $2 and version = $3 and generation = 'live'), 0) as position
    ), s as (
      select ${['t.stream', 't.key', 't.since', ...columns.map(({ name }) => `t.${quoted(name)}`)].join(', ')},
        case when t.until > $4::bigint and t.until <= p.position then ${HELD} else t.until end as until
      from ${qualified(served)} t cross join standing p
      where t.conflict = $1 and ($5::text is null or t.stream > $5) and ($6::text is null or t.stream <= $6)
        and (t.since <= $4::bigint or t.since > p.position)
    ), differing as (
      select coalesce(s.stream, e.stream) as stream, coalesce(s.key, e.key) as key, coalesce(s.since, e.since) as since,
        case when ${isOneSided} or ${columnsDiffer} then coalesce(s.since, e.since) else least(s.until, e.until) end as position,
        ${versionSql('s', columns)} as served, ${versionSql('e', columns)} as log,
        case when ${isOneSided} then '{}' else array_remove(array[${differingNames(columns)}], null) end as columns
      from s full join ${qualified(expected)} e on s.stream = e.stream and s.key = e.key and s.since = e.since
      where ${isOneSided} or s.until <> e.until or ${columnsDiffer}
    ), differing_rows as (
      select distinct on (stream, key) *, count(*) over (partition by stream, key) as versions
      from differing order by stream, key, position, since
    ), first as (
      select stream, key, position, served, log, columns, versions from differing_rows order by position, stream, key limit $7
    )
    select (select count(*) from ${qualified(expected)})::integer as versions,
      (select count(*) from differing_rows)::integer as found,
      (select coalesce(json_agg(first), '[]') from first) as first`;
  return {
    text,
    values: [piece.conflict, model.name, model.version, piece.upTo, piece.after, piece.through, limit],
  };
}

function differs(column: ColumnShape): string {
  return `${comparable('s', column)} is distinct from ${comparable('e', column)}`;
}

/** Types of which two values may be equal that are not written alike. */
const WRITTEN_OTHERWISE = new Set(['jsonb', 'double precision']);

function comparable(side: string, { name, sqlType }: ColumnShape): string {
  return `${side}.${quoted(name)}${WRITTEN_OTHERWISE.has(sqlType) ? '::text' : ''}`;
}

function differingNames(columns: readonly ColumnShape[]): string {
  const cases = columns.map((column) => `case when ${differs(column)} then ${literal(column.property)} end`);
  return [...cases, `case when s.until <> e.until then 'until' end`].join(', ');
}

/** A version as JSON: its columns by the names of the entity's properties. */
function versionSql(side: string, columns: readonly ColumnShape[]): string {
  const named = columns.map(({ name, property }) => `${side}.${quoted(name)} as ${quoted(property)}`);
  return `case when ${side}.since is not null then json_build_object('since', ${side}.since,
    'until', nullif(${side}.until, ${HELD}), 'columns', (select row_to_json(own) from (select ${named.join(', ')}) own)) end`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
