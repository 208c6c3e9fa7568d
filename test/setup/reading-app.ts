import { CqrsModule } from '@nestjs/cqrs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { dataSourceOptions, openPool } from '@tracker/database';
import { Catalogue, defineStream, EventLog, eventType, LOG_SETTINGS, type LogRow } from '@tracker/event-store';
import { KnownRoutes, ProblemFilter } from '@tracker/problems';
import { Moments, questionPipe, ReadingModule, ServedReadModels } from '@tracker/reading';
import { Intake, parseStrictJson, Pumps } from '@tracker/recording';
import { IsText } from '@tracker/vocabulary';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from './test-database';

class Named {
  @IsText('Its name.')
  readonly name!: string;
}

function streamOf(kind: string, ...types: readonly string[]) {
  const definition = eventType({
    schemaVersion: 1,
    payload: Named,
    registration: true,
    summary: 'It is named.',
    line: ({ name }) => name,
    example: { stream: kind, data: { name: 'Named' } },
  });
  return defineStream<Record<string, typeof definition>, null>({
    kind,
    types: Object.fromEntries(types.map((type) => [type, definition])),
    initial: null,
    evolve: Object.fromEntries(types.map((type) => [type, () => null])),
    accept: {},
  });
}

/** Event types enough to fill a log: places, which may be renamed. */
export const catalogue = new Catalogue([
  streamOf('conflict', 'ConflictOpened'),
  streamOf('place', 'PlaceRegistered', 'PlaceRenamed'),
]);

/** Counts the pages and batches read, to see that nobody reads for a requester who has left. */
export class WatchedLog extends EventLog {
  reads = 0;

  override read(...asked: Parameters<EventLog['read']>): Promise<readonly LogRow[]> {
    this.reads += 1;
    return super.read(...asked);
  }
}

/** What a request was answered with. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly json: () => Record<string, unknown>;
}

/** The routes that are there whatever the features, on a database of their own. */
export interface ReadingApp {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly log: WatchedLog;
  readonly pumps: Pumps;
  /** Records events, given as the bytes that are sent, all or nothing. */
  readonly record: (conflict: string, ...events: readonly string[]) => Promise<void>;
  readonly ask: (url: string, headers?: Record<string, string>) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

export async function startReadingApp(): Promise<ReadingApp> {
  const database = await createTestDatabase();
  const settings = {
    role: 'tracker_app',
    applicationName: 'spec',
    serverSettings: LOG_SETTINGS,
    onIdleError: (error: Error) => console.error(error),
  } as const;
  const pool = openPool(database.source, settings);
  const log = new WatchedLog(pool);
  const pumps = new Pumps(log, catalogue);
  const source = await new DataSource(dataSourceOptions(database.source, [], settings)).initialize();
  const app = await createApp(source, log);
  const intake = new Intake(catalogue);
  return {
    app,
    database,
    log,
    pumps,
    record: async (conflict, ...events) => {
      const bytes = events.map((event) => Buffer.from(event));
      await pumps.submit(
        conflict,
        bytes.map((event) => intake.submit(event, parseStrictJson(event), 'local')),
      );
    },
    ask: async (url, headers = {}) => {
      const { statusCode, headers: answered, rawPayload } = await app.inject({ url, headers });
      const text = rawPayload.toString('utf8');
      return { status: statusCode, headers: answered, text, json: () => JSON.parse(text) as Record<string, unknown> };
    },
    stop: async () => {
      await app.close();
      await source.destroy();
      await pool.end();
      await database.drop();
    },
  };
}

async function createApp(source: DataSource, log: EventLog): Promise<NestFastifyApplication> {
  const providers = [
    { provide: DataSource, useValue: source },
    { provide: EventLog, useValue: log },
    { provide: Catalogue, useValue: catalogue },
    { provide: Moments, useValue: new Moments(source, log) },
    { provide: ServedReadModels, useValue: new ServedReadModels([{ name: 'places', version: 1 }]) },
  ];
  const kernel = { module: class Kernel {}, global: true, providers, exports: providers };
  const imports = [CqrsModule.forRoot(), kernel, ReadingModule];
  const module = await Test.createTestingModule({ imports }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  app.useGlobalFilters(new ProblemFilter(new KnownRoutes()));
  app.useGlobalPipes(questionPipe());
  await app.init();
  return app;
}
