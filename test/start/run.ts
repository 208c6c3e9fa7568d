import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** The top folder of this repository. */
export const repository = resolve(__dirname, '../..');

type Variables = Readonly<Record<string, string>>;

/** How a run ended, once it and everything it started has let go of its output. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A command that a user runs in a shell of their own, with what it prints. */
export class Run {
  readonly ended: Promise<Ending>;
  private readonly printed: string[] = [];
  private readonly waiting = new Set<(line: string) => void>();

  private constructor(private readonly child: ChildProcess) {
    for (const output of [child.stdout!, child.stderr!]) {
      createInterface(output).on('line', (line) => {
        this.printed.push(line);
        for (const hear of this.waiting) hear(line);
      });
    }
    this.ended = new Promise((ends) => child.once('close', (code, signal) => ends({ code, signal })));
  }

  /** `npm start` as a user types it: npm, a shell, then node. */
  static npmStart(variables: Variables, folder = repository): Run {
    return Run.command('npm', ['start'], variables, folder);
  }

  /** What npm start runs, without npm around it. */
  static start(variables: Variables, folder = repository): Run {
    return Run.command(process.execPath, ['scripts/start.mjs'], variables, folder);
  }

  static command(file: string, args: readonly string[], variables: Variables, folder = repository): Run {
    const options = { cwd: folder, env: userEnvironment(variables), detached: true, stdio: ['ignore', 'pipe', 'pipe'] };
    return new Run(spawn(file, args, options as Parameters<typeof spawn>[2]));
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** All that it has printed so far, and where it failed in a test, why. */
  get output(): string {
    return this.printed.join('\n');
  }

  /** The first line that matches, printed already or to come. Rejects if the run ends without it. */
  line(pattern: RegExp): Promise<RegExpExecArray> {
    const seen = this.printed.map((line) => pattern.exec(line)).find((match) => match !== null);
    if (seen) return Promise.resolve(seen);
    return new Promise((resolveLine, reject) => {
      const hear = (line: string): void => {
        const match = pattern.exec(line);
        if (!match) return;
        this.waiting.delete(hear);
        resolveLine(match);
      };
      this.waiting.add(hear);
      void this.ended.then(({ code, signal }) => {
        reject(new Error(`Ended with ${signal ?? code} before it printed ${String(pattern)}:\n${this.output}`));
      });
    });
  }

  /** To the process that was started, as `kill` does. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** To it and all that it started, as a terminal does on Ctrl-C. */
  interrupt(): void {
    process.kill(-this.pid, 'SIGINT');
  }

  /** For what a failed test leaves running. */
  async end(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGTERM');
    await this.ended;
  }
}

/** What a user's shell has; nothing that npm, Jest or whoever runs the tests has put there. */
export function userEnvironment(variables: Variables): NodeJS.ProcessEnv {
  const ours =
    /^(?:npm_.*|JEST_.*|TRACKER_TEST_.*|NODE_ENV|INIT_CWD|DATABASE_URL|PORT|HOST|DATA_DIR|SAMPLE|LOG_LEVEL)$/i;
  const shell = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return { ...Object.fromEntries(shell), ...variables };
}

/** The processes that have a data folder: node and the database's own. */
export function processesOn(dataDir: string): readonly number[] {
  const owner = JSON.parse(readFileSync(join(dataDir, 'owner.json'), 'utf8')) as { readonly pid: number };
  const [postmaster] = readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n');
  return [owner.pid, Number(postmaster)];
}

/** Whether it runs; what is dead and only waits for its parent to ask how it ended does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = process.platform === 'linux' ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
    return !/\) Z /.test(stat);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
