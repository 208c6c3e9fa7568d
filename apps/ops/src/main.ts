import 'reflect-metadata';
import { run } from './command-line';
import { processSurroundings } from './surroundings';

run(process.argv.slice(2), processSurroundings()).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
