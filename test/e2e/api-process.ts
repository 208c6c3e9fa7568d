import { connectAsAdmin } from '@tracker/database';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestDatabase } from '../setup/test-database';
import { testServer } from '../setup/test-server';

const REPOSITORY = join(__dirname, '..', '..');
const CONNECTIONS_MAX = 128;

/** An answer over a kept connection. */
export interface PlainAnswer {
  readonly status: number;
  readonly replayed: boolean;
  /** Log-Position; null if the answer has none. */
  readonly logPosition: number | null;
  readonly text: string;
}

/** The API as an operator runs it: a process of its own, on a database by its URL. */
export class ApiProcess {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS_MAX });

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** Starts it on any free port and waits until it says where it serves. */
  static async start(database: TestDatabase): Promise<ApiProcess> {
    const child = spawn(process.execPath, ['-r', '@swc-node/register', 'apps/api/src/main.ts'], {
      cwd: REPOSITORY,
      env: {
        ...process.env,
        SWC_NODE_PROJECT: join(REPOSITORY, 'tsconfig.json'),
        DATABASE_URL: urlOf(database),
        HOST: '127.0.0.1',
        PORT: '0',
        LOG_LEVEL: 'fatal',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`The API process ended with code ${String(code)} before it served; see what it wrote above.`);
    });
    return new ApiProcess(child, await Promise.race([addressSaidBy(child), ended]));
  }

  post(path: string, body: string): Promise<PlainAnswer> {
    return this.ask('POST', path, body);
  }

  get(path: string): Promise<PlainAnswer> {
    return this.ask('GET', path);
  }

  /** Ends it as an operator does; gives its exit code. */
  async stop(): Promise<number | null> {
    this.agent.destroy();
    if (this.child.exitCode !== null) return this.child.exitCode;
    const ended = once(this.child, 'exit') as Promise<[number | null]>;
    this.child.kill('SIGTERM');
    return (await ended)[0];
  }

  private ask(method: string, path: string, body?: string): Promise<PlainAnswer> {
    return new Promise((resolve, reject) => {
      const headers =
        body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const asking = request(this.url + path, { method, headers, agent: this.agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode!,
            replayed: answer.headers['idempotency-replayed'] === 'true',
            logPosition: positionIn(answer.headers['log-position']),
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      asking.on('error', reject);
      asking.end(body);
    });
  }
}

function positionIn(header: string | string[] | undefined): number | null {
  return typeof header === 'string' ? Number(header) : null;
}

async function addressSaidBy(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  for await (const line of lines) {
    const address = /(http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (address !== undefined) {
      child.stdout!.resume();
      return address;
    }
  }
  throw new Error('The API process closed its output without saying where it serves.');
}

/** A test database as DATABASE_URL has it. */
export function urlOf({ name }: TestDatabase): string {
  const { server } = testServer();
  if ('url' in server) {
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  }
  const { host, port, user, password } = server.embedded;
  const url = new URL(`postgres://${user}@127.0.0.1:${port}/${name}`);
  if (password !== undefined) url.password = password;
  // A socket stands in a folder, which a URL has no place for but this one.
  if (host.startsWith('/')) url.searchParams.set('host', host);
  return url.href;
}

/** Kills every connection that the service has to its database, as an outage does. Gives how many there were. */
export async function killBackends({ source, name }: TestDatabase): Promise<number> {
  const client = await connectAsAdmin(source, 'tests');
  try {
    const { rows } = await client.query<{ pid: number }>(
      `select pg_terminate_backend(pid), pid from pg_stat_activity where datname = $1 and application_name like 'conflict-tracker%'`,
      [name],
    );
    return rows.length;
  } finally {
    await client.end();
  }
}
