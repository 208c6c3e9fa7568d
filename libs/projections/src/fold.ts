import { inForce, isReview, type RecordedEvent } from '@tracker/event-store';
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
  /** The same of the tables of which only reviews touch rows. */
  readonly reviewed: ReadonlySet<number>;
  /** Whether it has no others: then it can pass over streams without reviews. */
  readonly isOfReviewsOnly: boolean;
  folds(kind: string): boolean;
}

/** One stream folded for one model: its state, and every row that holds, to compare with. */
export interface FoldedStream<State = unknown> {
  version: number;
  state: State;
  /** Table number and key -> the cells that hold. */
  readonly rows: Map<string, Cells>;
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
  const numbered = (part?: { readonly tables: readonly unknown[] }) =>
    new Set((part?.tables ?? []).map((entity) => byEntity.get(entity)!));
  const [held, reviewed] = [numbered(model.held), numbered(model.reviewed)];
  const isOfReviewsOnly = reviewed.size > 0 && reviewed.size === shapes.length;
  for (const shape of shapes) {
    if (shape.schema !== schemaOf(model))
      throw new Error(`${shape.entity.name} stands in schema ${shape.schema}, its model in ${schemaOf(model)}`);
  }
  const folds = (kind: string): boolean => model.kinds === 'all' || model.kinds.includes(kind);
  return { model, shapes, byEntity, held, reviewed, isOfReviewsOnly, folds };
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
 * `history` gives the stream as recorded up to and with this event; it is asked for when the event is a review.
 */
export function takeEvent<State>(
  compiled: CompiledModel<State>,
  fold: FoldedStream<State>,
  event: RecordedEvent,
  changes: RowChanges,
  history: () => readonly RecordedEvent[],
): void {
  if (isReview(event.type)) takeReview(compiled, fold, history(), changes);
  else takePlain(compiled, fold, event, changes);
}

/** A stream folded up to the end of a history, whatever was held in between. */
export function foldHistory<State>(
  compiled: CompiledModel<State>,
  history: readonly RecordedEvent[],
): FoldedStream<State> {
  const fold = foldInForce(compiled, history);
  if (!compiled.model.reviewed) return fold;
  const unheeded = new RowChanges(compiled.shapes.length);
  history.forEach((event, index) => {
    if (isReview(event.type)) putReviewed(compiled, fold, history.slice(0, index + 1), unheeded);
  });
  return fold;
}

function takePlain<State>(
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
    const standing = new Set(heldRows(compiled, event.stream, after).map(put));
    for (const id of fold.rows.keys())
      if (compiled.held.has(tableOf(id)) && !standing.has(id)) endRow(fold, event, changes, id);
  }
}

/** What a review leaves in force is folded anew; rows change from the review on, as far as they come out otherwise. */
function takeReview<State>(
  compiled: CompiledModel<State>,
  fold: FoldedStream<State>,
  history: readonly RecordedEvent[],
  changes: RowChanges,
): void {
  const review = history.at(-1)!;
  const anew = foldInForce(compiled, history);
  for (const id of fold.rows.keys())
    if (!anew.rows.has(id) && !compiled.reviewed.has(tableOf(id))) endRow(fold, review, changes, id);
  for (const [id, cells] of anew.rows)
    putCells(fold, review, changes, { id, table: tableOf(id), key: keyOf(id), cells });
  fold.state = anew.state;
  fold.version = review.version;
  putReviewed(compiled, fold, history, changes);
}

function foldInForce<State>(compiled: CompiledModel<State>, history: readonly RecordedEvent[]): FoldedStream<State> {
  const fold = blankFold(compiled);
  const last = history.at(-1);
  if (!last) return fold;
  fold.version = last.version;
  if (compiled.isOfReviewsOnly) return fold;
  const { model } = compiled;
  const unheeded = new RowChanges(compiled.shapes.length);
  let isChanged = false;
  for (const event of inForce(history).events) {
    const before = fold.state;
    fold.state = model.evolve(before, event);
    isChanged ||= fold.state !== before;
    const rows = model.touched?.rows(before, event, fold.state) ?? [];
    for (const row of lastOfEach(rows)) putRow(compiled, fold, event, unheeded, row);
  }
  if (isChanged)
    for (const row of heldRows(compiled, last.stream, fold.state)) putRow(compiled, fold, last, unheeded, row);
  return fold;
}

function putReviewed<State>(
  compiled: CompiledModel<State>,
  fold: FoldedStream<State>,
  history: readonly RecordedEvent[],
  changes: RowChanges,
): void {
  const review = history.at(-1)!;
  const rows = compiled.model.reviewed?.rows(history) ?? [];
  for (const row of lastOfEach(rows)) putRow(compiled, fold, review, changes, row);
}

function heldRows<State>({ model }: CompiledModel<State>, stream: string, state: State): readonly RowState[] {
  const rows = model.held?.rows(stream, state) ?? [];
  if (rows.length < 2) return rows;
  const met = new Set<string>();
  for (const { table, key } of rows) {
    const id = `${table.name}:${key}`;
    if (met.has(id)) throw new Error(`${model.name}: key ${JSON.stringify(key)} stands twice in ${table.name}`);
    met.add(id);
  }
  return rows;
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
  if (row.columns === null) {
    if (fold.rows.has(id)) endRow(fold, event, changes, id);
    return id;
  }
  const cells = cellsOf(compiled.shapes[table]!, row.columns);
  putCells(fold, event, changes, { id, table, key: row.key, cells });
  return id;
}

interface KeyedCells {
  readonly id: string;
  readonly table: number;
  readonly key: string;
  readonly cells: Cells;
}

function putCells(
  fold: FoldedStream,
  { stream, position }: RecordedEvent,
  changes: RowChanges,
  { id, table, key, cells }: KeyedCells,
): void {
  const old = fold.rows.get(id);
  if (old && old.every((cell, index) => cell === cells[index])) return;
  if (old) changes.end(table, stream, key, position);
  fold.rows.set(id, cells);
  changes.begin(table, stream, key, position, cells);
}

function endRow(fold: FoldedStream, event: RecordedEvent, changes: RowChanges, id: string): void {
  fold.rows.delete(id);
  changes.end(tableOf(id), event.stream, keyOf(id), event.position);
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

function keyOf(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}
