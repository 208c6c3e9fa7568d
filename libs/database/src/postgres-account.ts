import { spawnSync, type SpawnOptions } from 'node:child_process';
import { chmodSync, chownSync, readFileSync } from 'node:fs';
import { CannotRunPostgresError } from './embedded-postgres.errors';
import type { PostgresBinaries } from './postgres-binaries';

/** A command as `spawn` takes it. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: Pick<SpawnOptions, 'uid' | 'gid' | 'cwd' | 'env'>;
}

/** As whom PostgreSQL is run: it refuses root. */
export interface PostgresAccount {
  readonly kind: 'same user' | 'user namespace' | 'other account';
  command(binary: string, args: readonly string[]): Command;
  /** The same, ended by fast shutdown when this process dies, where the platform can. */
  commandThatDiesWithUs(binary: string, args: readonly string[]): Command;
  /** Gives the account a file or folder that this process made. */
  own(path: string): void;
  isOwnerOf(uid: number): boolean;
  /** Lets the account pass through a folder that this process made. */
  passThrough(folder: string): void;
}

/** Throws CannotRunPostgresError as root where neither a user namespace nor another account can be had. */
export function postgresAccount(binaries: PostgresBinaries): PostgresAccount {
  if (process.getuid?.() !== 0) return account('same user', []);
  return inUserNamespace(binaries) ?? asOtherAccount(binaries) ?? refuse(binaries);
}

/** Root outside, uid 1000 inside: needs no account and no chown, and works below a folder that only root can enter. */
function inUserNamespace(binaries: PostgresBinaries): PostgresAccount | null {
  const prefix = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'];
  if (process.platform !== 'linux' || !runs([...prefix, binaries.postgres, '--version'])) return null;
  return account('user namespace', prefix);
}

function asOtherAccount(binaries: PostgresBinaries): PostgresAccount | null {
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody', 'daemon']) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    const identity = { uid: Number(uid), gid: Number(gid) };
    if (identity.uid > 0 && runs([binaries.postgres, '--version'], identity))
      return account('other account', [], identity);
  }
  return null;
}

function refuse(binaries: PostgresBinaries): never {
  throw new CannotRunPostgresError(
    binaries.postgres,
    'PostgreSQL refuses to run as root, this system allows no user namespace (unshare), and none of the accounts postgres, nobody and daemon can read it',
  );
}

function account(
  kind: PostgresAccount['kind'],
  prefix: readonly string[],
  identity?: { readonly uid: number; readonly gid: number },
): PostgresAccount {
  // Inside the namespace, since a change of identity would clear it (prctl(2)).
  const death =
    process.platform === 'linux' && runs(['setpriv', '--pdeathsig', 'INT', '--', 'true'])
      ? ['setpriv', '--pdeathsig', 'INT', '--']
      : [];
  const command = (words: readonly string[]): Command => ({
    file: words[0]!,
    args: words.slice(1),
    options: { ...identity, cwd: '/', env: serverEnvironment() },
  });
  return {
    kind,
    command: (binary, args) => command([...prefix, binary, ...args]),
    commandThatDiesWithUs: (binary, args) => command([...prefix, ...death, binary, ...args]),
    own: (path) => identity && chownSync(path, identity.uid, identity.gid),
    isOwnerOf: (uid) => uid === process.getuid?.() || uid === identity?.uid,
    passThrough: (folder) => identity && chmodSync(folder, 0o711),
  };
}

/** Neither the user's language nor settings meant for other servers reach this one. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

function runs(words: readonly string[], identity?: { readonly uid: number; readonly gid: number }): boolean {
  return spawnSync(words[0]!, words.slice(1), { ...identity, cwd: '/', stdio: 'ignore' }).status === 0;
}
