import { getMetadataArgsStorage } from 'typeorm';
import type { ColumnMetadataArgs } from 'typeorm/metadata-args/ColumnMetadataArgs';
import { CELL_WRITERS, type WriteCell } from './cell-writers';
import { HELD, TemporalRow } from './temporal-row';

/** A read-model table as the engine writes it, read off its TypeORM entity. */
export interface TableShape {
  readonly entity: new () => TemporalRow;
  /** `attacks_v1`, or `attacks_v1_next` while it is being built. */
  readonly schema: string;
  readonly name: string;
  /** The model's own columns in order of declaration, those of a base class first; the five of TemporalRow come before them. */
  readonly columns: readonly ColumnShape[];
  /** Columns that PostgreSQL makes of the others: never written, never compared. */
  readonly generated: readonly GeneratedColumn[];
}

/** One column: how a value is checked and written. */
export interface ColumnShape {
  readonly property: string;
  readonly name: string;
  /** PostgreSQL type as in DDL and casts: `text`, `bigint`, `text[]`, ... */
  readonly sqlType: string;
  readonly nullable: boolean;
  readonly write: WriteCell;
}

/** `@Column({ type, asExpression, generatedType: 'STORED' })`: an immutable expression over columns of the same row. */
export interface GeneratedColumn {
  readonly property: string;
  readonly name: string;
  readonly sqlType: string;
  readonly expression: string;
}

type TemporalRowClass = abstract new () => TemporalRow;

const ENGINE_COLUMNS = ['conflict', 'stream', 'key', 'since', 'until'];
/** Reads a table off its entity. Throws when the entity is not one the engine can write. */
export function tableShape(entity: new () => TemporalRow): TableShape {
  const storage = getMetadataArgsStorage();
  const table = storage.tables.find(({ target }) => target === entity);
  if (!table?.schema || !table.name) throw new Error(`${entity.name} needs @Entity({ schema, name })`);
  const own = storage
    .filterColumns(classesOf(entity))
    .filter(({ propertyName }) => !ENGINE_COLUMNS.includes(propertyName));
  const columns = own
    .filter(({ options }) => options.asExpression === undefined)
    .map((column) => writtenColumn(entity, column));
  const generated = own.filter(({ options }) => options.asExpression !== undefined).map(generatedColumn);
  return { entity, schema: table.schema, name: table.name, columns, generated };
}

function writtenColumn(entity: TemporalRowClass, { propertyName, options }: ColumnMetadataArgs): ColumnShape {
  const sqlType = sqlTypeOf(options);
  const write = CELL_WRITERS[sqlType];
  if (!write) {
    const types = Object.keys(CELL_WRITERS).join(', ');
    throw new Error(`${entity.name}.${propertyName}: column type ${sqlType} is not one of ${types}`);
  }
  return {
    property: propertyName,
    name: options.name ?? propertyName,
    sqlType,
    nullable: options.nullable === true,
    write,
  };
}

function generatedColumn({ propertyName, options }: ColumnMetadataArgs): GeneratedColumn {
  return {
    property: propertyName,
    name: options.name ?? propertyName,
    sqlType: sqlTypeOf(options),
    expression: options.asExpression!,
  };
}

function sqlTypeOf({ type, array }: ColumnMetadataArgs['options']): string {
  return `${String(type)}${array ? '[]' : ''}`;
}

/** The class and those it extends, whose columns it has as well. */
function classesOf(entity: new () => TemporalRow): TemporalRowClass[] {
  const classes: TemporalRowClass[] = [];
  for (
    let type: TemporalRowClass = entity;
    type !== TemporalRow;
    type = Object.getPrototypeOf(type) as TemporalRowClass
  )
    classes.push(type);
  return classes;
}

/** The same table in the schema where its next generation is built. */
export function inSchema(shape: TableShape, schema: string): TableShape {
  return { ...shape, schema };
}

/** `"schema"."table"` for statements. */
export function qualified(shape: TableShape): string {
  return `${quoted(shape.schema)}.${quoted(shape.name)}`;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `create table` without any index, so that a rebuild can fill it first. One statement. */
export function createTableSql(shape: TableShape): string {
  const own = shape.columns.map(
    ({ name, sqlType, nullable }) =>
      `${quoted(name)} ${sqlType}${sqlType.startsWith('text') ? ' collate "C"' : ''}${nullable ? '' : ' not null'}`,
  );
  const made = shape.generated.map(
    ({ name, sqlType, expression }) => `${quoted(name)} ${sqlType} generated always as (${expression}) stored`,
  );
  return `create table ${qualified(shape)} (
  conflict text collate "C" not null,
  stream text collate "C" not null,
  key text collate "C" not null,
  since bigint not null,
  until bigint not null,
  ${[...own, ...made, 'check (since < until)'].join(',\n  ')}
) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02)`;
}

/** An index of a table, and the statement that makes it. */
export interface IndexShape {
  readonly name: string;
  readonly sql: string;
}

/**
 * The primary key and the entity's own list indexes. None on what holds now: the primary key finds it, since it is the last
 * version of its key.
 */
export function indexesOf(shape: TableShape): readonly IndexShape[] {
  const own = getMetadataArgsStorage()
    .indices.filter(({ target }) => target === shape.entity)
    .map(({ name, columns, unique, type }) => {
      if (!name || !Array.isArray(columns))
        throw new Error(`${shape.entity.name}: an index needs a name and a list of columns`);
      const listed = (columns as string[]).map((property) => quoted(columnName(shape, property)));
      const method = type === undefined ? '' : ` using ${type}`;
      const sql = `create ${unique ? 'unique ' : ''}index ${quoted(name)} on ${qualified(shape)}${method} (${listed.join(', ')})`;
      return { name, sql };
    });
  return [
    {
      name: `${shape.name}_pkey`,
      sql: `alter table ${qualified(shape)} add primary key (conflict, stream, key, since)`,
    },
    ...own,
  ];
}

/** The statements that make them. */
export function createIndexSql(shape: TableShape): readonly string[] {
  return indexesOf(shape).map(({ sql }) => sql);
}

/**
 * What a table's hash is made of: its statements as they were when the first tables were made, with an index that is no longer,
 * so that what is declared alike has the hash it always had.
 */
export function declaredSql(shape: TableShape): readonly string[] {
  const [primaryKey, ...own] = createIndexSql(shape);
  const held = `create unique index ${quoted(`${shape.name}_held`)} on ${qualified(shape)} (conflict, stream, key) where until = ${HELD}`;
  return [createTableSql(shape), primaryKey!, held, ...own];
}

function columnName(shape: TableShape, property: string): string {
  if (ENGINE_COLUMNS.includes(property)) return property;
  const column = [...shape.columns, ...shape.generated].find((candidate) => candidate.property === property);
  if (!column) throw new Error(`${shape.entity.name}: an index names ${property}, which is no column`);
  return column.name;
}
