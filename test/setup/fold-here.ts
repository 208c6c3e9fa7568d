import type { ConnectionSource } from '@tracker/database';
import type { Catalogue } from '@tracker/event-store';
import { PieceWorker, type FoldPieces, type PieceAnswer, type RebuildTask } from '@tracker/projections';

/** Folds the pieces of a rebuild in this process; `afterPiece` happens after each one, told how many were folded. */
export function foldHere(
  source: ConnectionSource,
  catalogue: Catalogue,
  afterPiece: (folded: number) => Promise<void> | void = () => undefined,
): FoldPieces {
  return async (models, next, onPiece) => {
    const worker = await PieceWorker.connect(source.poolOptions('tracker_projector'), catalogue, models);
    const names = models.map(({ name }) => name);
    try {
      let folded = 0;
      for (let piece = await next(0); piece; piece = await next(0)) {
        const task: RebuildTask = { kind: 'rebuild', models: names, piece };
        onPiece((await worker.do(task)) as PieceAnswer<RebuildTask>);
        await afterPiece((folded += 1));
      }
    } finally {
      await worker.end();
    }
  };
}
