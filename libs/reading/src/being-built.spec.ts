import { Client } from 'pg';
import { startReadingApp, type ReadingApp } from '../../../test/setup/reading-app';
import { Moments } from './moment';

const MODELS = [{ name: 'places', version: 1 }];
const BUILD = '01951a2b-0000-7000-8000-000000000001';

let reading: ReadingApp;
let admin: Client;
beforeAll(async () => {
  reading = await startReadingApp();
  admin = new Client(reading.database.source.poolOptions('admin'));
  await admin.connect();
  for (const conflict of ['talks', 'war'])
    await reading.record(conflict, '{"type":"ConflictOpened","stream":"conflict","data":{"name":"Riyadh talks"}}');
  await admin.query(`insert into projections.builds (build) values ($1)`, [BUILD]);
  await admin.query(
    `insert into projections.build_models (model, version, build, tables_sha256) values ('places', 1, $1, '')`,
    [BUILD],
  );
});
afterAll(async () => {
  await admin.end();
  await reading.stop();
});

const resolve = () => reading.app.get(Moments).resolve('talks', {}, MODELS);

it('a question is refused while what it needs is built for the first time, and not while it is rebuilt', async () => {
  await expect(resolve()).rejects.toMatchObject({ code: 'read_models.building' });
  await admin.query(
    `insert into projections.checkpoints (conflict, model, version, generation, position) values ('war', 'places', 1, 'live', 1)`,
  );
  expect(await resolve()).toMatchObject({ position: 0 });
});
