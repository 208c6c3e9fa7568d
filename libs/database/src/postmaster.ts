import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Endpoint } from './postgres-endpoint';
import { isAlive } from './process-identity';

/** A server that runs on a cluster. */
export interface Postmaster {
  readonly pid: number;
  /** Null while it is only just starting. */
  readonly endpoint: Endpoint | null;
}

/**
 * The server that runs on this cluster, whoever started it; null if none does. The file that names it outlives a crash, and
 * its pid may since belong to anything, even to a server of another folder.
 */
export function runningPostmaster(clusterDir: string): Postmaster | null {
  const lines = readPidFile(clusterDir);
  if (lines === null) return null;
  const pid = Number(lines[0]);
  if (!isAlive(pid) || !servesCluster(pid, clusterDir)) return null;
  const [port, socketFolder, listenAddress] = [Number(lines[3]), lines[4]?.trim(), lines[5]?.trim()];
  // The lines are written one after the other.
  if (!port || (!socketFolder && !listenAddress)) return { pid, endpoint: null };
  return {
    pid,
    endpoint: socketFolder ? { kind: 'socket', host: socketFolder, port } : { kind: 'tcp', host: '127.0.0.1', port },
  };
}

/** PostgreSQL does not start while a living process has the pid in this file. MUST be called only when no server runs. */
export function removeStalePidFile(clusterDir: string): boolean {
  const pid = Number(readPidFile(clusterDir)?.[0]);
  if (!isAlive(pid)) return false; // Its own check of a dead one is more thorough: it looks for surviving backends.
  rmSync(join(clusterDir, 'postmaster.pid'), { force: true });
  return true;
}

function readPidFile(clusterDir: string): readonly string[] | null {
  try {
    return readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function servesCluster(pid: number, clusterDir: string): boolean {
  const commandLine = commandLineOf(pid);
  if (commandLine === null) return true; // Better to wait for a stranger than to start a second server on one folder.
  if (!commandLine.includes('postgres')) return false;
  if (process.platform === 'win32') return true;
  try {
    // A server stays in its folder also when that is renamed; only Linux tells.
    const [served, wanted] = [statSync(`/proc/${pid}/cwd`), statSync(clusterDir)];
    return served.dev === wanted.dev && served.ino === wanted.ino;
  } catch {
    return commandLine.includes(clusterDir);
  }
}

function commandLineOf(pid: number): string | null {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      return null;
    }
  }
  const [file, args] =
    process.platform === 'win32'
      ? ['tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']]
      : ['ps', ['-o', 'command=', '-p', String(pid)]];
  return spawnSync(file, args, { encoding: 'utf8' }).stdout;
}
