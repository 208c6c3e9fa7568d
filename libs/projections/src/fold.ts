import { inForce, isReview, type RecordedEvent } from '@tracker/event-store';
import { cellsOf, type Cells } from './cell';
import type { CompiledModel } from './compiled-model';
import type { RowState } from './read-model';
import { RowChanges, type RowVersion } from './row-changes';

/** One stream folded for one model: its state, and every row that holds, to compare with. */
export interface FoldedStream<State = unknown> {
  version: number;
  state: State;
  /** Of each table: key -> the row that holds. */
  readonly rows: readonly Map<string, RowVersion>[];
}

export function blankFold<State>(compiled: CompiledModel<State>): FoldedStream<State> {
  return { version: 0, state: compiled.model.initial, rows: compiled.shapes.map(() => new Map<string, RowVersion>()) };
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
  if (model.touched) putAll(compiled, fold, event, changes, lastOfEach(model.touched.rows(before, event, after)));
  if (model.held && after !== before) {
    const standing = heldRows(compiled, event.stream, after);
    putAll(compiled, fold, event, changes, standing);
    if (compiled.held.size > 0) endOthers(compiled, fold, event, changes, standing);
  }
}

/** Ends the rows of held tables that are not among those that stand now. */
function endOthers(
  compiled: CompiledModel,
  fold: FoldedStream,
  event: RecordedEvent,
  changes: RowChanges,
  standing: readonly RowState[],
): void {
  for (const table of compiled.held) {
    const { entity } = compiled.shapes[table]!;
    const own = standing.filter((row) => row.table === entity && row.columns !== null);
    if (own.length === fold.rows[table]!.size) continue;
    const keys = new Set(own.map(({ key }) => key));
    for (const key of fold.rows[table]!.keys()) if (!keys.has(key)) endRow(fold, event, changes, table, key);
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
  for (const [table, rows] of fold.rows.entries()) {
    if (compiled.reviewed.has(table)) continue;
    for (const key of rows.keys()) if (!anew.rows[table]!.has(key)) endRow(fold, review, changes, table, key);
  }
  for (const [table, rows] of anew.rows.entries())
    for (const [key, { cells }] of rows) putCells(fold, review, changes, table, key, cells);
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
    if (model.touched)
      putAll(compiled, fold, event, unheeded, lastOfEach(model.touched.rows(before, event, fold.state)));
  }
  if (isChanged) putAll(compiled, fold, last, unheeded, heldRows(compiled, last.stream, fold.state));
  return fold;
}

function putReviewed<State>(
  compiled: CompiledModel<State>,
  fold: FoldedStream<State>,
  history: readonly RecordedEvent[],
  changes: RowChanges,
): void {
  const rows = compiled.model.reviewed?.rows(history) ?? [];
  putAll(compiled, fold, history.at(-1)!, changes, lastOfEach(rows));
}

function heldRows<State>({ model }: CompiledModel<State>, stream: string, state: State): readonly RowState[] {
  const rows = model.held?.rows(stream, state) ?? [];
  const twice = firstNamedAgain(rows);
  if (twice) throw new Error(`${model.name}: key ${JSON.stringify(twice.key)} stands twice in ${twice.table.name}`);
  return rows;
}

/** Puts rows as they should stand after an event. */
function putAll<State>(
  compiled: CompiledModel<State>,
  fold: FoldedStream<State>,
  event: RecordedEvent,
  changes: RowChanges,
  rows: readonly RowState[],
): void {
  for (const row of rows) putRow(compiled, fold, event, changes, row);
}

function putRow<State>(
  compiled: CompiledModel<State>,
  fold: FoldedStream<State>,
  event: RecordedEvent,
  changes: RowChanges,
  row: RowState,
): void {
  const table = compiled.byEntity.get(row.table);
  if (table === undefined) throw new Error(`${compiled.model.name} does not own table ${row.table.name}`);
  if (row.columns === null) endRow(fold, event, changes, table, row.key);
  else putCells(fold, event, changes, table, row.key, cellsOf(compiled.shapes[table]!, row.columns));
}

function putCells(
  fold: FoldedStream,
  { stream, position }: RecordedEvent,
  changes: RowChanges,
  table: number,
  key: string,
  cells: Cells,
): void {
  const rows = fold.rows[table]!;
  const old = rows.get(key);
  if (old) {
    if (sameCells(old.cells, cells)) return;
    changes.end(table, old, position);
  }
  rows.set(key, changes.begin(table, stream, key, position, cells));
}

function endRow(fold: FoldedStream, event: RecordedEvent, changes: RowChanges, table: number, key: string): void {
  const old = fold.rows[table]!.get(key);
  if (!old) return;
  fold.rows[table]!.delete(key);
  changes.end(table, old, event.position);
}

function sameCells(one: Cells, other: Cells): boolean {
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}

/** Of rows of one name the last counts. */
function lastOfEach(rows: readonly RowState[]): readonly RowState[] {
  if (!firstNamedAgain(rows)) return rows;
  const last = new Map<unknown, Map<string, RowState>>();
  for (const row of rows) {
    let keys = last.get(row.table);
    if (!keys) last.set(row.table, (keys = new Map()));
    keys.set(row.key, row);
  }
  return [...last.values()].flatMap((keys) => [...keys.values()]);
}

/** Up to so many rows comparing each with those before it beats a map. */
const FEW_ROWS = 16;

/** The first row of whose table and key one stands before it. */
function firstNamedAgain(rows: readonly RowState[]): RowState | undefined {
  if (rows.length > FEW_ROWS) {
    const met = new Map<unknown, Set<string>>();
    return rows.find(({ table, key }) => {
      const keys = met.get(table) ?? new Set();
      if (keys.has(key)) return true;
      met.set(table, keys.add(key));
      return false;
    });
  }
  for (let index = 1; index < rows.length; index += 1) {
    const { table, key } = rows[index]!;
    for (let earlier = 0; earlier < index; earlier += 1)
      if (rows[earlier]!.key === key && rows[earlier]!.table === table) return rows[index];
  }
  return undefined;
}
