import { connectAsAdmin, type ConnectionSource } from '@tracker/database';
import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { maintenanceSource, testServer } from './test-server';

/** A migrated, empty database of one test file. */
export interface TestDatabase {
  readonly name: string;
  readonly source: ConnectionSource;
  /** Drops it, whoever is still connected. */
  drop(): Promise<void>;
}

/** Copies the migrated template: some ten milliseconds. Call it in beforeAll and `drop` in afterAll. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { template } = testServer();
  return createDatabase(template, (client, name) => copyDatabaseRights(client, template, name));
}

/** One without any migration. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase('template0', () => Promise.resolve());
}

async function createDatabase(
  template: string,
  prepare: (client: Client, name: string) => Promise<void>,
): Promise<TestDatabase> {
  const server = testServer();
  const maintenance = maintenanceSource(server);
  const name = `${server.template}_${randomBytes(6).toString('hex')}`;
  await within(maintenance, async (client) => {
    await client.query(`create database ${name} template ${template}`);
    await prepare(client, name);
  });
  const drop = async () => {
    await within(maintenance, (client) => client.query(`drop database if exists ${name} with (force)`));
  };
  return { name, source: maintenance.inDatabase(name), drop };
}

/** Rights on a database itself belong to no table, so they are not in the copy. */
async function copyDatabaseRights(client: Client, from: string, to: string): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    `select format('grant %s on database %I to %s', privilege_type, $2::text,
       case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end) as statement
     from pg_database, aclexplode(datacl) where datname = $1`,
    [from, to],
  );
  await client.query(`revoke all on database ${to} from public`);
  for (const { statement } of rows) await client.query(statement);
}

async function within<T>(source: ConnectionSource, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connectAsAdmin(source, 'tests');
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
