import 'reflect-metadata';
import { embeddedSource, type EmbeddedConnection } from '@tracker/database';
import { rebuildDatabase, rebuildModels } from '../../apps/rebuilding';
import { connect } from '../../apps/database';
import { askedModels, type AskedModels } from './asked-models';
import { answerJobs } from './child';

/** Read models to make anew, as `npm run ops -- rebuild` does. */
export interface RebuildJob {
  readonly connection: EmbeddedConnection;
  readonly models: AskedModels;
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
    const { events, failed, seconds } = await rebuildModels(rebuildDatabase(database), askedModels(models), workers);
    if (failed.length > 0) throw new Error(`Read models could not be rebuilt: ${JSON.stringify(failed)}`);
    return { events, seconds: (performance.now() - started) / 1_000, parts: seconds };
  } finally {
    await database.close();
  }
}

answerJobs(rebuild);
