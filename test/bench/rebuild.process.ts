import 'reflect-metadata';
import { embeddedSource, type EmbeddedConnection } from '@tracker/database';
import { rebuildModels } from '../../apps/ops/src/rebuild';
import { connect } from '../../apps/database';
import { readModels } from '../../apps/features';
import { answerJobs } from './child';

/** Read models to make anew, as `npm run ops -- rebuild` does. */
export interface RebuildJob {
  readonly connection: EmbeddedConnection;
  readonly models: readonly string[] | 'all';
  readonly workers: number;
}

export interface RebuildReport {
  /** Events of the log, each counted once. */
  readonly events: number;
  /** From the first to the last statement, indexes and swap included. */
  readonly seconds: number;
  readonly foldSeconds: number;
  /** The most memory that this process ever had, all its threads together. */
  readonly peakMib: number;
}

async function rebuild({ connection, models, workers }: RebuildJob): Promise<RebuildReport> {
  const onIdleError = ({ message }: Error): void => void process.stderr.write(`${message}\n`);
  const database = await connect(embeddedSource(connection), undefined, { onMessage: () => undefined, onIdleError });
  try {
    const wanted = models === 'all' ? readModels : readModels.filter(({ name }) => models.includes(name));
    const { events, seconds } = await rebuildModels(database, wanted, workers);
    return {
      events,
      seconds: seconds.fold + seconds.index + seconds.swap,
      foldSeconds: seconds.fold,
      peakMib: process.resourceUsage().maxRSS / 1_024,
    };
  } finally {
    await database.close();
  }
}

answerJobs(rebuild);
