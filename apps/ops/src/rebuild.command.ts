import { Option } from 'commander';
import {
  dropBuilds,
  RebuildStoppedError,
  withBuildsLock,
  type ReadModel,
  type RebuildResult,
} from '@tracker/projections';
import { rebuildDatabase, rebuildModels } from '../../rebuilding';
import { viewsNamed, workersOf } from './asked';
import type { CommandSetting, CommonOptions } from './command-setting';
import { EXIT, InterruptedError } from './exit-codes';
import { counted } from './progress';
import type { Outcome, Session } from './session';

interface RebuildOptions extends CommonOptions {
  readonly workers: string;
  readonly anew?: boolean;
  readonly cancel?: boolean;
}

const STEPS = { fold: 'Folding', index: 'Indexing', swap: 'Swapping' } as const;

/** `rebuild`: read models made anew beside those that serve. */
export function rebuildCommand({ command, run }: CommandSetting): void {
  command({
    name: 'rebuild',
    summary: 'Builds read models anew beside the ones that serve, then swaps.',
    details:
      ' It gives way to recording. One that was stopped, or killed, goes on where it stood when the same command is given again.',
    examples: ['rebuild attacks --workers 4', 'rebuild all', 'rebuild attacks --cancel'],
    json: '{rebuilt: [{name, version}], failed: [{model, version, conflict, position, type, message}], isResumed, dropped: [name of a view], events, seconds: {fold, index, swap}}; with --cancel {cancelled: [name of a view]}',
  })
    .argument('<view...>', 'which ones; "all" for every one')
    .option('--workers <n>', 'threads that fold', '2')
    .option('--anew', 'drop what an earlier rebuild has left unfinished, instead of going on with it')
    .addOption(
      new Option('--cancel', 'only drop what an earlier rebuild of any of them has left unfinished').conflicts('anew'),
    )
    .action((names: readonly string[], options: RebuildOptions) =>
      run(options, () => {
        const models = viewsNamed(names);
        const workers = workersOf(options.workers);
        if (options.cancel) return (session) => cancel(session, models);
        return (session) => rebuildIn(session, models, workers, names, options.anew ?? false);
      }),
    );
}

async function rebuildIn(
  { database, signal, progress }: Session,
  models: readonly ReadModel[],
  workers: number,
  names: readonly string[],
  anew: boolean,
): Promise<Outcome> {
  const result = await rebuildModels(rebuildDatabase(database), models, workers, {
    signal,
    anew,
    onProgress: ({ step, done, all, events }) =>
      progress.tell({ step: STEPS[step], done, all, events: step === 'fold' ? events : undefined }),
  }).catch((error: unknown) => {
    if (!(error instanceof RebuildStoppedError)) throw error;
    const again = `npm run ops -- rebuild ${names.join(' ')}`;
    throw new InterruptedError(
      `Stopped. What is built is kept: ${again} goes on from there, and with --cancel drops it.`,
    );
  });
  return outcomeOf(result);
}

async function cancel({ database: { projections } }: Session, models: readonly ReadModel[]): Promise<Outcome> {
  const cancelled = await withBuildsLock(projections, () => dropBuilds(projections, models));
  const line =
    cancelled.length > 0
      ? `Dropped the unfinished build of ${cancelled.join(', ')}. What serves goes on serving.`
      : 'There is no unfinished build of these read models.';
  return { document: { cancelled }, lines: [line] };
}

function outcomeOf({ models, failed, isResumed, dropped, events, seconds }: RebuildResult): Outcome {
  const { fold, index, swap } = seconds;
  const names = models.map(({ name, version }) => `${name} version ${version}`).join(', ');
  const speed = events > 0 ? `, ${counted(events / fold)} events/s` : '';
  const took = `${events} events in ${(fold + index + swap).toFixed(1)} s (folded in ${fold.toFixed(1)} s${speed})`;
  return {
    document: {
      rebuilt: models.map(({ name, version }) => ({ name, version })),
      failed,
      isResumed,
      dropped,
      events,
      seconds,
    },
    lines: [
      ...(isResumed ? ['Went on with what an earlier rebuild had left.'] : []),
      ...(dropped.length > 0 ? [`Dropped what an earlier rebuild of ${dropped.join(', ')} had left unfinished.`] : []),
      ...(models.length > 0 ? [`${names}: ${took}`] : []),
      ...failed.map(
        ({ model, version, conflict, position, type, message }) =>
          `${model} version ${version} cannot fold position ${position} (${type}) of ${conflict}: ${message}. What served goes on serving.`,
      ),
    ],
    exitCode: failed.length > 0 ? EXIT.failed : EXIT.done,
  };
}
