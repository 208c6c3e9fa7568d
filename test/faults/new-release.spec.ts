import { Client } from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import { plausibleLog } from '../bench/plausible-log';
import { ApiProcess } from '../e2e/api-process';
import { createTestDatabase, type TestDatabase } from '../setup/test-database';

/** A long log meets a release that brings a read model: here the statements, of which nothing has been made before. */

const EVENTS = 20_500;
const CONFLICT = '/v1/conflicts/russia-ukraine';

let database: TestDatabase;
let admin: Client;
let before: string;
let release: ApiProcess;

interface Standing {
  readonly name: string;
  readonly building: { readonly events: number; readonly of: number } | null;
  readonly conflicts: readonly { readonly lag: number }[];
}

async function statementsStanding(api: ApiProcess): Promise<Standing> {
  const { text } = await api.get('/v1/read-models');
  const { readModels } = JSON.parse(text) as { readonly readModels: readonly Standing[] };
  return readModels.find(({ name }) => name === 'statements')!;
}

async function caughtUp(api: ApiProcess): Promise<void> {
  for (;;) {
    const { status } = await api.get(`${CONFLICT}/statements?limit=1&minPosition=${EVENTS}`);
    if (status === 200) return;
    await wait(20);
  }
}

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client(database.source.poolOptions('admin'));
  await admin.connect();
  const api = await ApiProcess.start(database);
  const events = [...plausibleLog(EVENTS)].map((event) => JSON.stringify(event));
  for (let at = 0; at < events.length; at += 500) {
    const { status, text } = await api.post(`${CONFLICT}/events`, `[${events.slice(at, at + 500).join()}]`);
    if (status !== 201) throw new Error(text);
  }
  await caughtUp(api);
  before = (await api.get(`${CONFLICT}/statements?asOf=${EVENTS}&on=2025-02-18`)).text;
  await api.stop();
  // The version of the release before, as far as this one knows: it has no tables and no checkpoint.
  await admin.query(`drop schema statements_v3 cascade`);
  await admin.query(`delete from projections.models where model = 'statements'`);
  await admin.query(`delete from projections.checkpoints where model = 'statements'`);
  release = await ApiProcess.start(database);
}, 240_000);

afterAll(async () => {
  await release.stop();
  await admin.end();
  await database.drop();
});

test('it says that it is not ready and how far it is, and goes on answering what needs no new table', async () => {
  let met: Standing | undefined;
  while (!met?.building) met = await statementsStanding(release);
  expect(met.building.of).toBe(EVENTS);
  const [ready, statements, attacks] = [
    await release.get('/health/ready'),
    await release.get(`${CONFLICT}/statements`),
    await release.get(`${CONFLICT}/attacks?limit=1`),
  ];
  expect(ready).toMatchObject({ status: 503, text: expect.stringContaining('statements (') });
  expect(statements).toMatchObject({ status: 503, text: expect.stringContaining('read_models.building') });
  expect(attacks).toMatchObject({ status: 200, logPosition: EVENTS });
});

test('it serves the new read model by itself once it has caught up, as if it had always followed', async () => {
  await caughtUp(release);
  expect((await release.get(`${CONFLICT}/statements?asOf=${EVENTS}&on=2025-02-18`)).text).toBe(before);
  expect(await statementsStanding(release)).toMatchObject({ building: null, conflicts: [{ lag: 0 }] });
  expect((await release.get('/health/ready')).status).toBe(200);
}, 120_000);

test('what is recorded from then on is followed with all others', async () => {
  const remark = {
    type: 'StatementMade',
    stream: 'statement-on-the-talks',
    occurred: '2025-02-18',
    citation: { source: 'source-associated-press' },
    data: {
      speaker: 'actor-marco-rubio',
      kind: 'position',
      text: 'The talks were a first step.',
      wording: 'paraphrase',
    },
  };
  const { status, text } = await release.post(`${CONFLICT}/events`, JSON.stringify(remark));
  expect([status, text]).toEqual([201, expect.any(String)]);
  const { text: shown } = await release.get(`${CONFLICT}/statements/statement-on-the-talks?minPosition=${EVENTS + 1}`);
  expect(shown).toContain('The talks were a first step.');
});
