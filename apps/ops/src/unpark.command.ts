import { sinceUnparked, unparkModels, type ParkedModel, type UnparkedModel } from '@tracker/projections';
import { setTimeout as wait } from 'node:timers/promises';
import { viewsNamed, wholeNumber } from './asked';
import type { CommandSetting, CommonOptions } from './command-setting';
import { EXIT } from './exit-codes';
import type { Session } from './session';

interface UnparkOptions extends CommonOptions {
  readonly conflict?: string;
  readonly wait: string;
}

const WAIT_STEP_MS = 50;
const WAIT_SECONDS_MAX = 3_600;

/** `unpark`: parked read models try again. */
export function unparkCommand({ command, run }: CommandSetting): void {
  command({
    name: 'unpark',
    summary: 'Lets parked read models try again, after what parked them was mended.',
    details:
      ' A projector that runs takes them up at the same event, without a restart; events are never skipped. One that is parked again makes it exit 1.',
    examples: ['unpark', 'unpark attacks --conflict russia-ukraine --wait 30'],
    json: '{"unparked": [{name, version, conflict, position, parked: {position, type, message}, now: {position, parked}}]}',
  })
    .argument('[view...]', 'which ones; left out: all that are parked')
    .option('--conflict <id>', 'in this conflict only')
    .option('--wait <seconds>', 'how long to look, at most, what becomes of them', '3')
    .action((names: readonly string[], options: UnparkOptions) =>
      run(options, () => {
        const views = viewsNamed(names);
        const waitMs = 1_000 * wholeNumber('--wait', options.wait, 0, WAIT_SECONDS_MAX);
        return async (session) => {
          const parked = await unparkModels(session.database.projections, views, options.conflict);
          const unparked = await settled(session, parked, waitMs);
          const lines = unparked.length > 0 ? unparked.map(lineOf) : ['None of these read models is parked.'];
          const isAgain = unparked.some(({ now }) => now.parked !== null);
          return { document: { unparked }, lines, exitCode: isAgain ? EXIT.failed : EXIT.done };
        };
      }),
    );
}

/** Looks until each has gone on or is parked again, as long as it may. On an embedded database nobody else projects meanwhile. */
async function settled(
  { database, signal }: Session,
  parked: readonly ParkedModel[],
  waitMs: number,
): Promise<readonly UnparkedModel[]> {
  const until = performance.now() + (database.embedded ? 0 : waitMs);
  for (;;) {
    const models = await sinceUnparked(database.projections, parked);
    if (models.every(isSettled) || performance.now() >= until) return models;
    await wait(WAIT_STEP_MS, undefined, { signal });
  }
}

function isSettled({ position, now }: UnparkedModel): boolean {
  return now.parked !== null || now.position > position;
}

function lineOf({ name, version, conflict, parked, now }: UnparkedModel): string {
  const was = `${name} ${version} in ${conflict} was parked at position ${parked.position} (${parked.type}): ${parked.message}`;
  if (now.parked)
    return `${was}\n  It tried and is parked again at position ${now.parked.position} (${now.parked.type}): ${now.parked.message}`;
  if (now.position >= parked.position) return `${was}\n  It has gone on, and stands at position ${now.position}.`;
  return `${was}\n  It will try again as soon as a projector runs; see ops status, or /v1/read-models.`;
}
