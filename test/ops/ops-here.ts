import { run } from '../../apps/ops/src/command-line';
import { Writable } from 'node:stream';
import { urlOf } from '../e2e/api-process';
import { Run } from '../start/run';
import type { TestDatabase } from '../setup/test-database';

/** How a command ended, and what it wrote. */
export interface OpsEnd {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as the one document that --json prints. */
  readonly json: <Document>() => Document;
}

/** What stands around a command line that is run here. */
export interface OpsSettings {
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** The command line of operations on a database, run in this process. */
export async function ops(
  database: TestDatabase | undefined,
  args: readonly string[],
  { environment = {}, signal = new AbortController().signal }: OpsSettings = {},
): Promise<OpsEnd> {
  const [stdout, stderr] = [new Written(), new Written()];
  const url: Record<string, string> = database ? { DATABASE_URL: urlOf(database) } : {};
  const code = await run(args, {
    environment: { ...url, ...environment },
    stdout,
    stderr,
    signal,
    giveWay: () => undefined,
  });
  return {
    code,
    stdout: stdout.text,
    stderr: stderr.text,
    json: <Document>() => JSON.parse(stdout.text) as Document,
  };
}

/** The same as a process of its own, as `npm run ops` starts it. */
export function opsProcess(database: TestDatabase, ...args: readonly string[]): Run {
  return Run.command(process.execPath, ['scripts/ops.mjs', ...args], { DATABASE_URL: urlOf(database) });
}

/** Holds what is written to it. */
class Written extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}
