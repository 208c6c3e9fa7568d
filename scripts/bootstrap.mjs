import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installOrExit, repository } from './install-dependencies.mjs';

/** How often to look whether npm is still there. */
const parentPollMs = 250;

/** Installs what is missing and makes this process ready to go on: wherever it was started from, in the repository. */
export async function bootstrap() {
  process.chdir(repository);
  await installOrExit();
  endWithNpm();
}

export const requireHere = createRequire(join(repository, 'package.json'));

/** Runs a TypeScript program of the repository in this process. */
export function runTypeScript(file) {
  process.env.SWC_NODE_PROJECT = join(repository, 'tsconfig.json');
  // Compiled code is kept where only those who may write the sources can write.
  process.env.SWC_NODE_CACHE_DIR = join(repository, 'node_modules', '.cache', 'swc-node');
  delete process.env.SWCRC;
  requireHere('@swc-node/register');
  requireHere(join(repository, file));
}

/** A signal sent to npm does not reach the process it runs: its end does, as SIGTERM. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const npm = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, parentPollMs);
  watch.unref();
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopWatching(signal, watch));
}

/** Whoever is stopping already is not told again; and if nobody else listens, a signal does what it always does. */
function stopWatching(signal, watch) {
  clearInterval(watch);
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}
