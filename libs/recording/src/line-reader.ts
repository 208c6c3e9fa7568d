import { TrackerError } from '@tracker/problems';

/** A line of an upload that may hold an event. */
export interface WholeLine {
  /** From 1; blank lines count. */
  readonly number: number;
  /** Without its line end (LF or CRLF). Never blank, at most `lineBytesMax` long. */
  readonly bytes: Buffer;
}

/** A line longer than `lineBytesMax`. Its bytes were dropped as they came. */
export interface OversizedLine {
  readonly number: number;
  readonly fault: 'too_long';
}

export type NumberedLine = WholeLine | OversizedLine;

export interface LineLimits {
  readonly lineBytesMax: number;
  /** Lines of one batch. */
  readonly linesMax: number;
  /** Bytes of one batch; a longer line is a batch of its own. */
  readonly bytesMax: number;
  /** Longest wait for the next bytes, while the reader waits for them. */
  readonly stallTimeoutMs: number;
}

export const LINE_LIMITS: LineLimits = {
  lineBytesMax: 256 * 1024,
  linesMax: 500,
  bytesMax: 4 * 1024 * 1024,
  stallTimeoutMs: 30_000,
};

/** The sender kept the connection and stopped sending. What it had sent in whole lines was given out before. */
export class StalledUploadError extends TrackerError {
  readonly code = 'upload.stalled';

  constructor(stallTimeoutMs: number, linesRead: number) {
    super(
      `The upload stalled: after line ${linesRead}, no bytes came for ${stallTimeoutMs / 1000} s, the longest wait. ` +
        'The lines before that were taken in: see their answers, and send the rest again.',
      { linesRead, stallTimeoutMs },
    );
  }
}

/**
 * Cuts an upload of any length into batches of whole lines, in order, none of them empty. A batch is what has arrived,
 * up to `linesMax` and `bytesMax`: a slow sender's line is not held back for later ones.
 *
 * Pull-based: while the caller works on a batch at most one more chunk is taken from the stream, so a sender that is
 * too fast is slowed down by the connection, and memory stays at one batch and a few chunks.
 * The last line needs no line end. Lines of nothing but spaces and tabs are left out, and counted.
 *
 * Throws StalledUploadError, or what the stream throws (a broken connection), both after all whole lines were given out;
 * an unfinished last line is then dropped. The stream stays the caller's: it is never destroyed here.
 */
export async function* readLines(
  stream: AsyncIterable<Buffer>,
  limits: Partial<LineLimits> = {},
): AsyncGenerator<readonly NumberedLine[], void, undefined> {
  const { lineBytesMax, linesMax, bytesMax, stallTimeoutMs } = { ...LINE_LIMITS, ...limits };
  const chunks = new ArrivingChunks(stream);
  const lines = new LineCutter(lineBytesMax);
  const batch = new Batch(linesMax, bytesMax);
  for (;;) {
    const arrived = await chunks.next(stallTimeoutMs);
    if (arrived === 'stalled') throw new StalledUploadError(stallTimeoutMs, lines.count);
    const cut = arrived === 'ended' ? lines.end() : lines.cut(arrived);
    for (const line of cut) {
      if (!batch.hasRoomFor(line)) yield batch.take();
      batch.add(line);
    }
    if (arrived === 'ended') break;
    if (!batch.isEmpty && !(await chunks.isNextThere())) yield batch.take();
  }
  if (!batch.isEmpty) yield batch.take();
}

/** The chunks of a stream, with one question more: is the next one there already? */
class ArrivingChunks {
  private readonly iterator: AsyncIterator<Buffer>;
  private pending: Promise<IteratorResult<Buffer, unknown>> | undefined;

  constructor(stream: AsyncIterable<Buffer>) {
    this.iterator = stream[Symbol.asyncIterator]();
  }

