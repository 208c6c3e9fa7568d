import { migrations } from '@migrations';
import {
  dataSourceOptions,
  embeddedSource,
  migrate,
  openPool,
  startEmbeddedPostgres,
  urlSource,
  type ConnectionSource,
  type EmbeddedPostgres,
  type Pool,
} from '@tracker/database';
import { LOG_SETTINGS } from '@tracker/event-store';
import { ensureTables, PROJECTOR_SETTINGS } from '@tracker/projections';
import { DataSource } from 'typeorm';
import { readModels } from './features';

/** Longest statement of a question; what takes longer is a fault of the question or of an index. */
const QUESTION_TIMEOUT_MS = 30_000;

/** Where a process finds its database, as its configuration has it. */
export interface DatabaseChoice {
  /** Null: an embedded server in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}

/** A migrated database with the read models' tables, and the connections of one process. */
export interface OpenDatabase {
  readonly source: ConnectionSource;
  readonly embedded?: EmbeddedPostgres;
  /** For recording and for reading the log, as tracker_app. */
  readonly log: Pool;
  /** For read models, as tracker_projector. */
  readonly projections: Pool;
  /** For questions, as tracker_app. */
  readonly questions: DataSource;
  /** Ends the connections, then the embedded server if there is one. */
  close(): Promise<void>;
}

/** One that was brought up to this release just now. */
export interface MigratedDatabase extends OpenDatabase {
  /** Names of the migrations that it did not have. */
  readonly applied: readonly string[];
}

/** Told of what happens on the way, one sentence each. */
export interface DatabaseReports {
  readonly onMessage: (message: string) => void;
  readonly onIdleError: (error: Error) => void;
}

/** Starts or finds the database, brings its tables up to this release, and connects. */
export async function openDatabase(choice: DatabaseChoice, reports: DatabaseReports): Promise<MigratedDatabase> {
  const embedded =
    choice.databaseUrl === null
      ? await startEmbeddedPostgres({ dataDir: choice.dataDir, onMessage: reports.onMessage })
      : undefined;
  const source = embedded ? embeddedSource(embedded.connection) : urlSource(choice.databaseUrl!);
  try {
    const applied = await migrate(source, migrations);
    if (applied.length > 0) reports.onMessage(`Migrated: ${applied.join(', ')}.`);
    return { ...(await connect(source, embedded, reports)), applied };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** Connects to a database that is migrated. */
export async function connect(
  source: ConnectionSource,
  embedded: EmbeddedPostgres | undefined,
  reports: DatabaseReports,
): Promise<OpenDatabase> {
  let closing = false;
  // A pool says that it has ended a moment before the server has noticed, which may then still break a connection of it.
  const onIdleError = (error: Error): void => {
    if (!closing) reports.onIdleError(error);
  };
  const log = openPool(source, {
    role: 'tracker_app',
    applicationName: 'conflict-tracker log',
    serverSettings: LOG_SETTINGS,
    onIdleError,
  });
  const projections = openPool(source, {
    role: 'tracker_projector',
    applicationName: 'conflict-tracker projections',
    serverSettings: PROJECTOR_SETTINGS,
    connectionsMax: 4,
    onIdleError,
  });
  const entities = readModels.flatMap(({ tables }) => tables);
  const questions = new DataSource(
    dataSourceOptions(source, entities, {
      role: 'tracker_app',
      applicationName: 'conflict-tracker questions',
      serverSettings: { jit: 'off' },
      statementTimeoutMs: QUESTION_TIMEOUT_MS,
      onIdleError,
    }),
  );
  const close = async (): Promise<void> => {
    closing = true;
    await Promise.all([log.end(), projections.end(), questions.isInitialized ? questions.destroy() : undefined]);
    await embedded?.stop();
  };
  try {
    await ensureTables(projections, readModels);
    await questions.initialize();
  } catch (error) {
    await close();
    throw error;
  }
  return { source, embedded, log, projections, questions, close };
}
