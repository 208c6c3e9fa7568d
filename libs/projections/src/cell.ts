import type { ColumnShape, TableShape } from './table-shape';

/** A value as PostgreSQL reads it from text; null for SQL null. The one form in which rows are compared and written. */
export type Cell = string | null;

/** A row's own columns in the table's order. */
export type Cells = readonly Cell[];

/** Turns a model's columns into cells. Throws on a missing, unknown or wrongly typed column: the engine then parks the model. */
export function cellsOf(shape: TableShape, columns: Readonly<Record<string, unknown>>): Cells {
  const cells = new Array<Cell>(shape.columns.length);
  for (let index = 0; index < cells.length; index += 1) {
    const column = shape.columns[index]!;
    cells[index] = cellOf(shape, column, columns[column.property]);
  }
  if (Object.keys(columns).length !== shape.columns.length) {
    const unknown = Object.keys(columns).filter((name) => !shape.columns.some(({ property }) => property === name));
    throw new TypeError(`${shape.schema}.${shape.name} has no column ${unknown.join(', ')}`);
  }
  return cells;
}

function cellOf(shape: TableShape, column: ColumnShape, value: unknown): Cell {
  if (value === null && column.nullable) return null;
  const cell = value === null || value === undefined ? undefined : column.write(value);
  if (cell === undefined) {
    throw new TypeError(
      `${shape.schema}.${shape.name}.${column.property}: expected ${column.sqlType}${column.nullable ? ' or null' : ''}, found ${JSON.stringify(value) ?? 'nothing'}`,
    );
  }
  return cell;
}

const integer = (value: unknown): string | undefined => (Number.isSafeInteger(value) ? String(value) : undefined);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** How a value of a PostgreSQL type is written as text; undefined: it is not of that type. */
export type WriteCell = (value: unknown) => string | undefined;

/** Of every type that a column may have. */
export const CELL_WRITERS: Readonly<Record<string, WriteCell>> = {
  text,
  bigint: integer,
  integer,
  boolean: (value) => (typeof value === 'boolean' ? (value ? 't' : 'f') : undefined),
  date: (value) => (typeof value === 'string' && /^\d{4,}-\d{2}-\d{2}$/.test(value) ? value : undefined),
  jsonb: (value) =>
    typeof value === 'object' || typeof value === 'number' || typeof value === 'string'
      ? JSON.stringify(value)
      : undefined,
  'double precision': (value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined),
  'text[]': (value) =>
    Array.isArray(value) && value.every((item) => typeof item === 'string') ? arrayLiteral(value) : undefined,
};

function arrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