  async next(stallTimeoutMs: number): Promise<Buffer | 'ended' | 'stalled'> {
    let timer: NodeJS.Timeout | undefined;
    const stalled = new Promise<'stalled'>((resolve) => {
      timer = setTimeout(resolve, stallTimeoutMs, 'stalled');
    });
    try {
      const result = await Promise.race([this.pull(), stalled]);
      if (result === 'stalled') return result;
      this.pending = undefined;
      return result.done === true ? 'ended' : result.value;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whether the next chunk comes within one turn of the event loop. The end and errors are left for `next`. */
  async isNextThere(): Promise<boolean> {
    const turn = new Promise<false>((resolve) => setImmediate(resolve, false));
    const came = this.pull().then(
      (result) => result.done !== true,
      () => false,
    );
    return Promise.race([came, turn]);
  }

  private pull(): Promise<IteratorResult<Buffer, unknown>> {
    this.pending ??= this.iterator.next();
    return this.pending;
  }
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const NOTHING = Buffer.alloc(0);

/** Finds the lines of chunks that begin and end anywhere. */
class LineCutter {
  /** Lines that have ended, blank and oversized ones too. */
  count = 0;
  /** The beginning of a line whose end has not come: copied, so that it grows in one place whatever size chunks have. */
  private begun = NOTHING;
  private begunBytes = 0;
  private oversized = false;

  constructor(private readonly lineBytesMax: number) {}

  *cut(chunk: Buffer): Generator<NumberedLine, void, undefined> {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      const line = this.finish(chunk.subarray(start, end));
      if (line !== undefined) yield line;
      start = end + 1;
    }
    this.keep(chunk.subarray(start));
  }

  *end(): Generator<NumberedLine, void, undefined> {
    if (this.begunBytes === 0 && !this.oversized) return;
    const line = this.finish(NOTHING);
    if (line !== undefined) yield line;
  }

  /** `undefined` for a blank line. */
  private finish(rest: Buffer): NumberedLine | undefined {
    const number = ++this.count;
    if (this.begunBytes > 0 || this.oversized) this.keep(rest);
    const bytes = this.begunBytes > 0 ? withoutReturn(this.begun.subarray(0, this.begunBytes)) : withoutReturn(rest);
    const tooLong = this.oversized || bytes.length > this.lineBytesMax;
    this.begun = NOTHING;
    this.begunBytes = 0;
    this.oversized = false;
    if (tooLong) return { number, fault: 'too_long' };
    return isBlank(bytes) ? undefined : { number, bytes };
  }

  private keep(part: Buffer): void {
    if (part.length === 0 || this.oversized) return;
    const bytes = this.begunBytes + part.length;
    // One more than a line may have: the last one may be the carriage return of its end.
    if (bytes > this.lineBytesMax + 1) {
      this.oversized = true;
      this.begun = NOTHING;
      this.begunBytes = 0;
      return;
    }
    if (bytes > this.begun.length) {
      const larger = Buffer.allocUnsafe(Math.max(bytes, 2 * this.begun.length));
      this.begun.copy(larger, 0, 0, this.begunBytes);
      this.begun = larger;
    }
    part.copy(this.begun, this.begunBytes);
    this.begunBytes = bytes;
  }
}

class Batch {
  private lines: NumberedLine[] = [];
  private bytes = 0;

  constructor(
    private readonly linesMax: number,
    private readonly bytesMax: number,
  ) {}

  get isEmpty(): boolean {
    return this.lines.length === 0;
  }

  hasRoomFor(line: NumberedLine): boolean {
    return this.isEmpty || (this.lines.length < this.linesMax && this.bytes + bytesOf(line) <= this.bytesMax);
  }

  add(line: NumberedLine): void {
    this.lines.push(line);
    this.bytes += bytesOf(line);
  }

  take(): readonly NumberedLine[] {
    const { lines } = this;
    this.lines = [];
    this.bytes = 0;
    return lines;
  }
}

function bytesOf(line: NumberedLine): number {
  return 'bytes' in line ? line.bytes.length : 0;
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}

function isBlank(line: Buffer): boolean {
  for (const byte of line) if (byte !== 0x20 && byte !== 0x09 && byte !== CARRIAGE_RETURN) return false;
  return true;
}
