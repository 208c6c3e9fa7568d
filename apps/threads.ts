import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Starts a thread on a program of the apps, given without its extension, compiled or not; its heap may be bounded. */
export function startThread(program: string, workerData: unknown, heapMib?: number): Worker {
  const file = program + extname(__filename);
  // What translates TypeScript in this process does not do so in its threads, unless it came with node -r.
  const execArgv = file.endsWith('.ts') ? ['-r', require.resolve('@swc-node/register')] : undefined;
  const resourceLimits = heapMib === undefined ? undefined : { maxOldGenerationSizeMb: heapMib };
  return new Worker(file, { workerData, execArgv, resourceLimits });
}
