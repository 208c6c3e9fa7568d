import { setPriority } from 'node:os';
import { EXIT, InterruptedError } from './exit-codes';

/** What a command line has around it: a process, or whoever runs it in one. */
export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  /** Answers go here. */
  readonly stdout: NodeJS.WritableStream;
  /** What is told on the way, and errors. */
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Aborted with an InterruptedError when the command is to stop. */
  readonly signal: AbortSignal;
  /** From now on all else on this machine goes first, recording above all; so it does before threads that start later. */
  readonly giveWay: () => void;
}

/** Nice enough to let recording go first, and not so nice that nothing is done on a machine that is busy all the time. */
const PRIORITY = 5;
/** A second request to stop ends the process at once; some programs that start others send each signal twice. */
const SAME_REQUEST_MS = 1_000;

/** Those of this process: interrupted by SIGINT and SIGTERM, and when nobody reads its output any more. */
export function processSurroundings(): Surroundings {
  const abort = new AbortController();
  let askedAt: number | undefined;
  const stop = (): void => {
    if (askedAt !== undefined && performance.now() - askedAt > SAME_REQUEST_MS) process.exit(EXIT.interrupted);
    askedAt ??= performance.now();
    abort.abort(new InterruptedError());
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  process.stdout.on('error', () => abort.abort(new InterruptedError()));
  return {
    environment: process.env,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: abort.signal,
    giveWay: () => setPriority(PRIORITY),
  };
}
