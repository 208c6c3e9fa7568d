import { ConsoleLogger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/setup/test-database';
import { connect, type OpenDatabase } from '../../database';
import { ApiModule } from './api.module';
import { createHttpServer } from './http-server';

let database: TestDatabase;
let connected: OpenDatabase;
let app: NestFastifyApplication;

beforeEach(async () => {
  database = await createTestDatabase();
  connected = await connect(database.source, undefined, {
    onMessage: () => {},
    onIdleError: (error) => console.error(error),
  });
  app = await createHttpServer(ApiModule.on(connected), new ConsoleLogger({ logLevels: ['fatal'] }));
  await app.init();
});

afterEach(async () => {
  await app.close();
  await connected.close();
  await database.drop();
});

/** A log with one event, at a position that no read model has taken in. */
async function headAt(conflict: string, position: number): Promise<void> {
  const admin = new Client(database.source.poolOptions('admin'));
  await admin.connect();
  await admin.query(
    `insert into log.events (conflict, position, stream, version, event_id, type, schema_version, recorded_at, recorded_by, body, salt, commitment)
     values ($1, $2, 'conflict', 1, gen_random_uuid(), 'ConflictOpened', 1, now(), 'local', '{}', decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'))`,
    [conflict, position],
  );
  await admin.end();
}

it('a service with a database is live and ready', async () => {
  expect((await app.inject('/health/live')).json()).toEqual({ status: 'live' });
  const ready = await app.inject('/health/ready');
  expect(ready.statusCode).toBe(200);
  expect(ready.json()).toMatchObject({
    status: 'ready',
    readModels: expect.arrayContaining([{ name: 'names', version: 1, lag: 0, parked: 0 }]),
  });
});

it('a read model that is a little behind leaves it ready, one that is far behind does not', async () => {
  await headAt('russia-ukraine', 100_000);
  expect((await app.inject('/health/ready')).statusCode).toBe(200);
  await headAt('middle-east', 100_001);
  const { statusCode, json } = await app.inject('/health/ready');
  expect(statusCode).toBe(503);
  expect(json()).toMatchObject({
    code: 'service.not_ready',
    detail: expect.stringContaining('names by 100001'),
    readModels: expect.arrayContaining([{ name: 'names', version: 1, lag: 100_001, parked: 0 }]),
  });
});

it('without its database it is live and not ready', async () => {
  await connected.questions.destroy();
  expect((await app.inject('/health/live')).statusCode).toBe(200);
  const { statusCode, headers, json } = await app.inject('/health/ready');
  expect([statusCode, headers['retry-after']]).toEqual([503, '2']);
  expect(json()).toMatchObject({ code: 'service.not_ready', status: 503 });
});
