import { connectionData } from '@tracker/database';
import { Catalogue, type LogPart } from '@tracker/event-store';
import {
  rebuild,
  type FoldedMessage,
  type FoldPieces,
  type PieceMessage,
  type ReadModel,
  type RebuildResult,
} from '@tracker/projections';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { OpenDatabase } from '../../database';
import { streams } from '../../features';
import { startThread } from '../../threads';

/** Rebuilds read models together, folded by as many threads. */
export async function rebuildModels(
  database: OpenDatabase,
  models: readonly ReadModel[],
  workers: number,
): Promise<RebuildResult> {
  const catalogue = new Catalogue(streams);
  const threads = await RebuildThreads.start(database, workers);
  try {
    return await rebuild(database.projections, catalogue, models, threads.fold);
  } finally {
    await threads.stop();
  }
}

/** Threads that fold pieces, each with its own connections. */
export class RebuildThreads {
  /** Deals the pieces out, the next one to whoever is done first. */
  readonly fold: FoldPieces = async (models, pieces, onPiece) => {
    const left = [...pieces];
    await Promise.all(
      this.workers.map(async (worker) => {
        for (let piece = left.shift(); piece; piece = left.shift()) onPiece(await foldIn(worker, models, piece));
      }),
    );
  };

  private constructor(private readonly workers: readonly Worker[]) {}

  static async start(database: OpenDatabase, count: number): Promise<RebuildThreads> {
    const connection = connectionData(database.source, 'tracker_projector', { jit: 'off' });
    const workers = Array.from({ length: count }, () => startThread(join(__dirname, 'rebuild.worker'), connection));
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    return new RebuildThreads(workers);
  }

  async stop(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

async function foldIn(worker: Worker, models: readonly ReadModel[], piece: LogPart): Promise<number> {
  const message: PieceMessage = { models: models.map(({ name }) => name), piece };
  worker.postMessage(message);
  const [folded] = (await once(worker, 'message')) as [FoldedMessage];
  return folded.events;
}
