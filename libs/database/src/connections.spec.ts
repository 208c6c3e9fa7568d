import { Client } from 'pg';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../../test/setup/test-database';
import {
  connectAsAdmin,
  dataSourceOptions,
  openPool,
  urlSource,
  type ConnectionSource,
  type PoolSettings,
} from './connections';

@Entity({ schema: 'spec_v1', name: 'meetings' })
class MeetingRow {
  @PrimaryColumn('text') readonly stream!: string;
  @Column('bigint') readonly since!: number;
  @Column('bigint') readonly until!: string;
}

const settings: PoolSettings = {
  role: 'tracker_app',
  applicationName: 'connections spec',
  onIdleError: (error) => idleErrors.push(error.message),
};
let idleErrors: string[] = [];

describe('a source of connections', () => {
  let database: TestDatabase;
  let source: ConnectionSource;
  let superuserUrl: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = database.source;
    superuserUrl = urlOf(source);
  });
  afterAll(() => database.drop());
  beforeEach(() => (idleErrors = []));

  async function first(from: ConnectionSource, sql: string, change: Partial<PoolSettings> = {}): Promise<unknown> {
    const pool = openPool(from, { ...settings, ...change });
    try {
      return (await pool.query<Record<string, unknown>>(sql)).rows[0];
    } finally {
      await pool.end();
    }
  }

  it('connects each process with the rights of its own role only', async () => {
    for (const role of ['tracker_app', 'tracker_projector'] as const) {
      for (const from of [source, urlSource(superuserUrl)]) {
        expect(await first(from, 'select current_user as role', { role })).toEqual({ role });
        await expect(first(from, 'delete from log.events', { role })).rejects.toMatchObject({ code: '42501' });
      }
    }
    expect(
      await first(source, 'select rolsuper from pg_roles where rolname = current_user', { role: 'admin' }),
    ).toEqual({
      rolsuper: true,
    });
  });

  it('keeps the options that DATABASE_URL has already, and asks for no role that the user is anyway', async () => {
    const url = new URL(superuserUrl);
    url.searchParams.set('options', '-c work_mem=7MB');
    expect(
      await first(urlSource(url.href), `select current_user as role, current_setting('work_mem') as work_mem`),
    ).toEqual({ role: 'tracker_app', work_mem: '7MB' });
    expect(urlSource('postgres://tracker_app:secret@db/tracker').poolOptions('tracker_app').connectionString).toBe(
      'postgres://tracker_app:secret@db/tracker',
    );
  });

  it('shows no password in its address', () => {
    expect(urlSource('postgres://ana:secret@db:5433/tracker?password=secret').address).toBe(
      'postgres://ana@db:5433/tracker',
    );
  });

  it.each([
    ['riyadh', 'it is no URL'],
    ['mysql://db/tracker', 'it begins with mysql:'],
    ['postgres://db', 'it names no database'],
  ])('refuses %s', (url, found) => {
    expect(() => urlSource(url)).toThrow(
      `DATABASE_URL: ${found}, expected postgres://user:password@host:port/database.`,
    );
  });

  it('says which database cannot be reached, and how to mend that, without its password', async () => {
    const closed = urlSource('postgres://ana:secret@127.0.0.1:1/tracker');
    await expect(connectAsAdmin(closed, 'spec')).rejects.toThrow(
      /^Cannot connect to the database postgres:\/\/ana@127.0.0.1:1\/tracker: connect ECONNREFUSED .* Check that the server runs/,
    );
  });

  it('gives bigints as numbers, and those that no number holds as exact strings', async () => {
    expect(
      await first(
        source,
        'select 9007199254740991 as safe, 9223372036854775807 as held, array[1::bigint, null, 9223372036854775807] as list',
      ),
    ).toEqual({
      safe: Number.MAX_SAFE_INTEGER,
      held: '9223372036854775807',
      list: [1, null, '9223372036854775807'],
    });
  });

  it('ends a statement that takes too long', async () => {
    await expect(first(source, 'select pg_sleep(20)', { statementTimeoutMs: 50 })).rejects.toMatchObject({
      code: '57014',
    });
  });

  it('survives the end of an idle connection and tells of it', async () => {
    const pool = openPool(source, settings);
    const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    const told = new Promise((resolve) => pool.once('error', resolve));
    await first(source, `select pg_terminate_backend(${rows[0]?.pid})`, { role: 'admin' });
    await told;
    expect(idleErrors).toEqual(['terminating connection due to administrator command']);
    expect((await pool.query('select 1')).rowCount).toBe(1);
    await pool.end();
  });

  it('survives the end of a connection in use between two queries, and the next query tells of it', async () => {
    const pool = openPool(source, settings);
    const client = await pool.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const broken = new Promise((resolve) => client.once('end', resolve));
    await first(source, `select pg_terminate_backend(${rows[0]?.pid})`, { role: 'admin' });
    await broken;
    await expect(client.query('select 1')).rejects.toThrow(/not queryable/);
    client.release();
    expect((await pool.query('select 1')).rowCount).toBe(1);
    await pool.end();
  });

  it('lets TypeORM query read models as tracker_app, with positions as numbers', async () => {
    const owner = new Client(source.poolOptions('admin'));
    await owner.connect();
    await owner.query('create schema spec_v1');
    await owner.query('create table spec_v1.meetings (stream text primary key, since bigint, until bigint)');
    await owner.query(`insert into spec_v1.meetings values ('meeting-riyadh-2025-02-18', 7, 9223372036854775807)`);
    await owner.query('grant usage on schema spec_v1 to tracker_app');
    await owner.query('grant select on spec_v1.meetings to tracker_app');
    await owner.end();
    const dataSource = await new DataSource(dataSourceOptions(source, [MeetingRow], settings)).initialize();
    expect(await dataSource.manager.find(MeetingRow)).toEqual([
      { stream: 'meeting-riyadh-2025-02-18', since: 7, until: '9223372036854775807' },
    ]);
    await expect(dataSource.query('drop table spec_v1.meetings')).rejects.toMatchObject({ code: '42501' });
    await dataSource.destroy();
  });
});

/** The same database by URL, as its superuser. */
function urlOf(source: ConnectionSource): string {
  const { connectionString, host, port, user, password, database } = source.poolOptions('admin');
  if (connectionString !== undefined) return connectionString;
  const url = new URL(`postgres://${user}@127.0.0.1:${port}/${database}`);
  if (typeof password === 'string') url.password = password;
  url.searchParams.set('host', host!);
  return url.href;
}
