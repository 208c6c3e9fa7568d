import { openPool, type ConnectionSource } from '@tracker/database';
import { randomUUID } from 'node:crypto';
import { Client, type Pool } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/setup/test-database';
import { commitmentOf, newSalt } from './commitment';
import { EventLog, LOG_SETTINGS, type AppendableEvent } from './event-log';
import { LogHoleError } from './event-store.errors';

const CONFLICT = 'russia-ukraine';
let database: TestDatabase;
let pool: Pool;
let log: EventLog;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openLogPool(database.source);
  log = new EventLog(pool);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

function openLogPool(source: ConnectionSource): Pool {
  // Dropping the database breaks connections that are just being closed.
  const onIdleError = (): void => undefined;
  return openPool(source, { role: 'tracker_app', applicationName: 'spec', serverSettings: LOG_SETTINGS, onIdleError });
}

function barrage(stream: string, version: number, group: number, id: string = randomUUID()): AppendableEvent {
  const body = Buffer.from(`{"type":"DroneBarrageReported","data":{"launched":${version}}}`);
  const salt = newSalt();
  const commitment = commitmentOf(salt, body);
  return {
    group,
    stream,
    version,
    id,
    type: 'DroneBarrageReported',
    schemaVersion: 1,
    recordedBy: 'local',
    body,
    salt,
    commitment,
  };
}

async function asAdmin<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(database.source.poolOptions('admin'));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('appending', () => {
  it('gives positions without a hole, and the bytes come back as they were', async () => {
    const batch = [barrage('attack-a', 1, 0), barrage('attack-b', 1, 1), barrage('attack-a', 2, 0)];
    const places = await log.append('gapless', batch);
    expect(places.map((place) => place?.position)).toEqual([1, 2, 3]);
    const rows = await log.follow('gapless', 0, 10);
    expect(rows.map(({ stream, version }) => [stream, version])).toEqual([
      ['attack-a', 1],
      ['attack-b', 1],
      ['attack-a', 2],
    ]);
    rows.forEach((row, index) => {
      expect(row.body.equals(batch[index]!.body)).toBe(true);
      expect(row.salt.equals(batch[index]!.salt)).toBe(true);
      expect(row.commitment.equals(commitmentOf(row.salt, row.body))).toBe(true);
    });
  });

  it('leaves out a group whose stream has moved, and appends the others', async () => {
    await log.append('groups', [barrage('attack-a', 1, 0)]);
    const places = await log.append('groups', [
      barrage('attack-b', 1, 0),
      barrage('attack-a', 1, 1), // attack-a is at version 1 already
      barrage('attack-c', 1, 1), // relies on the one before
      barrage('attack-d', 1, 2),
    ]);
    expect(places.map((place) => place?.position)).toEqual([2, undefined, undefined, 3]);
  });

  it('leaves out a group with an id that is taken', async () => {
    const taken = barrage('attack-a', 1, 0);
    await log.append('ids', [taken]);
    const places = await log.append('ids', [barrage('attack-b', 1, 0, taken.id), barrage('attack-c', 1, 1)]);
    expect(places.map((place) => place?.position)).toEqual([undefined, 2]);
  });

  it('never lets the time of record fall, whatever the clock does', async () => {
    await log.append('clock', [barrage('attack-a', 1, 0)]);
    await asAdmin(async (client) => {
      await client.query(`alter table log.events disable trigger all`);
      await client.query(`update log.events set recorded_at = '2999-01-01T00:00:00Z' where conflict = 'clock'`);
      await client.query(`alter table log.events enable trigger all`);
    });
    const [place] = await log.append('clock', [barrage('attack-b', 1, 0)]);
    expect(place?.recordedAt.toISOString()).toBe('2999-01-01T00:00:00.000Z');
  });
});

describe('reading', () => {
  it('throws at a hole rather than skip it', async () => {
    await log.append('holed', [barrage('attack-a', 1, 0), barrage('attack-b', 1, 1), barrage('attack-c', 1, 2)]);
    await asAdmin(async (client) => {
      await client.query(`alter table log.events disable trigger all`);
      await client.query(`delete from log.events where conflict = 'holed' and position = 2`);
      await client.query(`alter table log.events enable trigger all`);
    });
    await expect(log.follow('holed', 0, 10)).rejects.toThrow(LogHoleError);
  });

  it('finds the position of an instant of record', async () => {
    const [first] = await log.append('instants', [barrage('attack-a', 1, 0)]);
    const before = new Date(first!.recordedAt.getTime() - 1).toISOString();
    expect(await log.positionAt('instants', before)).toEqual({ position: 0, future: false });
    expect((await log.positionAt('instants', first!.recordedAt.toISOString())).position).toBe(1);
    expect((await log.positionAt('instants', '2999-01-01T00:00:00Z')).future).toBe(true);
  });

  it('tells every conflict with its head', async () => {
    await log.append('heads-a', [barrage('attack-a', 1, 0)]);
    await log.append('heads-b', [barrage('attack-a', 1, 0), barrage('attack-a', 2, 0)]);
    const heads = await log.heads();
    expect([heads.get('heads-a'), heads.get('heads-b')]).toEqual([1, 2]);
  });
});

describe('as the application in the database, the log cannot be changed', () => {
  const forbidden = {
    'inserted past append': `insert into log.events select * from log.events limit 1`,
    updated: `update log.events set recorded_by = 'x'`,
    deleted: `delete from log.events`,
    truncated: `truncate log.events`,
    'freed of its triggers': `alter table log.events disable trigger all`,
    'freed of one trigger': `drop trigger events_never_change on log.events`,
    'bypassed by replication mode': `set session_replication_role = replica`,
    dropped: `drop table log.events`,
    'joined by other objects in its schema': `create table log.other (id integer)`,
    'given another append': `create or replace function log.append() returns void language sql as 'select 1'`,
    'handed over': `alter table log.events owner to tracker_app`,
    'reached as its owner': `set role tracker_owner`,
  };

  beforeAll(async () => {
    await log.append(CONFLICT, [barrage('attack-2025-02-18-overnight', 1, 0)]);
  });

  it.each(['tracker_app', 'tracker_projector'] as const)('by %s', async (role) => {
    const client = new Client(database.source.poolOptions(role));
    await client.connect();
    try {
      for (const [how, statement] of Object.entries(forbidden)) {
        const refused = await client.query(statement).then(
          () => `${how}: allowed`,
          (error: { code: string }) => error.code,
        );
        expect([how, refused]).toEqual([how, '42501']);
      }
    } finally {
      await client.end();
    }
  });

  it.each(["update log.events set recorded_by = 'x'", 'delete from log.events', 'truncate log.events'])(
    'not even by a superuser, while the triggers stand: %s',
    async (statement) => {
      await asAdmin((client) => expect(client.query(statement)).rejects.toThrow('The log is append-only'));
    },
  );

  it('the projector cannot append', async () => {
    const client = new Client(database.source.poolOptions('tracker_projector'));
    await client.connect();
    const projectorLog = new EventLog(client);
    await expect(projectorLog.append(CONFLICT, [barrage('attack-x', 1, 0)])).rejects.toMatchObject({ code: '42501' });
    await client.end();
  });
});
