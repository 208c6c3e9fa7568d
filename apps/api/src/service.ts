import { Logger, type LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { EventLog } from '@tracker/event-store';
import { Pumps, type LineLimits } from '@tracker/recording';
import { openDatabase, type DatabaseChoice, type OpenDatabase } from '../../database';
import type { Follow } from '../../following';
import { ApiModule } from './api.module';
import { createHttpServer } from './http-server';
import { loadSample, waitUntilShown } from './sample';

/** How a service serves. */
export interface ServingSettings {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** How this process keeps the read models up too; left out: it leaves that to others. */
  readonly follow?: Follow | undefined;
  readonly logger: LoggerService;
  /** Left out: LINE_LIMITS. */
  readonly uploadLimits?: LineLimits;
}

/** What a service is started with. */
export interface ServiceSettings extends ServingSettings, DatabaseChoice {
  /** Whether an empty embedded database gets the sample case. */
  readonly sample: boolean;
}

/** A running service. */
export interface Service {
  readonly app: NestFastifyApplication;
  readonly database: OpenDatabase;
  /** `http://127.0.0.1:3000` */
  readonly url: string;
  /** Finishes what was accepted and leaves nothing behind, the database closed; safe to call again. */
  stop(): Promise<void>;
}

/** Opens the database, serves, and gives an empty embedded database the sample case; waits for its views, if this process keeps them up. */
export async function startService(settings: ServiceSettings): Promise<Service> {
  const logger = new Logger('service');
  const database = await openDatabase(settings, {
    onMessage: (message) => logger.log(message),
    onIdleError: (error) => logger.warn(`A database connection broke while idle: ${error.message}`),
  });
  const service = await serve(database, settings);
  try {
    database.embedded?.announce(service.url);
    const empty = settings.sample && database.embedded && (await service.app.get(EventLog).heads()).size === 0;
    if (empty) {
      const position = await loadSample(service.app);
      if (settings.follow && !(await waitUntilShown(service.app, position)))
        logger.warn(
          'The sample is recorded, but not all views tell of it yet; /v1/read-models shows how far they are.',
        );
    }
    return service;
  } catch (error) {
    await service.stop();
    throw error;
  }
}

/** Serves a database, which it closes when it stops. What was started is stopped in the opposite order, also when the start fails. */
export async function serve(database: OpenDatabase, settings: ServingSettings): Promise<Service> {
  const started: (() => Promise<unknown>)[] = [() => database.close()];
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= inTurn(started.toReversed()));
  try {
    const app = await createHttpServer(ApiModule.on(database, settings.uploadLimits), settings.logger);
    started.push(() => app.get(Pumps).idle());
    if (settings.follow) started.push(await follow(app, database, settings.follow));
    started.push(() => app.close());
    await app.listen(settings.port, settings.host);
    return { app, database, url: await app.getUrl(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function follow(
  app: NestFastifyApplication,
  database: OpenDatabase,
  start: Follow,
): Promise<() => Promise<void>> {
  const logger = new Logger('projector');
  const following = await start(database, {
    onTrouble: (trouble) => logger.error(trouble),
    onMessage: (message) => logger.log(message),
  });
  app.get(Pumps).onAppended(() => following.hint());
  return () => following.stop();
}

async function inTurn(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const step of steps) await step();
}
