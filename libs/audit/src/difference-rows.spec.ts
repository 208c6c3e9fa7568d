import { attacks } from '@tracker/attacks';
import { openPool, type Pool } from '@tracker/database';
import { commitmentOf, EventLog, LOG_SETTINGS, newSalt } from '@tracker/event-store';
import { meetings } from '@tracker/meetings';
import type { ReadModel } from '@tracker/projections';
import { reviewsModel } from '@tracker/reading';
import { openTables, recorded, sampleCase, type ProjectedTables } from '@tracker/spec-kit';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../../test/setup/test-database';
import { Causes } from './causes';
import { tablesOf } from './compared-tables';
import { DifferenceRows, type RowOfTable } from './difference-rows';

const SEED = 20_250_218;
const CONFLICT = 'russia-ukraine';
const STREAMS = [...attacks.streams, ...meetings.streams];
const models: readonly ReadModel[] = [...attacks.readModels, ...meetings.readModels, reviewsModel(STREAMS)];
const tables = tablesOf(models);
const events = recorded(...sampleCase());

let database: TestDatabase;
let projected: ProjectedTables;
let pool: Pool;
let log: EventLog;

beforeAll(async () => {
  database = await createTestDatabase();
  projected = await openTables(database.source, models);
  await projected.project(CONFLICT, sampleCase());
  pool = openPool(database.source, {
    role: 'tracker_app',
    applicationName: 'spec',
    serverSettings: LOG_SETTINGS,
    onIdleError: () => undefined,
  });
  log = new EventLog(pool);
  for (const { stream, version, id, type, schemaVersion, recordedBy, occurred, citation, data } of events) {
    const body = Buffer.from(JSON.stringify({ type, stream, occurred, citation, data }));
    const salt = newSalt();
    const commitment = commitmentOf(salt, body);
    await log.append(CONFLICT, [
      { group: 0, stream, version, id, type, schemaVersion, recordedBy, body, salt, commitment },
    ]);
  }
});
afterAll(async () => {
  await pool.end();
  await projected.close();
  await database.drop();
});

const spanOf = (one: number, other: number) => ({
  from: Math.min(one, other),
  to: { conflict: CONFLICT, position: Math.max(one, other), on: '2025-02-19' },
});

it(`the streams of the log lead to the same rows as a walk of the tables, from anywhere (seed ${SEED})`, async () => {
  const position = fc.integer({ min: 0, max: events.length });
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      position,
      position,
      fc.integer({ min: 1, max: 30 }),
      fc.nat(),
      async (one, other, limit, start) => {
        const read = async (byStreamsMax: number, behind?: RowOfTable): Promise<readonly RowOfTable[]> => {
          const rows: RowOfTable[] = [];
          const place = behind && { ...behind, view: behind.table.view, table: behind.table.shape.name };
          const reader = new DifferenceRows(projected.questions, log, byStreamsMax, 10);
          for await (const batch of reader.batches(spanOf(one, other), { tables }, limit, place)) {
            expect(batch.length).toBeLessThanOrEqual(limit);
            rows.push(...batch);
          }
          return rows;
        };
        const walked = await read(0);
        expect(await read(Infinity)).toEqual(walked);
        if (walked.length === 0) return;
        const at = start % walked.length;
        expect(await read(0, walked[at])).toEqual(walked.slice(at + 1));
        expect(await read(Infinity, walked[at])).toEqual(walked.slice(at + 1));
        found += walked.length;
      },
    ),
    { seed: SEED, numRuns: 40, endOnFailure: true },
  );
  expect(found).toBeGreaterThan(500);
}, 60_000);

it('causes that are too many to be told at once are told in turn, none left out', async () => {
  const span = spanOf(0, events.length);
  const rows: RowOfTable[] = [];
  for await (const batch of new DifferenceRows(projected.questions, log).batches(span, { tables }, 1_000))
    rows.push(...batch);
  const atOnce = await new Causes(projected.questions, log).toldOf(span, rows);
  expect(atOnce).toHaveLength(rows.length);
  const most = Math.max(...atOnce.map(({ causes }) => causes.length));
  expect(most).toBeGreaterThan(1);
  const inTurn: object[] = [];
  for (let turns = 0; inTurn.length < rows.length; turns += 1) {
    const told = await new Causes(projected.questions, log, most + 1).toldOf(span, rows.slice(inTurn.length));
    expect(told.length).toBeGreaterThan(0);
    inTurn.push(...told);
    expect(turns).toBeLessThan(rows.length);
  }
  expect(inTurn).toEqual(atOnce);
});
