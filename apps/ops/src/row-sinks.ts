import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import type { Output } from './output';

/** Takes rows of one table, one after the other. */
export interface RowSink {
  row(json: string): Promise<void>;
  end(): Promise<void>;
}

/** NDJSON into a new file. */
export class FileSink implements RowSink {
  private failure: Error | undefined;

  private constructor(
    private readonly stream: WriteStream,
    private readonly signal: AbortSignal,
  ) {
    stream.on('error', (error) => (this.failure = error));
  }

  /** Rejects if it cannot be made, or is there already. */
  static async open(file: string, signal: AbortSignal): Promise<FileSink> {
    const stream = createWriteStream(file, { flags: 'wx' });
    await once(stream, 'open');
    return new FileSink(stream, signal);
  }

  async row(json: string): Promise<void> {
    this.check();
    if (!this.stream.write(`${json}\n`)) await once(this.stream, 'drain', { signal: this.signal });
  }

  async end(): Promise<void> {
    this.check();
    this.stream.end();
    await once(this.stream, 'close');
    this.check();
  }

  /** What was written may fail later. */
  private check(): void {
    if (this.failure) throw this.failure;
  }
}

/** Elements of the list that has begun in a JSON document, or NDJSON that names view and table. */
export class OutputSink implements RowSink {
  private rows = 0;
  private readonly place: string;

  constructor(
    private readonly output: Output,
    view: string,
    table: string,
  ) {
    this.place = JSON.stringify({ view, table }).slice(0, -1);
  }

  row(json: string): Promise<void> {
    this.rows += 1;
    if (!this.output.isJson) return this.output.write(`${this.place},${json.slice(1)}\n`);
    return this.output.write(`${this.rows > 1 ? ',' : ''}\n${json}`);
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}
