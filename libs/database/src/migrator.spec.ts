import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createEmptyDatabase, type TestDatabase } from '../../../test/setup/test-database';
import { migrate } from './migrator';

class Talks1739836800001 implements MigrationInterface {
  readonly name = 'Talks1739836800001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table talks (venue text not null)');
    await runner.query(`insert into talks values ('Diriyah Palace')`);
  }

  async down(): Promise<void> {
    // Forward only.
  }
}

class Visit1739836800002 implements MigrationInterface {
  readonly name = 'Visit1739836800002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table visit (planned date not null)');
    await runner.query(`insert into visit values ('Wednesday of next month')`);
  }

  async down(): Promise<void> {
    // Forward only.
  }
}

describe('migrate', () => {
  let database: TestDatabase;
  beforeEach(async () => (database = await createEmptyDatabase()));
  afterEach(() => database.drop());

  async function rows(sql: string): Promise<readonly unknown[]> {
    const client = new Client(database.source.poolOptions('admin'));
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('applies what is missing and names it, and nothing twice', async () => {
    expect(await migrate(database.source, [Talks1739836800001])).toEqual(['Talks1739836800001']);
    expect(await migrate(database.source, [Talks1739836800001])).toEqual([]);
    expect(await rows('select venue from talks')).toEqual([{ venue: 'Diriyah Palace' }]);
    expect(await rows('select name from migrations.applied')).toEqual([{ name: 'Talks1739836800001' }]);
  });

  it('is applied once by four processes that start together', async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.source, [Talks1739836800001])));
    expect(applied.flat()).toEqual(['Talks1739836800001']);
    expect(await rows('select count(*)::int as count from talks')).toEqual([{ count: 1 }]);
  });

  it('rolls a failing migration back whole, names it, keeps those before it and can be tried again', async () => {
    await expect(migrate(database.source, [Talks1739836800001, Visit1739836800002])).rejects.toThrow(
      /^Migration Visit1739836800002 of .* failed and was rolled back: invalid input syntax for type date/,
    );
    expect(await rows(`select to_regclass('visit') as visit, to_regclass('talks')::text as talks`)).toEqual([
      { visit: null, talks: 'talks' },
    ]);
    expect(await migrate(database.source, [Talks1739836800001])).toEqual([]);
  });
});
