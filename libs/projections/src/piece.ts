import {
  isReview,
  LogCopyReader,
  logCopySql,
  type Catalogue,
  type LogPart,
  type LogRow,
  type RecordedEvent,
} from '@tracker/event-store';
import { kindOf } from '@tracker/vocabulary';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { compileModel, type CompiledModel } from './compiled-model';
import { CopyText } from './copy-text';
import { blankFold, takeEvent } from './fold';
import type { Parked } from './checkpoints';
import type { ReadModel } from './read-model';
import { RowChanges } from './row-changes';
import type { TableShape } from './table-shape';

/** Every row version that some models make of one piece of a log. */
export interface FoldedPiece {
  /** Of the log, each counted once however many models it was folded for. */
  readonly events: number;
  /** Of the models that folded it all. */
  readonly tables: readonly FoldedTable[];
  /** Models that an event could not be folded for, each with the first one in order of stream. */
  readonly failed: readonly FailedModel[];
}

/** A model that cannot be built, and the event that it cannot take in. */
export interface FailedModel extends Parked {
  readonly model: string;
  readonly version: number;
  readonly conflict: string;
}

/** Those of one table. */
export interface FoldedTable {
  readonly model: ReadModel;
  /** In the schema that serves. */
  readonly shape: TableShape;
  readonly text: CopyText;
}

/**
 * Folds one piece for some models: each event is read and parsed once, whatever their number. COPY out in order of stream and
 * version: an index range, no sort. Memory is one piece's row versions, whatever the size of the log. Of an event that does not
 * pass `keep` it is as if it had never been recorded.
 */
export async function foldPiece(
  reader: Client,
  catalogue: Catalogue,
  models: readonly ReadModel[],
  piece: LogPart,
  keep?: (event: RecordedEvent) => boolean,
): Promise<FoldedPiece> {
  const targets = models.map((model) => new Target(model, piece.conflict));
  let rows: LogRow[] = [];
  let events = 0;
  const foldRows = (): void => {
    if (rows.length > 0) foldStream(catalogue, targets, rows, keep);
    events += rows.length;
    rows = [];
  };
  const decoder = new LogCopyReader(piece.conflict);
  const statement = logCopySql(piece, kindsOf(models), (text) => reader.escapeLiteral(text));
  for await (const chunk of reader.query(copyTo(statement))) {
    for (const row of decoder.rows(chunk as Buffer)) {
      if (rows.length > 0 && rows[0]!.stream !== row.stream) foldRows();
      rows.push(row);
    }
  }
  foldRows();
  const failed = targets.flatMap((target) => target.failed ?? []);
  return { events, failed, tables: targets.flatMap((target) => (target.failed ? [] : target.tables)) };
}

/** A model, and what it makes of the piece. */
class Target {
  readonly compiled: CompiledModel;
  readonly changes: RowChanges;
  readonly tables: readonly FoldedTable[];
  failed: FailedModel | undefined;

  constructor(
    model: ReadModel,
    private readonly conflict: string,
  ) {
    this.compiled = compileModel(model);
    this.changes = new RowChanges(this.compiled.shapes.length);
    this.tables = this.compiled.shapes.map((shape) => ({ model, shape, text: new CopyText(shape, conflict) }));
  }

  /** Adds every row version of one stream. */
  fold(history: readonly RecordedEvent[]): void {
    this.takeAll(history);
    for (let table = 0; table < this.tables.length; table += 1) {
      const opened = this.changes.opened[table]!;
      if (opened.length > 0) this.tables[table]!.text.add(opened);
    }
    this.changes.clear();
  }

  private takeAll(history: readonly RecordedEvent[]): void {
    const { model } = this.compiled;
    const fold = blankFold(this.compiled);
    for (let index = 0; index < history.length; index += 1) {
      try {
        takeEvent(this.compiled, fold, history[index]!, this.changes, () => history.slice(0, index + 1));
      } catch (error) {
        const { position, type } = history[index]!;
        const message = error instanceof Error ? error.message : String(error);
        this.failed = { model: model.name, version: model.version, conflict: this.conflict, position, type, message };
        return;
      }
    }
  }
}

function kindsOf(models: readonly ReadModel[]): ReadModel['kinds'] {
  const kinds = models.flatMap((model) => (model.kinds === 'all' ? ['all'] : model.kinds));
  return kinds.includes('all') ? 'all' : [...new Set(kinds)];
}

/** `rows` being all of a stream. */
function foldStream(
  catalogue: Catalogue,
  targets: readonly Target[],
  rows: readonly LogRow[],
  keep: ((event: RecordedEvent) => boolean) | undefined,
): void {
  const kind = kindOf(rows[0]!.stream);
  const isReviewed = rows.some(({ type }) => isReview(type));
  const concerned = targets.filter(
    ({ compiled, failed }) => !failed && compiled.folds(kind) && (isReviewed || !compiled.isOfReviewsOnly),
  );
  if (concerned.length === 0) return;
  const recorded = rows.map((row) => catalogue.read(row));
  const history = keep ? recorded.filter(keep) : recorded;
  for (const target of concerned) target.fold(history);
}
