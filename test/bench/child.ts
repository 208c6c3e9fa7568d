import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The files that are run as processes of their own, by the job they do. */
const FILES = {
  load: 'load.process.ts',
  send: 'sender.process.ts',
  upload: 'upload.process.ts',
  ask: 'ask.process.ts',
  rebuild: 'rebuild.process.ts',
  copyOut: 'copy-out.process.ts',
} as const;

type Answer<Result> = { readonly result: Result } | { readonly failure: string };

/**
 * A process of its own for one kind of job, so that what loads the service does not share its event loop. Takes one job at a
 * time.
 */
export class Child<Job extends object, Result> {
  private constructor(
    private readonly process: ChildProcess,
    private readonly ended: Promise<never>,
  ) {}

  /** Started when it is asked, so that starting is not measured. */
  static async start<Job extends object, Result>(kind: keyof typeof FILES): Promise<Child<Job, Result>> {
    const child = fork(join(__dirname, FILES[kind]), [], {
      execArgv: ['-r', require.resolve('@swc-node/register')],
      env: { ...process.env, SWC_NODE_PROJECT: join(__dirname, '..', '..', 'tsconfig.json') },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const ended = endOf(child);
    ended.catch(() => undefined); // Told to whoever waits for an answer; nobody does when it is stopped.
    await Promise.race([once(child, 'message'), ended]);
    return new Child(child, ended);
  }

  async run(job: Job): Promise<Result> {
    this.process.send(job);
    const [answer] = (await Promise.race([once(this.process, 'message'), this.ended])) as [Answer<Result>];
    if ('failure' in answer) throw new Error(answer.failure);
    return answer.result;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.disconnect();
    await ended;
  }
}

async function endOf(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(
    `A process of the benchmark (${child.spawnargs.at(-1)}) ended with code ${code}; see what it wrote above.`,
  );
}

/** The other end: does jobs as they come and answers each. Ends with the parent. */
export function answerJobs<Job extends object, Result>(work: (job: Job) => Promise<Result>): void {
  const answer = (message: Answer<Result>): void => void process.send!(message);
  process.on('message', (job: Job) => {
    work(job).then(
      (result) => answer({ result }),
      (error: unknown) => answer({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.once('disconnect', () => process.exit(0));
  process.send!('ready');
}
