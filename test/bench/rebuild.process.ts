import 'reflect-metadata';
import { embeddedSource, type EmbeddedConnection } from '@tracker/database';
import { rebuildDatabase, rebuildModels } from '../../apps/rebuilding';
import { connect } from '../../apps/database';
import { readModels } from '../../apps/features';
import { answerJobs } from './child';

/** Read models to make anew, as `npm run ops -- rebuild` does. */
export interface RebuildJob {
  readonly connection: EmbeddedConnection;
  /** Names of them; all but some may be said by naming those. */
  readonly models: 'all' | readonly string[] | { readonly allBut: readonly string[] };
  readonly workers: number;
}

export interface RebuildReport {
  /** Events of the log, each counted once. */
  readonly events: number;
  /** From being asked until all are swapped: cutting the log into pieces and starting threads included. */
  readonly seconds: number;
  /** Of these the ones in which events are folded and written, indexes built, and models swapped. */
  readonly parts: { readonly fold: number; readonly index: number; readonly swap: number };
}

async function rebuild({ connection, models, workers }: RebuildJob): Promise<RebuildReport> {
  const onIdleError = ({ message }: Error): void => void process.stderr.write(`${message}\n`);
  const database = await connect(embeddedSource(connection), undefined, { onMessage: () => undefined, onIdleError });
  try {
    const started = performance.now();
    const wanted = readModels.filter(({ name }) => isAsked(models, name));
    const { events, failed, seconds } = await rebuildModels(rebuildDatabase(database), wanted, workers);
    if (failed.length > 0) throw new Error(`Read models could not be rebuilt: ${JSON.stringify(failed)}`);
    return { events, seconds: (performance.now() - started) / 1_000, parts: seconds };
  } finally {
    await database.close();
  }
}

function isAsked(models: RebuildJob['models'], name: string): boolean {
  if (models === 'all') return true;
  return 'allBut' in models ? !models.allBut.includes(name) : models.includes(name);
}

answerJobs(rebuild);
