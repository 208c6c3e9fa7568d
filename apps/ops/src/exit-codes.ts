/** How a command ends, told to the shell. */
export const EXIT = { done: 0, failed: 1, differs: 2, usage: 64, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** As `--help` tells them. */
export const EXIT_CODES_TOLD = `Exit codes:
    0  done
    1  failed: the work itself, or for one of the views
    2  verify found differences
   64  wrong usage, nothing was done
  130  interrupted, or nobody reads the output any more`;

/** The command line does not say what to do. */
export class UsageError extends Error {}

/** Ctrl-C, or another request to stop; also nobody reading on. */
export class InterruptedError extends Error {
  constructor(message = 'Interrupted.') {
    super(message);
  }
}
