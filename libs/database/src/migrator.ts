import { TrackerError } from '@tracker/problems';
import { DataSource, type Logger, type MigrationInterface } from 'typeorm';
import { connectAsAdmin, type ConnectionSource } from './connections';

/** A migration of /migrations: a class whose name ends in its time in milliseconds. */
export type MigrationClass = new () => MigrationInterface;

/** A migration failed and was rolled back; those before it stay. */
class MigrationFailedError extends TrackerError {
  readonly code = 'migration.failed';

  constructor(name: string, address: string, cause: Error) {
    super(
      `Migration ${name} of ${address} failed and was rolled back: ${cause.message}. Mend the cause and start again.`,
      { name },
    );
    this.cause = cause;
  }
}

/** Any number that nobody else locks in the same database. */
const MIGRATION_LOCK = 7_305_001;

/**
 * Applies the migrations that the database does not have yet, each in a transaction of its own, and gives their names.
 * Any number of processes may do so at once: they take turns, and the later ones find nothing to do. A failing migration is
 * rolled back whole and named by a MigrationFailedError. What was applied stands in `migrations.applied`.
 */
export async function migrate(
  source: ConnectionSource,
  migrations: readonly MigrationClass[],
): Promise<readonly string[]> {
  const lock = await connectAsAdmin(source, 'conflict-tracker migrations (lock)');
  const broken = new Promise<never>((_, reject) => lock.on('error', reject));
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await lock.query('create schema if not exists migrations');
    return await Promise.race([applyPending(source, migrations), broken]);
  } finally {
    await lock.end(); // Gives the lock back.
  }
}

async function applyPending(
  source: ConnectionSource,
  migrations: readonly MigrationClass[],
): Promise<readonly string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    schema: 'migrations',
    migrations: [...migrations],
    migrationsTableName: 'applied',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    logger: SILENT,
    extra: { ...source.poolOptions('admin'), application_name: 'conflict-tracker migrations', max: 1 },
  });
  await dataSource.initialize();
  try {
    return (await dataSource.runMigrations()).map(({ name }) => name);
  } catch (error) {
    const applied = await dataSource.query<readonly { name: string }[]>('select name from migrations.applied');
    const failed = migrations.map(({ name }) => name).find((name) => !applied.some((one) => one.name === name));
    throw new MigrationFailedError(failed ?? 'of an unknown name', source.address, error as Error);
  } finally {
    await dataSource.destroy();
  }
}

/** What TypeORM would print is in the error. */
const SILENT: Logger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};
