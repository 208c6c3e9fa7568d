import { CqrsModule } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { conflicts } from '@tracker/conflicts';
import { openPool } from '@tracker/database';
import { Catalogue, defineStream, EventLog, eventType, LOG_SETTINGS } from '@tracker/event-store';
import { places, placesModel } from '@tracker/places';
import {
  entriesModel,
  Explanations,
  findingsModel,
  Moments,
  namesModel,
  questionPipe,
  reviewsModel,
  tiesModel,
} from '@tracker/reading';
import { Intake, parseStrictJson, Pumps } from '@tracker/recording';
import { sources } from '@tracker/sources';
import { eventOf, openTables } from '@tracker/spec-kit';
import { Described, IsReference } from '@tracker/vocabulary';
import { DataSource } from 'typeorm';
import { createTestDatabase } from '../../../test/setup/test-database';
import { map } from './map.module';

@Described('An alarm.')
class Alarm {
  @IsReference('place', 'Where.') readonly area!: string;
}

const alarmRaised = eventType({
  schemaVersion: 1,
  payload: Alarm,
  summary: 'An alarm was raised.',
  line: ({ area }) => `Alarm in {${area}}`,
  places: ({ area }) => [area],
  example: { stream: 'alarm-1', data: { area: 'place-dolynska' } },
});
const alarm = defineStream({
  kind: 'alarm',
  types: { AlarmRaised: alarmRaised },
  initial: null,
  evolve: { AlarmRaised: () => null },
  accept: {},
});
const streams = [...conflicts.streams, ...places.streams, ...sources.streams, alarm];
const catalogue = new Catalogue(streams);

const place = { name: 'Dolynska', precision: 'settlement', point: { lon: 32.76, lat: 48.11 } };
const EVENTS = [
  eventOf('ConflictOpened', { name: 'Russia-Ukraine war' }, { stream: 'conflict', citation: null }),
  eventOf('PlaceRegistered', place, { stream: 'place-dolynska', citation: null }),
  eventOf('SourceRegistered', { name: 'Air force', kind: 'official' }, { stream: 'source-air-force', citation: null }),
  ...['alarm-1', 'alarm-2'].map((stream) =>
    eventOf('AlarmRaised', { area: 'place-dolynska' }, { stream, citation: { source: 'source-air-force' } }),
  ),
];

let app: NestFastifyApplication;
const undo: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  const database = await createTestDatabase();
  undo.push(() => database.drop());
  const tables = await openTables(database.source, [
    namesModel(streams),
    reviewsModel(streams),
    tiesModel(streams),
    findingsModel(streams),
    placesModel,
    entriesModel(streams),
  ]);
  undo.push(() => tables.close());
  const onIdleError = (error: Error) => console.error(error);
  const settings = { role: 'tracker_app', applicationName: 'spec', serverSettings: LOG_SETTINGS, onIdleError } as const;
  const pool = openPool(database.source, settings);
  undo.push(() => pool.end());
  const log = new EventLog(pool);
  const intake = new Intake(catalogue);
  const bytes = EVENTS.map(({ type, stream, citation, data }) =>
    Buffer.from(JSON.stringify({ type, stream, citation, data })),
  );
  await new Pumps(log, catalogue).submit(
    'night',
    bytes.map((event) => intake.submit(event, parseStrictJson(event), 'local')),
  );
  await tables.project('night', EVENTS);
  const providers = [
    { provide: DataSource, useValue: tables.questions },
    { provide: Catalogue, useValue: catalogue },
    { provide: Moments, useValue: new Moments(tables.questions, log) },
    { provide: Explanations, useValue: new Explanations(tables.questions, log, catalogue, []) },
  ];
  const kernel = { module: class Kernel {}, global: true, providers, exports: providers };
  const imports = [CqrsModule.forRoot(), kernel, map.module];
  const module = await Test.createTestingModule({ imports }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  app.useGlobalPipes(questionPipe());
  await app.init();
  undo.push(() => app.close());
});
afterAll(async () => {
  for (const step of undo.reverse()) await step();
});

const ask = (question: string, accept = '*/*') =>
  app.inject({ url: `/v1/conflicts/night/map${question}`, headers: { accept } });

it('the map has the type of GeoJSON for who names it, and is JSON for everybody else', async () => {
  const named = await ask('', 'application/geo+json, application/json;q=0.5');
  expect(named.headers['content-type']).toMatch(/^application\/geo\+json\b/);
  const plain = await ask('');
  expect(plain.headers['content-type']).toMatch(/^application\/json\b/);
  expect(plain.json()).toEqual(named.json());
});

it('a page of the map says its position, the names in it and the next page, as every list does', async () => {
  const first = (await ask('?bbox=32.5,48,33,49&limit=1')).json<{ next: string; features: { id: string }[] }>();
  expect(first).toMatchObject({
    type: 'FeatureCollection',
    position: EVENTS.length,
    names: { 'place-dolynska': 'Dolynska' },
  });
  const second = (await ask(`?bbox=32.5,48,33,49&limit=1&cursor=${first.next}`)).json<typeof first>();
  expect(second.features).toHaveLength(1);
  expect(second.features[0]?.id).not.toBe(first.features[0]?.id);
  expect(second.next).toBeUndefined();
});

it('what stands at no point is a list of its own, which takes no box', async () => {
  expect((await ask('/unplaced')).json()).toMatchObject({ items: [], position: EVENTS.length });
  expect((await ask('/unplaced?bbox=32.5,48,33,49')).statusCode).not.toBe(200);
});
