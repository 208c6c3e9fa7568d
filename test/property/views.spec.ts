import { Catalogue, commitmentOf, EventLog, LOG_SETTINGS, newSalt, type RecordedEvent } from '@tracker/event-store';
import { openPool } from '@tracker/database';
import { ensureTables, Projector, type ReadModel, type TemporalRow } from '@tracker/projections';
import { foldModel } from '@tracker/spec-kit';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { connect, type OpenDatabase } from '../../apps/database';
import { readModels, streams } from '../../apps/features';
import { rebuildDatabase, rebuildModels } from '../../apps/rebuilding';
import { createTestDatabase, type TestDatabase } from '../setup/test-database';
import { drawn, RandomLog } from './random-log';

/*
 * What holds of every read model over random histories of every event type, with corrections, retractions and disputes at random
 * points. Nothing here knows a feature: events come from the declarations, rows are compared as they are.
 */

const SEED = 20_250_218;
const HISTORIES = 100;
const STORED_HISTORIES = 6;
const draws = fc.array(drawn, { minLength: 150, maxLength: 260, size: 'max' });

/** Every row of a model that holds, as text. */
function rowsOf(model: ReadModel, events: readonly RecordedEvent[], asOf = Number.MAX_SAFE_INTEGER): readonly string[] {
  const folded = foldModel(model, events);
  return model.tables.flatMap((table) =>
    folded
      .versions<TemporalRow>(table)
      .filter(({ since, until }) => since <= asOf && (until === null || until > asOf))
      .map(({ since: _since, until: _until, ...row }) => `${table.name} ${JSON.stringify(row)}`),
  );
}

it(`as of any position, every read model says what a log cut there says (seed ${SEED})`, () => {
  const seen = { events: 0, refused: 0, corrected: 0, retracted: 0, resolved: 0, types: new Set<string>() };
  fc.assert(
    fc.property(draws, fc.array(fc.nat(), { minLength: 3, maxLength: 3 }), (steps, cuts) => {
      const { events, refused } = RandomLog.of(steps);
      for (const model of readModels) {
        const folded = foldModel(model, events);
        for (const cut of cuts) {
          const position = cut % (events.length + 1);
          const held = model.tables.flatMap((table) =>
            folded
              .versions<TemporalRow>(table)
              .filter(({ since, until }) => since <= position && (until === null || until > position))
              .map(({ since: _since, until: _until, ...row }) => `${table.name} ${JSON.stringify(row)}`),
          );
          expect([model.name, position, held]).toEqual([
            model.name,
            position,
            rowsOf(model, events.slice(0, position)),
          ]);
        }
      }
      seen.events += events.length;
      seen.refused += refused.length;
      const count = (type: string): number => events.filter((event) => event.type === type).length;
      seen.corrected += count('EventCorrected');
      seen.retracted += count('EventRetracted');
      seen.resolved += count('DisputeResolved');
      for (const { type } of events) seen.types.add(type);
    }),
    { seed: SEED, numRuns: HISTORIES, endOnFailure: true },
  );
  // The claim is worth something only if what was tried has everything in it.
  expect(seen.events).toBeGreaterThan(HISTORIES * 30);
  expect(seen.corrected).toBeGreaterThan(HISTORIES);
  expect(seen.retracted).toBeGreaterThan(HISTORIES);
  expect(seen.resolved).toBeGreaterThan(0);
  const declared = new Catalogue(streams).types().map(({ type }) => type);
  expect(declared.filter((type) => !seen.types.has(type))).toEqual([]);
}, 240_000);

it(`retracting everything leaves nothing but the reviews (seed ${SEED})`, () => {
  fc.assert(
    fc.property(draws, (steps) => {
      const log = RandomLog.of(steps);
      log.retractAll();
      for (const model of readModels.filter(({ name }) => name !== 'reviews'))
        expect([model.name, rowsOf(model, log.events)]).toEqual([model.name, []]);
    }),
    { seed: SEED, numRuns: HISTORIES, endOnFailure: true },
  );
}, 120_000);

it(`the order in which streams were recorded does not matter to what holds in the end (seed ${SEED})`, () => {
  fc.assert(
    fc.property(draws, fc.infiniteStream(fc.nat()), (steps, picks) => {
      const { events } = RandomLog.of(steps);
      const shuffled = interleaved(events, picks);
      for (const model of readModels) {
        const inOrder = (log: readonly RecordedEvent[]) => rowsOf(model, log).map(withoutPlaces).sort();
        expect([model.name, inOrder(shuffled)]).toEqual([model.name, inOrder(events)]);
      }
    }),
    { seed: SEED, numRuns: HISTORIES, endOnFailure: true },
  );
}, 120_000);

