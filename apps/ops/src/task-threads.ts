import { connectionData } from '@tracker/database';
import type { PieceTask, RunTasks } from '@tracker/projections';
import { inThreads } from '../../piece-threads';
import type { Session } from './session';

/** Does the tasks of a command in so many threads, after all else on the machine. */
export function taskThreads<Task extends PieceTask>(
  { database, signal, giveWay }: Pick<Session, 'database' | 'signal' | 'giveWay'>,
  count: number,
): RunTasks<Task> {
  return async (tasks, onAnswer) => {
    giveWay();
    const left = [...tasks];
    await inThreads({
      connection: connectionData(database.source, 'tracker_projector', { jit: 'off' }),
      count: Math.min(count, left.length),
      next: () => Promise.resolve(left.shift()),
      onAnswer,
      signal,
    });
  };
}
