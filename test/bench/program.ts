import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import type { LabDatabase } from './lab';

const REPOSITORY = join(__dirname, '..', '..');

/** How a program ended. */
export interface ProgramEnd {
  readonly exitCode: number | null;
  /** The most memory that the process ever had, all its threads together. */
  readonly peakMib: number;
}

/** A program of the product as an operator runs it: a process of its own on a database by its URL. */
export class Program {
  /** When it has ended, whichever way. */
  readonly ended: Promise<ProgramEnd>;

  private constructor(private readonly child: ChildProcess) {
    const peak = text(child.stdio[3] as Readable);
    this.ended = once(child, 'exit').then(async ([exitCode]) => ({
      exitCode: exitCode as number | null,
      peakMib: Number(await peak),
    }));
  }

  /** An operating command; what it answers goes nowhere, and as a machine's it tells nothing on the way but errors. */
  static ops(database: LabDatabase, args: readonly string[]): Program {
    const child = start('apps/ops/src/main.ts', [...args, '--json'], database, {}, 'ignore');
    return new Program(child);
  }

  /** The service, following no log; resolves when it serves. Gives its address too. */
  static async api(database: LabDatabase): Promise<{ readonly program: Program; readonly url: string }> {
    const settings = { HOST: '127.0.0.1', PORT: '0', PROJECTOR: 'off' };
    const child = start('apps/api/src/main.ts', [], database, settings, 'pipe');
    const program = new Program(child);
    const url = await Promise.race([
      addressSaidBy(child),
      program.ended.then(({ exitCode }) => {
        throw new Error(`The service ended with code ${exitCode} before it served; see what it wrote above.`);
      }),
    ]);
    return { program, url };
  }

  /** Asks it to stop, as Ctrl-C does. */
  interrupt(): void {
    this.child.kill('SIGINT');
  }

  /** Resolves when it ended; throws unless it says that all is well. */
  async succeeded(): Promise<ProgramEnd> {
    const end = await this.ended;
    if (end.exitCode === 0) return end;
    const command = this.child.spawnargs.slice(this.child.spawnargs.findIndex((arg) => arg.endsWith('main.ts')));
    throw new Error(`${command.join(' ')} ended with code ${end.exitCode}; see what it wrote above.`);
  }
}

function start(
  file: string,
  args: readonly string[],
  { connection }: LabDatabase,
  settings: NodeJS.ProcessEnv,
  output: 'ignore' | 'pipe',
): ChildProcess {
  const loaded = ['@swc-node/register', join(__dirname, 'peak-memory.process.ts')];
  return spawn(process.execPath, [...loaded.flatMap((each) => ['-r', each]), file, ...args], {
    cwd: REPOSITORY,
    env: {
      ...process.env,
      SWC_NODE_PROJECT: join(REPOSITORY, 'tsconfig.json'),
      DATABASE_URL: urlOf(connection),
      LOG_LEVEL: 'error',
      ...settings,
    },
    stdio: ['ignore', output, 'inherit', 'pipe'],
  });
}

/** A database of the lab as DATABASE_URL has it. */
export function urlOf({ host, port, user, password, database }: LabDatabase['connection']): string {
  const url = new URL(`postgres://${user}@127.0.0.1:${port}/${database}`);
  if (password !== undefined) url.password = password;
  // A socket stands in a folder, which a URL has no place for but this one.
  if (host.startsWith('/')) url.searchParams.set('host', host);
  return url.href;
}

async function addressSaidBy(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (address === undefined) continue;
    child.stdout!.resume();
    return address;
  }
  throw new Error('The service said nowhere where it serves.');
}
