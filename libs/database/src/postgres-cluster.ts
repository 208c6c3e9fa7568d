import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DataFolderVersionError, NotADataFolderError, PostgresStartError } from './embedded-postgres.errors';
import type { PostgresAccount } from './postgres-account';
import type { PostgresBinaries } from './postgres-binaries';

/** The superuser of every embedded cluster. */
export const SUPERUSER = 'postgres';

/**
 * Makes the cluster if there is none, and checks that this release can read it. MUST be called by the folder's owner only.
 * A crash on the way leaves no half-made cluster: it is made beside its place and renamed.
 */
export function ensureCluster(
  clusterDir: string,
  binaries: PostgresBinaries,
  account: PostgresAccount,
  durable: boolean,
  onMessage: (message: string) => void,
): void {
  const versionFile = join(clusterDir, 'PG_VERSION');
  if (!existsSync(versionFile)) {
    if (existsSync(clusterDir) && readdirSync(clusterDir).length > 0) {
      throw new NotADataFolderError(clusterDir, 'holds files but no PostgreSQL database');
    }
    onMessage(`Creating a PostgreSQL ${binaries.major} database in ${clusterDir}`);
    makeCluster(clusterDir, binaries, account, durable);
  }
  const found = readFileSync(versionFile, 'utf8').trim();
  if (found !== binaries.major) throw new DataFolderVersionError(clusterDir, found, binaries.major);
}

/** The superuser's password, wanted over TCP only: whoever can enter the socket's folder is trusted. */
export function superuserPassword(clusterDir: string): string {
  return readFileSync(passwordFile(clusterDir), 'utf8').trim();
}

function makeCluster(clusterDir: string, binaries: PostgresBinaries, account: PostgresAccount, durable: boolean): void {
  const parent = dirname(clusterDir);
  for (const name of readdirSync(parent)) {
    if (name.startsWith(`${basename(clusterDir)}.new-`)) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const draft = `${clusterDir}.new-${process.pid}`;
  const password = `${draft}.password`;
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  account.passThrough(parent);
  account.own(draft);
  account.own(password);
  const { file, args, options } = account.command(binaries.initdb, initdbArgs(draft, password, durable));
  const { status, stdout, stderr, error } = spawnSync(file, args, { ...options, encoding: 'utf8' });
  if (status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    rmSync(password, { force: true });
    throw new PostgresStartError(`initdb ended with ${status ?? error?.message}`, `${stdout ?? ''}${stderr ?? ''}`);
  }
  renameSync(password, passwordFile(draft));
  renameSync(draft, clusterDir);
}

function initdbArgs(clusterDir: string, pwfile: string, durable: boolean): readonly string[] {
  const access = ['-U', SUPERUSER, `--pwfile=${pwfile}`, '--auth-local=trust', '--auth-host=scram-sha-256'];
  // The same order of text and the same upper case on every platform and in every release of its libraries.
  const text = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const files = ['-D', clusterDir, '--data-checksums', '--no-instructions', ...(durable ? [] : ['--no-sync'])];
  return [...files, ...access, ...text];
}

function passwordFile(clusterDir: string): string {
  return join(clusterDir, 'superuser.password');
}
