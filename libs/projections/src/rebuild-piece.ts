import { isReview, LogCopyReader, logCopySql, type Catalogue, type LogPart, type LogRow } from '@tracker/event-store';
import { kindOf } from '@tracker/vocabulary';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Cell } from './cell';
import { blankFold, compileModel, RowChanges, takeEvent, type CompiledModel, type RowVersion } from './fold';
import { generationShapes } from './generations';
import type { ReadModel } from './read-model';
import { qualified, type TableShape } from './table-shape';
import { HELD } from './temporal-row';

/** Text handed to COPY at a time. */
const FLUSH_CHARACTERS = 1 << 16;

/**
 * Folds one piece into the next generations of some models: each event is read and parsed once, whatever their number. COPY out
 * in order of stream and version (an index range, no sort), COPY in, in one transaction. Memory is one piece's row versions,
 * whatever the size of the log.
 */
export async function rebuildPiece(
  reader: Client,
  writer: Client,
  catalogue: Catalogue,
  models: readonly ReadModel[],
  piece: LogPart,
): Promise<{ readonly events: number }> {
  const targets = models.map((model) => targetOf(model, piece.conflict));
  let rows: LogRow[] = [];
  let events = 0;
  const foldRows = (): void => {
    if (rows.length > 0) foldStream(catalogue, targets, rows);
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
  await writer.query('begin');
  for (const { tables } of targets) for (const table of tables) await table.copyInto(writer);
  await writer.query('commit');
  return { events };
}

/** A model, and the text that is to be copied into each of its tables. */
interface Target {
  readonly compiled: CompiledModel;
  readonly tables: readonly TableText[];
}

function targetOf(model: ReadModel, conflict: string): Target {
  const tables = generationShapes(model, 'next').map((shape) => new TableText(shape, conflict));
  return { compiled: compileModel(model), tables };
}

function kindsOf(models: readonly ReadModel[]): ReadModel['kinds'] {
  const kinds = models.flatMap((model) => (model.kinds === 'all' ? ['all'] : model.kinds));
  return kinds.includes('all') ? 'all' : [...new Set(kinds)];
}

/** Adds every row version of one stream, `rows` being all of it. */
function foldStream(catalogue: Catalogue, targets: readonly Target[], rows: readonly LogRow[]): void {
  const kind = kindOf(rows[0]!.stream);
  const isReviewed = rows.some(({ type }) => isReview(type));
  const concerned = targets.filter(({ compiled }) => compiled.folds(kind) && (isReviewed || !compiled.isOfReviewsOnly));
  if (concerned.length === 0) return;
  const history = rows.map((row) => catalogue.read(row));
  for (const { compiled, tables } of concerned) {
    const changes = new RowChanges(compiled.shapes.length);
    const fold = blankFold(compiled);
    for (const [index, event] of history.entries())
      takeEvent(compiled, fold, event, changes, () => history.slice(0, index + 1));
    changes.opened.forEach((versions, table) => tables[table]!.add(versions));
  }
}

/** The row versions of one table in COPY's text format. */
class TableText {
  private readonly parts: string[] = [];
  private text = '';

  constructor(
    private readonly shape: TableShape,
    private readonly conflict: string,
  ) {}

  add(versions: readonly RowVersion[]): void {
    for (const { stream, key, since, until, cells } of versions) {
      this.text += `${this.conflict}\t${stream}\t${escaped(key)}\t${since}\t${until ?? HELD}`;
      for (const cell of cells) this.text += `\t${escaped(cell)}`;
      this.text += '\n';
    }
    if (this.text.length > FLUSH_CHARACTERS) {
      this.parts.push(this.text);
      this.text = '';
    }
  }

  async copyInto(client: Client): Promise<void> {
    if (this.text === '' && this.parts.length === 0) return;
    const names = ['conflict', 'stream', 'key', 'since', 'until', ...this.shape.columns.map(({ name }) => `"${name}"`)];
    const copy = client.query(copyFrom(`copy ${qualified(this.shape)} (${names.join(', ')}) from stdin`));
    for (const part of [...this.parts, this.text]) if (part !== '' && !copy.write(part)) await once(copy, 'drain');
    copy.end();
    await finished(copy);
  }
}

function escaped(cell: Cell): string {
  if (cell === null) return '\\N';
  return /[\\\b\f\n\r\t\v]/.test(cell) ? cell.replace(/[\\\b\f\n\r\t\v]/g, (character) => ESCAPES[character]!) : cell;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};
