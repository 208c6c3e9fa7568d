import { parseArgs } from 'node:util';

/** What can be measured, in the order in which it is. */
export const SECTION_NAMES = [
  'append',
  'bulk',
  'rebuild',
  'memory',
  'questions',
  'history',
  'growth',
  'load',
  'live',
] as const;
export type SectionName = (typeof SECTION_NAMES)[number];

/** How a run is sized. Every other size follows from these, so that a small run is a small copy of a full one. */
export interface BenchOptions {
  readonly sections: readonly SectionName[];
  /** Events of the log that is rebuilt and asked; a burst is a fifth of it, a bulk upload a tenth. */
  readonly events: number;
  /** Turns of measured thing and baseline. */
  readonly rounds: number;
  /** Length of one timed turn. */
  readonly seconds: number;
  /** Of what is drawn at random. */
  readonly seed: number;
  readonly json: boolean;
}

/** The sizes that the targets are meant for. */
export const FULL_EVENTS = 1_000_000;
const EVENTS_MIN = 200;
const SEED = 20_250_218;

export const USAGE = `Usage: npm run bench -- [section ...] [options]

Measures on a fresh temporary database, fsync on, each thing beside its baseline in turns.

Sections (default: all)
  append      one event a request over HTTP, beside a no-op route and beside Emmett in process
  bulk        NDJSON uploads beside COPY of the same rows
  rebuild     read models made anew: all, all but full text, attacks; beside COPY out with JSON.parse of the same
              rows, and beside a consumer of Emmett that does nothing with as many events
  memory      the most memory of a rebuild, a verification, a replay and an export, at a tenth of the log and at all
  questions   attacks and status, now and as of 1%, 50% and 99% of the log
  history     proof on a log with reviews, from seeds that are printed: 200 differences applied, 200 answers as of a
              position beside those of a log cut there, 3 whole logs cut, ops verify; fails where anything differs
  growth      questions about a week, questions about all there is, both as of then, and recording: at 10,000
              events, at a tenth of the log and at all
  load        64 clients recording, alone and while every view is rebuilt in another process
  live        how far read models stay behind a steady 2,000 events/s, and after a burst

Options
      --events <n>    events of the log that is rebuilt and asked (default ${FULL_EVENTS}; the burst is a fifth,
                      an upload a tenth of it)
      --rounds <n>    turns of measured thing and baseline (default 3)
      --seconds <s>   length of a timed turn (default 5)
      --seed <n>      of positions that are drawn at random (default ${SEED})
      --json          machine-readable, on standard output
  -h, --help          this text

Figures are read off only beside their baseline. A target that is missed is said to be "below"; it is no error,
but a proof that fails is one.
Exit codes: 0 measured, 1 failed, 64 wrong usage.

Examples
  npm run bench
  npm run bench -- append bulk --json > bench.json
  npm run bench -- rebuild --events 50000 --rounds 1
`;

/** The command line is not understood. */
export class BenchUsageError extends Error {}

/** Reads the command line; 'help' when that is asked for. Throws BenchUsageError. */
export function readOptions(args: readonly string[]): BenchOptions | 'help' {
  const { values, positionals } = parsed(args);
  if (values.help) return 'help';
  const unknown = positionals.find((name) => !SECTION_NAMES.some((known) => known === name));
  if (unknown !== undefined)
    throw new BenchUsageError(`There is no section ${JSON.stringify(unknown)}. Expected: ${SECTION_NAMES.join(', ')}.`);
  return {
    sections: SECTION_NAMES.filter((name) => positionals.length === 0 || positionals.includes(name)),
    events: wholeNumber('events', values.events, EVENTS_MIN),
    rounds: wholeNumber('rounds', values.rounds, 1),
    seconds: positive('seconds', values.seconds),
    seed: wholeNumber('seed', values.seed, 0),
    json: values.json,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        events: { type: 'string', default: String(FULL_EVENTS) },
        rounds: { type: 'string', default: '3' },
        seconds: { type: 'string', default: '5' },
        seed: { type: 'string', default: String(SEED) },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new BenchUsageError((error as Error).message);
  }
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new BenchUsageError(`--${name}: found ${text}, expected a whole number from ${least}.`);
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new BenchUsageError(`--${name}: found ${text}, expected a number greater than 0.`);
}
