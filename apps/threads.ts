import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Starts a thread on a program of the apps, given without its extension, compiled or not. */
export function startThread(program: string, workerData: unknown): Worker {
  const file = program + extname(__filename);
  // What translates TypeScript in this process does not do so in its threads, unless it came with node -r.
  const execArgv = file.endsWith('.ts') ? ['-r', require.resolve('@swc-node/register')] : undefined;
  return new Worker(file, { workerData, execArgv });
}
