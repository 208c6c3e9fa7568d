import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process, told apart from a later one that was given the same pid. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it began, in the platform's own words; null where the platform does not say. */
  readonly startedAt: string | null;
}

export function identityOf(pid: number): ProcessIdentity {
  return { pid, startedAt: isAlive(pid) ? startOf(pid) : null };
}

/** Whether that very process still runs: a pid that was given to another one does not count. */
export function stillRuns({ pid, startedAt }: ProcessIdentity): boolean {
  return isAlive(pid) && (startedAt === null || startOf(pid) === startedAt);
}

export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // Dead, and nobody has asked how it ended: so it stays for ever in containers whose first process asks for none.
  return statusFields(pid)?.[0] !== 'Z';
}

function startOf(pid: number): string | null {
  if (process.platform === 'linux') {
    const ticks = statusFields(pid)?.[19];
    return ticks === undefined ? null : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${ticks}`;
  }
  if (process.platform === 'win32') return null;
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.trim() || null;
}

/** What Linux says of a process from its state on, proc(5); null if it does not say. */
function statusFields(pid: number): readonly string[] | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before, in parentheses, may hold spaces and parentheses itself.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null; // Gone meanwhile, or a /proc that hides other users' processes.
  }
}
