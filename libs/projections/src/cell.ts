import type { ColumnShape, TableShape } from './table-shape';

/** A value as PostgreSQL reads it from text; null for SQL null. The one form in which rows are compared and written. */
export type Cell = string | null;

/** A row's own columns in the table's order. */
export type Cells = readonly Cell[];

/** Turns a model's columns into cells. Throws on a missing, unknown or wrongly typed column: the engine then parks the model. */
export function cellsOf(shape: TableShape, columns: Readonly<Record<string, unknown>>): Cells {
  const cells: Cell[] = [];
  for (const column of shape.columns) cells.push(cellOf(shape, column, columns[column.property]));
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
