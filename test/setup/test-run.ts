import { migrations } from '@migrations';
import { connectAsAdmin, migrate, startEmbeddedPostgres, type EmbeddedPostgres } from '@tracker/database';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maintenanceSource, publishTestServer, type TestServer } from './test-server';

/** What is to be ended; Jest begins and ends a run in one process, which loads this file once. */
let started: { readonly server: TestServer; readonly embedded: Embedded | null } | undefined;

interface Embedded {
  readonly postgres: EmbeddedPostgres;
  readonly dataDir: string;
}

/** Starts one server for all test files, or uses DATABASE_URL, and migrates the database that they copy. */
export async function beginTestRun(): Promise<void> {
  const url = process.env['DATABASE_URL'];
  const embedded = url === undefined ? await startServer() : null;
  const server: TestServer = {
    server: embedded === null ? { url: url! } : { embedded: embedded.postgres.connection },
    template: `tracker_test_${process.pid}_${Date.now().toString(36)}`,
  };
  started = { server, embedded };
  try {
    await makeTemplate(server);
  } catch (error) {
    await endTestRun();
    throw error;
  }
  publishTestServer(server);
}

/** Stops the server of this run; on another one, drops the databases of this run. */
export async function endTestRun(): Promise<void> {
  if (started === undefined) return;
  const { server, embedded } = started;
  if (embedded === null) return dropDatabases(server);
  await embedded.postgres.stop();
  rmSync(embedded.dataDir, { recursive: true, force: true });
}

async function startServer(): Promise<Embedded> {
  const dataDir = mkdtempSync(join(tmpdir(), 'conflict tracker test '));
  // What a crash would lose is thrown away anyway.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 200 };
  return { postgres: await startEmbeddedPostgres({ dataDir, settings }), dataDir };
}

async function makeTemplate(server: TestServer): Promise<void> {
  const maintenance = maintenanceSource(server);
  const client = await connectAsAdmin(maintenance, 'tests');
  await client.query(`create database ${server.template} template template0`);
  await client.end();
  await migrate(maintenance.inDatabase(server.template), migrations);
}

async function dropDatabases(server: TestServer): Promise<void> {
  const client = await connectAsAdmin(maintenanceSource(server), 'tests');
  const { rows } = await client.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [server.template],
  );
  for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`);
  await client.end();
}
