import type { ConnectionSource } from '@tracker/database';
import type { Catalogue } from '@tracker/event-store';
import { PieceWorker, type PieceAnswer, type PieceTask, type ReadModel } from '@tracker/projections';

/** Does tasks in this process, each piece cut in two at a stream; `before` happens before the first. */
export function tasksHere<Task extends PieceTask>(
  source: ConnectionSource,
  catalogue: Catalogue,
  models: readonly ReadModel[],
  cut: string,
  before: () => Promise<void> = () => Promise.resolve(),
) {
  return async (tasks: readonly Task[], onAnswer: (answer: PieceAnswer<Task>, task: Task) => void): Promise<void> => {
    const worker = await PieceWorker.connect(source.poolOptions('tracker_projector'), catalogue, models);
    try {
      await before();
      for (const task of tasks) {
        for (const part of [{ through: cut }, { after: cut }]) {
          const halved = { ...task, piece: { ...task.piece, ...part } };
          onAnswer((await worker.do(halved)) as PieceAnswer<Task>, halved);
        }
      }
    } finally {
      await worker.end();
    }
  };
}
