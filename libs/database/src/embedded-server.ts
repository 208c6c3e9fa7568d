import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { PostgresStartError } from './embedded-postgres.errors';
import type { PostgresAccount } from './postgres-account';
import type { PostgresBinaries } from './postgres-binaries';
import { SUPERUSER, superuserPassword } from './postgres-cluster';
import { chooseEndpoint, endpointSettings, type Endpoint } from './postgres-endpoint';
import { removeStalePidFile, runningPostmaster } from './postmaster';
import { isAlive } from './process-identity';

/** How to reach an embedded server as its superuser. Over a socket no role needs a password, over TCP all come in as this one. */
export interface EmbeddedConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string;
  readonly database: string;
}

/** What a server is run with. */
export interface ServerPlan {
  readonly clusterDir: string;
  readonly serverLog: string;
  readonly binaries: PostgresBinaries;
  readonly account: PostgresAccount;
  /** Settings of postgresql.conf that go over ours. */
  readonly settings: Readonly<Record<string, string | number>>;
  readonly onMessage: (message: string) => void;
}

/** A server that answers. `adopted`: it was left behind by an owner that died. */
export interface RunningServer {
  readonly pid: number;
  readonly connection: EmbeddedConnection;
  readonly adopted: boolean;
}

/** Without a word from the server for so long a start has failed. Recovery after a crash may take longer, and says so. */
const SILENCE_MS_MAX = 60_000;
/** A fast shutdown writes a checkpoint; after so long the next start recovers instead. */
const SHUTDOWN_MS_MAX = 30_000;
const LOG_BYTES_MAX = 10_000_000;
const POLL_MS = 10;

/** Brings a server up on the cluster, or adopts the one that is there. MUST be called by the folder's owner only. */
export async function bringUp(plan: ServerPlan): Promise<RunningServer> {
  let launched: Launch | null = null;
  try {
    for (let lastSign = Date.now(); ; await delay(POLL_MS)) {
      const postmaster = runningPostmaster(plan.clusterDir);
      if (postmaster?.endpoint) {
        const connection = connectionTo(plan.clusterDir, postmaster.endpoint);
        const answer = await ask(connection);
        if (answer === 'ready') return { pid: postmaster.pid, connection, adopted: launched?.pid !== postmaster.pid };
        if (answer === 'not yet') lastSign = Date.now();
      } else if (postmaster === null && (launched === null || launched.mayBeRepeated())) {
        removeStalePidFile(plan.clusterDir);
        launched = await launch(plan);
      } else if (postmaster === null && launched?.ended()) {
        throw new PostgresStartError(`it ended with ${launched.ended()}`, launched.output());
      }
      if (Date.now() - lastSign > SILENCE_MS_MAX) {
        throw new PostgresStartError(`no answer for ${SILENCE_MS_MAX / 1000} s`, tailOf(plan.serverLog, 0));
      }
    }
  } catch (error) {
    launched?.abandon();
    throw error;
  }
}

/** Fast shutdown: open transactions are rolled back, nothing committed is lost. MUST be called by the owner, after its pools are closed. */
export async function shutDown({ binaries, clusterDir, account, onMessage }: ServerPlan, pid: number): Promise<void> {
  signalShutdown(binaries, clusterDir, account, pid);
  const deadline = Date.now() + SHUTDOWN_MS_MAX;
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      onMessage(
        `The database did not stop within ${SHUTDOWN_MS_MAX / 1000} s: stopping it at once; the next start recovers`,
      );
      process.kill(pid, 'SIGQUIT');
      return;
    }
    await delay(POLL_MS);
  }
}

/** Asks for a fast shutdown and does not wait. */
export function signalShutdown(
  binaries: PostgresBinaries,
  clusterDir: string,
  account: PostgresAccount,
  pid: number,
): void {
  if (runningPostmaster(clusterDir)?.pid !== pid) return; // It ended by itself, and its pid may be another's by now.
  if (process.platform === 'win32') {
    const { file, args, options } = account.command(binaries.pgCtl, ['stop', '-m', 'fast', '-W', '-D', clusterDir]);
    spawnSync(file, args, { ...options, stdio: 'ignore' });
    return;
  }
  process.kill(pid, 'SIGINT');
}

interface Launch {
  readonly pid: number | undefined;
  /** How it ended; null while it runs. */
  ended(): string | null;
  mayBeRepeated(): boolean;
  output(): string;
  abandon(): void;
}

async function launch({ clusterDir, serverLog, binaries, account, settings }: ServerPlan): Promise<Launch> {
  const endpoint = await chooseEndpoint(clusterDir, account);
  const all = { ...endpointSettings(endpoint), ...SETTINGS, ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { file, args, options } = account.commandThatDiesWithUs(binaries.postgres, ['-D', clusterDir, ...flags]);
  const from = rotate(serverLog);
  const log = openSync(serverLog, 'a', 0o600);
  // A file and not a pipe: it outlives us. Detached, or Ctrl-C in a terminal would stop it before the pools are closed.
  const child = spawn(file, args, { ...options, stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  child.unref();
  let ended: string | null = null;
  child.once('exit', (code, signal) => (ended = signal ?? `exit code ${code}`));
  child.once('error', (error) => (ended = error.message));
  const output = () => tailOf(serverLog, from);
  return {
    pid: child.pid,
    ended: () => ended,
    // Stopped by an earlier owner's shutdown, or backends of a killed server that are just about to go.
    mayBeRepeated: () =>
      ended === 'exit code 0' || (ended !== null && output().includes('pre-existing shared memory block')),
    output,
    abandon: () => child.kill('SIGQUIT'),
  };
}

const SETTINGS = {
  max_connections: 100,
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};

function connectionTo(clusterDir: string, { kind, host, port }: Endpoint): EmbeddedConnection {
  const connection = { host, port, user: SUPERUSER, database: 'postgres' };
  return kind === 'socket' ? connection : { ...connection, password: superuserPassword(clusterDir) };
}

type Answer = 'ready' | 'not yet' | 'silence';

/** SQLSTATE cannot_connect_now: starting, recovering or shutting down. */
const CANNOT_CONNECT_NOW = '57P03';

async function ask(connection: EmbeddedConnection): Promise<Answer> {
  const client = new Client({ ...connection, ssl: false, options: '-c role=none', connectionTimeoutMillis: 1_500 });
  const lost = once(client, 'error').catch(() => undefined); // A connection that breaks says no more than that.
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    return (error as { code?: string }).code === CANNOT_CONNECT_NOW ? 'not yet' : 'silence';
  } finally {
    await Promise.race([client.end(), lost]);
  }
}

/** Gives the size of the log, whose start would else grow for ever. */
function rotate(file: string): number {
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes <= LOG_BYTES_MAX) return bytes;
  renameSync(file, `${file}.1`);
  return 0;
}

function tailOf(file: string, from: number): string {
  try {
    return readFileSync(file).subarray(from).toString('utf8').split('\n').slice(-15).join('\n');
  } catch (error) {
    return (error as Error).message;
  }
}
