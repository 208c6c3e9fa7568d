import { CommandBus } from '@nestjs/cqrs';
import { problemOf, TrackerError } from '@tracker/problems';
import { EVENT_BYTES_MAX, idFromKey, type Intake } from './intake';
import { readLines, type LineLimits, type NumberedLine } from './line-reader';
import type { Pumps } from './pumps';
import { readRecordLine } from './record-line';
import { RecordEvents } from './record-events.command';
import { EventTooLargeError } from './recording.errors';
import { parseStrictJson } from './strict-json';
import { trimJson } from './json-slices';
import type { Recorded, SubmittedEvent } from './submission';

/** How an upload is answered, and to which log. */
export interface UploadOptions {
  readonly conflict: string;
  readonly recordedBy: string;
  readonly idempotencyKey?: string;
  /** A line of the answer for every line sent; else only for those refused or recorded before. */
  readonly answerAll: boolean;
  /** Left out: LINE_LIMITS. */
  readonly limits?: LineLimits;
}

interface LineOutcome {
  readonly line: number;
  readonly recorded?: Recorded;
  readonly error?: unknown;
}

interface Counts {
  lines: number;
  recorded: number;
  duplicate: number;
  refused: number;
}

/**
 * The bulk door: NDJSON of any length in, NDJSON out. Each line is a request of its own, in order, so a refused line never
 * stops the others and later lines may refer to earlier ones. While one batch is being recorded the next is read and checked;
 * the sender is slowed down by its own connection.
 */
export class BulkUpload {
  private readonly counts: Counts = { lines: 0, recorded: 0, duplicate: 0, refused: 0 };

  constructor(
    private readonly intake: Intake,
    private readonly commands: CommandBus,
    private readonly pumps: Pumps,
    private readonly options: UploadOptions,
  ) {}

  /** The answer, line by line. Ends with the counts; if the upload broke off, with the problem instead. */
  async *answer(upload: AsyncIterable<Buffer>): AsyncGenerator<string> {
    const batches = readLines(upload, this.options.limits);
    let under: Promise<readonly LineOutcome[]> | undefined;
    try {
      for (let next = batches.next(); ;) {
        // Told as soon as it is recorded: a sender may wait for that before it sends more.
        if (under && (await Promise.race([under, next.then(() => undefined)]))) {
          yield* this.tell(await under);
          under = undefined;
        }
        const { done, value: lines } = await next;
        if (done) break;
        await this.pumps.room(this.options.conflict, lines.length);
        const recording = this.record(lines);
        next = batches.next();
        if (under) yield* this.tell(await under);
        under = recording;
      }
      if (under) yield* this.tell(await under);
      yield line({ done: true, ...this.counts });
    } catch (error) {
      if (under) yield* this.tell(await under);
      if (!(error instanceof TrackerError)) throw error;
      yield line({ done: false, ...this.counts, problem: problemOf(error) });
    }
  }

  private record(lines: readonly NumberedLine[]): Promise<readonly LineOutcome[]> {
    const outcomes = lines.map((entry): Promise<LineOutcome> | undefined => {
      try {
        const event = this.read(entry);
        if (!event) return undefined;
        const recorded = this.commands.execute(new RecordEvents(this.options.conflict, [event]));
        return recorded.then(
          (done) => ({ line: entry.number, recorded: done }),
          (error: unknown) => ({ line: entry.number, error }),
        );
      } catch (error) {
        return Promise.resolve({ line: entry.number, error });
      }
    });
    return Promise.all(outcomes.filter((outcome) => outcome !== undefined));
  }

  /** The event of a line; undefined for the line that ends an export. */
  private read(entry: NumberedLine): SubmittedEvent | undefined {
    if (!('bytes' in entry)) throw new EventTooLargeError(EVENT_BYTES_MAX + 1, EVENT_BYTES_MAX);
    const value = parseStrictJson(entry.bytes);
    const { conflict, recordedBy, idempotencyKey } = this.options;
    const record = readRecordLine(value);
    if (record === 'end') return undefined;
    if (record) return this.intake.submit(record.body, parseStrictJson(record.body), recordedBy, record);
    const id = idempotencyKey === undefined ? undefined : idFromKey(conflict, recordedBy, idempotencyKey, entry.number);
    return this.intake.submit(trimJson(entry.bytes), value, recordedBy, { id });
  }

  private *tell(outcomes: readonly LineOutcome[]): Generator<string> {
    let first: number | undefined;
    let last = 0;
    for (const { line: number, recorded, error } of outcomes) {
      this.counts.lines += 1;
      if (!recorded) {
        this.counts.refused += 1;
        yield line({ line: number, ...refusal(error) });
        continue;
      }
      const [receipt] = recorded.receipts;
      this.counts[recorded.replayed ? 'duplicate' : 'recorded'] += 1;
      if (!recorded.replayed) {
        first = Math.min(first ?? Infinity, receipt!.position);
        last = Math.max(last, receipt!.position);
      }
      if (recorded.replayed || receipt!.warnings || this.options.answerAll)
        yield line({ line: number, replayed: recorded.replayed, ...receipt });
    }
    if (first !== undefined)
      yield line({ lines: [outcomes[0]!.line, outcomes.at(-1)!.line], positions: [first, last] });
  }
}

function refusal(error: unknown): object {
  if (!(error instanceof TrackerError)) throw error;
  const { status, code, detail, errors } = problemOf(error);
  return { status, code, detail, errors };
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
