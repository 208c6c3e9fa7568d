/** Starts something, and stops it again on SIGINT and SIGTERM. What fails ends the process with its message. */
export function runUntilStopped(start: () => Promise<() => Promise<void>>): void {
  // In its own turn, so that no signal comes before it is listened for.
  const stop = Promise.resolve().then(start);
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    stop.then((running) => running()).then(() => process.exit(0), fail);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  stop.catch(fail);
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}
