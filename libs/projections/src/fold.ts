import type { RecordedEvent } from '@tracker/event-store';
import { cellsOf, type Cells } from './cell';
import type { ReadModel, RowState } from './read-model';
import { tableShape, type TableShape } from './table-shape';

/** A model with the shapes of its tables, ready to fold. */
export interface CompiledModel<State = unknown> {
  readonly model: ReadModel<State>;
  readonly shapes: readonly TableShape[];
  readonly byEntity: ReadonlyMap<unknown, number>;
  /** Indexes into `shapes` of the tables whose rows are all given after each event. */
  readonly held: ReadonlySet<number>;
  folds(kind: string): boolean;
}

/** One stream folded for one model: its state, and every row that holds, as text to compare with. */
export interface FoldedStream<State = unknown> {
  version: number;
  state: State;
  /** Table number and key -> the cells that hold. */
  readonly rows: Map<string, string>;
}

/** A row version to be written; `until` null while it holds. */
export interface RowVersion {
  readonly stream: string;
  readonly key: string;
  readonly since: number;
  until: number | null;
  readonly cells: Cells;
}

/** A row version written by an earlier batch that ends in this one. */
export interface RowEnd {
  readonly stream: string;
  readonly key: string;
  readonly until: number;
}

export function compileModel<State>(model: ReadModel<State>): CompiledModel<State> {
  const shapes = model.tables.map(tableShape);
  const byEntity = new Map(shapes.map((shape, index) => [shape.entity as unknown, index]));
  const held = new Set((model.held?.tables ?? []).map((entity) => byEntity.get(entity)!));
  for (const shape of shapes) {
    if (shape.schema !== schemaOf(model))
      throw new Error(`${shape.entity.name} stands in schema ${shape.schema}, its model in ${schemaOf(model)}`);
  }
  return { model, shapes, byEntity, held, folds: (kind) => model.kinds === 'all' || model.kinds.includes(kind) };
}

/** The schema of a model's tables: one a version, so that two releases can each read their own. */
export function schemaOf(model: Pick<ReadModel, 'name' | 'version'>): string {
  return `${model.name}_v${model.version}`;
}

export function blankFold<State>(compiled: CompiledModel<State>): FoldedStream<State> {
  return { version: 0, state: compiled.model.initial, rows: new Map() };
}

/** Collects the row versions that one batch opens and closes. One opened and closed in the batch is born closed. */
export class RowChanges {
  readonly opened: RowVersion[][];
  readonly ended: RowEnd[][];
  private readonly open = new Map<string, RowVersion>();

  constructor(tables: number) {
    this.opened = Array.from({ length: tables }, () => []);
    this.ended = Array.from({ length: tables }, () => []);
  }

  begin(table: number, stream: string, key: string, since: number, cells: Cells): void {
    const version: RowVersion = { stream, key, since, until: null, cells };
    this.opened[table]!.push(version);
    this.open.set(rowId(table, `${stream}\n${key}`), version);
  }

  end(table: number, stream: string, key: string, until: number): void {
    const id = rowId(table, `${stream}\n${key}`);
    const version = this.open.get(id);
    if (version) {
      version.until = until;
      this.open.delete(id);
    } else this.ended[table]!.push({ stream, key, until });
  }
}

/**
 * Takes one event into a folded stream and notes what changes. Versions are cut at the event, never at a batch's edge,
 * so the rows do not depend on how the work was cut up. Changes `fold` in place: on a throw it MUST be dropped.
 */
export function takeEvent<State>(
  compiled: CompiledModel<State>,
  fold: FoldedStream<State>,
  event: RecordedEvent,
  changes: RowChanges,
): void {
  const { model } = compiled;
  const before = fold.state;
  const after = model.evolve(before, event);
  fold.state = after;
  fold.version = event.version;
  const put = (row: RowState): string => putRow(compiled, fold, event, changes, row);
  if (model.touched) for (const row of lastOfEach(model.touched.rows(before, event, after))) put(row);
  if (model.held && after !== before) {
    const standing = new Set<string>();
    for (const row of model.held.rows(event.stream, after)) {
      const id = put(row);
      if (standing.has(id))
        throw new Error(`${model.name}: key ${JSON.stringify(row.key)} stands twice in ${row.table.name}`);
      standing.add(id);
    }
    for (const id of fold.rows.keys())
      if (compiled.held.has(tableOf(id)) && !standing.has(id)) endRow(fold, event, changes, id);
  }
}

function putRow<State>(
  compiled: CompiledModel<State>,
  fold: FoldedStream<State>,
  event: RecordedEvent,
  changes: RowChanges,
  row: RowState,
): string {
  const table = compiled.byEntity.get(row.table);
  if (table === undefined) throw new Error(`${compiled.model.name} does not own table ${row.table.name}`);
  const id = rowId(table, row.key);
  const old = fold.rows.get(id);
  if (row.columns === null) {
    if (old !== undefined) endRow(fold, event, changes, id);
    return id;
  }
  const cells = cellsOf(compiled.shapes[table]!, row.columns);
  const text = JSON.stringify(cells);
  if (old === text) return id;
  if (old !== undefined) changes.end(table, event.stream, row.key, event.position);
  fold.rows.set(id, text);
  changes.begin(table, event.stream, row.key, event.position, cells);
  return id;
}

function endRow(fold: FoldedStream, event: RecordedEvent, changes: RowChanges, id: string): void {
  fold.rows.delete(id);
  changes.end(tableOf(id), event.stream, id.slice(id.indexOf(':') + 1), event.position);
}

function lastOfEach(rows: readonly RowState[]): readonly RowState[] {
  if (rows.length < 2) return rows;
  const last = new Map<unknown, Map<string, RowState>>();
  for (const row of rows) {
    let keys = last.get(row.table);
    if (!keys) last.set(row.table, (keys = new Map()));
    keys.set(row.key, row);
  }
  return [...last.values()].flatMap((keys) => [...keys.values()]);
}

function rowId(table: number, key: string): string {
  return `${table}:${key}`;
}

function tableOf(id: string): number {
  return Number(id.slice(0, id.indexOf(':')));
}
