import type { ConnectionData } from '@tracker/database';
import type { PieceAnswer, PieceTask } from '@tracker/projections';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { startThread } from './threads';

/** Memory of a thread's heap, in MiB: a piece takes a fifth of it, and what may grow does grow. */
const HEAP_MIB = 256;

/** How threads do tasks. */
export interface PieceThreads<Task extends PieceTask> {
  /** What each of them connects with, as tracker_projector. */
  readonly connection: ConnectionData;
  readonly count: number;
  /** The next task for a thread whose last one took so long; undefined ends it. */
  readonly next: (workedMs: number) => Promise<Task | undefined>;
  readonly onAnswer: (answer: PieceAnswer<Task>, task: Task) => void;
  /** Aborted: the threads end at once, whatever they do. */
  readonly signal?: AbortSignal;
}

/** Does tasks with pieces of logs in threads, each on connections of its own, dealt to whoever is done first. When one fails all end. */
export async function inThreads<Task extends PieceTask>(threads: PieceThreads<Task>): Promise<void> {
  const program = join(__dirname, 'pieces.worker');
  const workers = Array.from({ length: threads.count }, () => startThread(program, threads.connection, HEAP_MIB));
  try {
    await Promise.all(workers.map((worker) => deal(worker, threads)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

async function deal<Task extends PieceTask>(
  worker: Worker,
  { next, onAnswer, signal }: PieceThreads<Task>,
): Promise<void> {
  await once(worker, 'message', { signal });
  let workedMs = 0;
  for (let task = await next(workedMs); task; task = await next(workedMs)) {
    const began = performance.now();
    worker.postMessage(task);
    const [answer] = (await once(worker, 'message', { signal })) as [PieceAnswer<Task>];
    workedMs = performance.now() - began;
    onAnswer(answer, task);
  }
}
