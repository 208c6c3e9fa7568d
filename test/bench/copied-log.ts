import type { ConnectionSource } from '@tracker/database';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** Bytes handed to COPY at a time. */
const CHUNK_BYTES = 1 << 18;

/**
 * A table like the log's, indexes and checks included, into which rows of the log are copied. It is never emptied, so that it
 * is as full as the log all along.
 */
export class CopiedLog {
  private copies = 0;

  private constructor(
    private readonly client: Client,
    private readonly columns: string,
  ) {}

  static async open(source: ConnectionSource): Promise<CopiedLog> {
    const client = new Client(source.poolOptions('admin'));
    await client.connect();
    await client.query(`create table public.copied (like log.events including all)`);
    const { rows } = await client.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'log.events'::regclass and attnum > 1 order by attnum`,
    );
    return new CopiedLog(client, rows.map(({ name }) => name).join(', '));
  }

  /** Copies the rows of a conflict, under another name of it; gives rows a second, commit included and reading them not. */
  async copy(conflict: string): Promise<number> {
    const bytes = await this.read(conflict);
    const started = performance.now();
    const copy = this.client.query(copyFrom(`copy public.copied from stdin (format binary)`));
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
      if (!copy.write(bytes.subarray(at, at + CHUNK_BYTES))) await once(copy, 'drain');
    copy.end();
    await finished(copy);
    return copy.rowCount / ((performance.now() - started) / 1_000);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  private async read(conflict: string): Promise<Buffer> {
    const name = `copy-${(this.copies += 1)}`;
    const rows = `select '${name}'::text, ${this.columns} from log.events
      where conflict = ${this.client.escapeLiteral(conflict)} order by position`;
    const chunks: Buffer[] = [];
    for await (const chunk of this.client.query(copyTo(`copy (${rows}) to stdout (format binary)`)))
      chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }
}