/** The same events with streams mixed otherwise: each in its own order, and after what it refers to. */
function interleaved(events: readonly RecordedEvent[], picks: IterableIterator<number>): readonly RecordedEvent[] {
  const left = new Map<string, RecordedEvent[]>();
  for (const event of events) left.set(event.stream, [...(left.get(event.stream) ?? []), event]);
  const begun = new Set<string>();
  const mixed: RecordedEvent[] = [];
  while (mixed.length < events.length) {
    const ready = [...left.values()].filter(
      ([next]) => next && mentioned(next, left).every((stream) => begun.has(stream)),
    );
    const stream = ready[picks.next().value! % ready.length]!;
    const event = stream.shift()!;
    begun.add(event.stream);
    mixed.push({ ...event, position: mixed.length + 1 });
  }
  return mixed;
}

/** Streams of the log that an event names, its own left out. */
function mentioned({ stream, citation, data }: RecordedEvent, known: ReadonlyMap<string, unknown>): readonly string[] {
  const words = JSON.stringify([citation, data]).match(/[a-z]+(?:-[a-z0-9]+)+/g) ?? [];
  return words.filter((word) => word !== stream && known.has(word));
}

/** A row without where and when its events were recorded. */
function withoutPlaces(row: string): string {
  return row.replace(/"(?:position|since)":\d+/g, '').replace(/"recordedAt":"[^"]*"/g, '');
}

describe('in the database', () => {
  let database: TestDatabase;
  let open: OpenDatabase;
  let app: Pool;
  const catalogue = new Catalogue(streams);

  beforeAll(async () => {
    database = await createTestDatabase();
    const onIdleError = (): void => undefined;
    open = await connect(database.source, undefined, { onMessage: onIdleError, onIdleError });
    app = openPool(database.source, {
      role: 'tracker_app',
      applicationName: 'views-property',
      serverSettings: LOG_SETTINGS,
      onIdleError,
    });
    await ensureTables(open.projections, readModels);
  });
  afterAll(async () => {
    await app.end();
    await open.close();
    await database.drop();
  });

  it(`live in random batches equals rebuilt, for every read model (seed ${SEED})`, async () => {
    let histories = 0;
    await fc.assert(
      fc.asyncProperty(draws, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), async (steps, cuts) => {
        await playLive(`history-${(histories += 1)}`, RandomLog.of(steps).events, cuts);
      }),
      { seed: SEED, numRuns: STORED_HISTORIES, endOnFailure: true },
    );
    const live = await dump();
    expect(live.length).toBeGreaterThan(STORED_HISTORIES * 100);
    await rebuildModels(rebuildDatabase(open), readModels, 1);
    expect(await dump()).toEqual(live);
  }, 120_000);

  async function playLive(conflict: string, events: readonly RecordedEvent[], cuts: readonly number[]): Promise<void> {
    const projectors = [1, 2].map(() => new Projector(open.projections, catalogue, readModels));
    const log = new EventLog(app);
    let turn = 0;
    for (let done = 0; done < events.length; turn += 1) {
      const batch = events.slice(done, done + cuts[turn % cuts.length]!);
      await log.append(conflict, batch.map(appendable));
      done += batch.length;
      // A projector that comes again after the other has to find out what it missed.
      await projectors[turn % 3 === 0 ? 1 : 0]!.pass(conflict);
    }
  }

  function appendable(event: RecordedEvent) {
    const { stream, version, id, type, schemaVersion, recordedBy, occurred, modality, citation, data } = event;
    const body = Buffer.from(JSON.stringify({ type, stream, occurred, modality, citation, data }));
    const salt = newSalt();
    return {
      group: 0,
      stream,
      version,
      id,
      type,
      schemaVersion,
      recordedBy,
      body,
      salt,
      commitment: commitmentOf(salt, body),
    };
  }

  /** Every row version of every table. */
  async function dump(): Promise<readonly string[]> {
    const all: string[] = [];
    for (const { name, version, tables } of readModels) {
      const { rows: found } = await open.projections.query<{ table: string }>(
        `select table_name as table from information_schema.tables where table_schema = $1 order by 1`,
        [`${name}_v${version}`],
      );
      expect(found).toHaveLength(tables.length);
      for (const { table } of found) {
        const { rows } = await open.projections.query<{ row: string }>(
          `select '${name}.${table} ' || t::text as row from "${name}_v${version}"."${table}" t order by conflict, stream, key, since`,
        );
        all.push(...rows.map(({ row }) => row));
      }
    }
    return all;
  }
});
