import { LogCopyReader, logCopySql, type Catalogue, type LogPart, type RecordedEvent } from '@tracker/event-store';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Cell } from './cell';
import {
  blankFold,
  compileModel,
  RowChanges,
  takeEvent,
  type CompiledModel,
  type FoldedStream,
  type RowVersion,
} from './fold';
import { generationShapes } from './generations';
import type { ReadModel } from './read-model';
import { qualified, type TableShape } from './table-shape';
import { HELD } from './temporal-row';

/** Text handed to COPY at a time. */
const FLUSH_CHARACTERS = 1 << 16;

/**
 * Folds one piece into the next generation's tables: COPY out in order of stream and version (an index range, no sort), COPY
 * in, in one transaction. Memory is one piece's row versions, whatever the size of the log.
 */
export async function rebuildPiece(
  reader: Client,
  writer: Client,
  catalogue: Catalogue,
  model: ReadModel,
  piece: LogPart,
): Promise<{ readonly events: number }> {
  const compiled = compileModel(model);
  const tables = generationShapes(model, 'next').map((shape) => new TableText(shape, piece.conflict));
  let fold: FoldedStream = blankFold(compiled);
  let changes = new RowChanges(tables.length);
  let stream = '';
  let events = 0;
  const flush = (): void => {
    changes.opened.forEach((versions, table) => tables[table]!.add(versions));
    changes = new RowChanges(tables.length);
  };
  await eachEvent(reader, catalogue, compiled, piece, (event) => {
    if (event.stream !== stream) {
      flush();
      stream = event.stream;
      fold = blankFold(compiled);
    }
    takeEvent(compiled, fold, event, changes);
    events += 1;
  });
  flush();
  await writer.query('begin');
  for (const table of tables) await table.copyInto(writer);
  await writer.query('commit');
  return { events };
}

async function eachEvent(
  reader: Client,
  catalogue: Catalogue,
  compiled: CompiledModel,
  piece: LogPart,
  take: (event: RecordedEvent) => void,
): Promise<void> {
  const decoder = new LogCopyReader(piece.conflict);
  const statement = logCopySql(piece, compiled.model.kinds, (text) => reader.escapeLiteral(text));
  for await (const chunk of reader.query(copyTo(statement))) {
    for (const row of decoder.rows(chunk as Buffer)) take(catalogue.read(row));
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
