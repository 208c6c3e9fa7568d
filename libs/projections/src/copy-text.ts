import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Cell } from './cell';
import type { RowVersion } from './row-changes';
import { qualified, quoted, type TableShape } from './table-shape';
import { HELD } from './temporal-row';

const CHUNK_BYTES = 1 << 17;
/** Most bytes that UTF-8 takes for a UTF-16 unit. */
const BYTES_A_UNIT = 3;

/**
 * Row versions of one table in COPY's text format (https://www.postgresql.org/docs/18/sql-copy.html, "Text Format"), outside
 * the heap: each row is written as bytes at once, so that no garbage outlives it.
 */
export class CopyText {
  private readonly chunks: Buffer[] = [];
  private chunk: Buffer = NOTHING;
  private used = 0;

  constructor(
    private readonly shape: TableShape,
    private readonly conflict: string,
  ) {}

  add(versions: readonly RowVersion[]): void {
    for (const { stream, key, since, until, cells } of versions) {
      let row = `${this.conflict}\t${stream}\t${escaped(key)}\t${since}\t${until ?? HELD}`;
      for (let index = 0; index < cells.length; index += 1) row += `\t${escaped(cells[index]!)}`;
      this.append(`${row}\n`);
    }
  }

  /** Copies the rows into a table of this one's shape, in the caller's transaction. */
  async copyInto(client: ClientBase, table: TableShape = this.shape): Promise<void> {
    if (this.used === 0) return;
    const names = ['conflict', 'stream', 'key', 'since', 'until', ...table.columns.map(({ name }) => quoted(name))];
    const copy = client.query(copyFrom(`copy ${qualified(table)} (${names.join(', ')}) from stdin`));
    for (const chunk of [...this.chunks, this.chunk.subarray(0, this.used)])
      if (!copy.write(chunk)) await once(copy, 'drain');
    copy.end();
    await finished(copy);
  }

  private append(row: string): void {
    const bytesMax = row.length * BYTES_A_UNIT;
    if (this.used + bytesMax > this.chunk.length) {
      if (this.used > 0) this.chunks.push(this.chunk.subarray(0, this.used));
      this.chunk = Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, bytesMax));
      this.used = 0;
    }
    this.used += this.chunk.write(row, this.used);
  }
}

const NOTHING = Buffer.alloc(0);

function escaped(cell: Cell): string {
  if (cell === null) return '\\N';
  return SPECIAL.test(cell) ? cell.replace(SPECIALS, (character) => ESCAPES[character]!) : cell;
}

const SPECIAL = /[\\\b\f\n\r\t\v]/;
const SPECIALS = /[\\\b\f\n\r\t\v]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};
