import { EventLog } from '@tracker/event-store';
import { replay, type ReadModel } from '@tracker/projections';
import { InvalidParameterError, MOMENT_EXPECTED, Moments, NotFoundAtPositionError } from '@tracker/reading';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { viewsNamed, workersOf } from './asked';
import type { CommandSetting, CommonOptions } from './command-setting';
import { UsageError } from './exit-codes';
import { writeReplay, type ReplayAsked } from './replay-writer';
import type { Session } from './session';
import { taskThreads } from './task-threads';

interface ReplayOptions extends CommonOptions {
  readonly conflict: string;
  readonly until: string;
  readonly view?: readonly string[];
  readonly withoutSource?: string;
  readonly out?: string;
  readonly workers: string;
}

/** `replay`: what was known at a moment, folded from the log alone. */
export function replayCommand({ command, run }: CommandSetting): void {
  command({
    name: 'replay',
    summary: 'Folds the log of a conflict as it was at a moment, and tells what stood then.',
    details:
      ' From the log alone, into tables that are there for the replay only. It tells how many rows each table has, and without a source which rows would stand otherwise; with --view it prints the rows, one JSON object a line; with --out it writes a file of them for each table.',
    examples: [
      'replay --conflict russia-ukraine --until 2025-02-19T08:00:00Z --view attacks meetings',
      'replay --conflict russia-ukraine --until 156 --without-source source-ukrainian-air-force',
      'replay --conflict russia-ukraine --until 156 --out as-of-156',
    ],
    json: '{conflict, position, withoutSource, tables: [{view, version, table, rows?: [{stream, key, since, row}], count, file?}]}; with --without-source rows are [{change, stream, key, before, after}], and added, removed, changed stand for count. Rows come with --view.',
  })
    .requiredOption('--conflict <id>', 'whose log')
    .requiredOption('--until <moment>', 'a position (0, 1, 2, ...), or an instant of record with offset')
    .option('--view <name...>', 'these views only, and their rows; left out: all')
    .option(
      '--without-source <id>',
      'what would stand otherwise if nothing were told on the word of this source, or by way of it',
    )
    .option('--out <folder>', 'write rows to <view>.<table>.ndjson in this folder, which is made, or empty')
    .option('--workers <n>', 'threads that fold', '2')
    .action((options: ReplayOptions) =>
      run(options, () => {
        const models = viewsNamed(options.view ?? []);
        const workers = workersOf(options.workers);
        checkSource(options.withoutSource);
        checkFolder(options.out);
        return async (session) => {
          const asked = await askedOf(session, options);
          // Before the work, which may take long.
          if (asked.folder !== undefined) mkdirSync(asked.folder, { recursive: true });
          await replayIn(session, models, workers, asked);
          return null;
        };
      }),
    );
}

async function replayIn(
  session: Session,
  models: readonly ReadModel[],
  workers: number,
  asked: ReplayAsked,
): Promise<void> {
  const { conflict, position, withoutSource } = asked;
  await replay(
    session.database.projections,
    models,
    {
      conflict,
      upTo: position,
      withoutSource: withoutSource ?? undefined,
      signal: session.signal,
      runTasks: taskThreads(session, workers),
      onProgress: ({ pieces, piecesDone, events }) =>
        session.progress.tell({ step: 'Replaying', done: piecesDone, all: pieces, events }),
    },
    (replayed) => writeReplay(session, replayed, asked),
  );
}

function checkSource(source: string | undefined): void {
  if (source !== undefined && !source.startsWith('source-'))
    throw new UsageError(
      `--without-source: found ${JSON.stringify(source)}, expected the id of a source, such as source-unnamed-outlet.`,
    );
}

/** So that rows of one replay never stand beside those of another. */
function checkFolder(folder: string | undefined): void {
  if (folder === undefined || !existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new UsageError(`--out: ${folder} is a file, expected a folder.`);
  if (readdirSync(folder).length > 0)
    throw new UsageError(`--out: the folder ${folder} is not empty, expected an empty one, or one that is not there.`);
}

async function askedOf({ database }: Session, options: ReplayOptions): Promise<ReplayAsked> {
  const { conflict, until, view, withoutSource = null, out } = options;
  const log = new EventLog(database.log);
  const position = await new Moments(database.questions, log)
    .inLog(conflict, until, '--until')
    .catch((error: unknown) => {
      if (!(error instanceof InvalidParameterError)) throw error;
      throw new UsageError(`--until: found ${JSON.stringify(until)}, expected ${MOMENT_EXPECTED}.`);
    });
  if (withoutSource !== null && (await log.versionAt(conflict, withoutSource, position)) === 0)
    throw new NotFoundAtPositionError(withoutSource, position);
  return { conflict, position, withoutSource, folder: out, withRows: view !== undefined };
}
