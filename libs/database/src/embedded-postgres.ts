import { rmdirSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { DataFolder } from './data-folder';
import {
  bringUp,
  shutDown,
  signalShutdown,
  type EmbeddedConnection,
  type RunningServer,
  type ServerPlan,
} from './embedded-server';
import { postgresAccount } from './postgres-account';
import { postgresBinaries } from './postgres-binaries';
import { ensureCluster } from './postgres-cluster';

export interface EmbeddedPostgresOptions {
  /** Made if need be; holds the cluster, the server's log and the owner file. */
  readonly dataDir: string;
  /** Settings as in postgresql.conf. fsync off is for tests: a crash of the machine then loses what was acknowledged. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** Progress and oddities, one sentence each. */
  readonly onMessage?: (message: string) => void;
}

/** A PostgreSQL of our own, which this process alone has. */
export interface EmbeddedPostgres {
  readonly connection: EmbeddedConnection;
  /** As whom it runs, for the log. */
  readonly runsAs: string;
  /** True if the server was left behind by an owner that died. */
  readonly adopted: boolean;
  readonly pid: number;
  /** Leaves word where this process serves, for whoever starts a second one on the same folder. */
  announce(address: string): void;
  /** Fast shutdown. MUST be called after the pools are closed; safe to call again. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on a data folder, making it first if it is new, and resolves when it answers. Throws DataFolderInUseError
 * while another living process has the folder. If this process is killed, the server stops by itself on Linux; elsewhere the
 * next start adopts it. MUST be called from the main thread: on Linux the server dies with the thread that started it.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (!isMainThread)
    throw new Error('startEmbeddedPostgres was called in a worker, expected the main thread: call it there.');
  const { dataDir, settings = {}, onMessage = () => undefined } = options;
  const binaries = postgresBinaries();
  const account = postgresAccount(binaries);
  const folder = new DataFolder(dataDir);
  folder.claim();
  try {
    const { clusterDir, serverLog } = folder;
    ensureCluster(clusterDir, binaries, account, settings['fsync'] !== 'off', onMessage);
    const plan: ServerPlan = { clusterDir, serverLog, binaries, account, settings, onMessage };
    folder.verify();
    return keep(folder, plan, await bringUp(plan));
  } catch (error) {
    folder.release();
    throw error;
  }
}

function keep(folder: DataFolder, plan: ServerPlan, { pid, connection, adopted }: RunningServer): EmbeddedPostgres {
  // Platforms that cannot tie the server's life to ours at least get this, if the process ends without a stop.
  const onExit = () => signalShutdown(plan.binaries, plan.clusterDir, plan.account, pid);
  process.once('exit', onExit);
  let stopping: Promise<void> | null = null;
  const stop = async () => {
    await shutDown(plan, pid);
    process.off('exit', onExit);
    if (connection.password === undefined) removeEmptyFolder(connection.host);
    folder.release();
  };
  return {
    connection,
    runsAs: plan.account.kind,
    adopted,
    pid,
    announce: (address) => folder.announce(address),
    stop: () => (stopping ??= stop()),
  };
}

function removeEmptyFolder(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}
