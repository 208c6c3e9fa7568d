import { ConsoleLogger, type DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ConnectionSource } from '@tracker/database';
import { EventLog } from '@tracker/event-store';
import { Pumps } from '@tracker/recording';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiModule } from '../../apps/api/src/api.module';
import { createHttpServer } from '../../apps/api/src/http-server';
import { connect, type OpenDatabase } from '../../apps/database';
import { readModels } from '../../apps/features';
import { followInThread } from '../../apps/api/src/projector-thread';
import type { Following } from '../../apps/following';
import { NoOpController } from './no-op.controller';
import { registrations } from './plausible-things';

/** How often it is looked whether the read models are there. */
const POLL_INTERVAL_MS = 20;

/** The whole service as `npm start` runs it, with one route more that does nothing. */
export class BenchService {
  private following: Following | undefined;
  private failure: Error | undefined;

  private constructor(
    readonly url: string,
    private readonly app: NestFastifyApplication,
    private readonly database: OpenDatabase,
  ) {}

  /** On a migrated database; its read models stand still until `follow`. */
  static async start(source: ConnectionSource): Promise<BenchService> {
    const database = await connect(source, undefined, {
      onMessage: report,
      onIdleError: ({ message }) => report(message),
    });
    const app = await createHttpServer(benchModule(database), new ConsoleLogger({ logLevels: ['error'] }));
    await app.listen(0, '127.0.0.1');
    const service = new BenchService(await app.getUrl(), app, database);
    app.get(Pumps).onAppended(() => service.following?.hint());
    return service;
  }

  async follow(): Promise<void> {
    this.following ??= await followInThread(this.database, {
      onTrouble: (trouble) => (this.failure ??= new Error(trouble)),
      onMessage: () => undefined,
    });
  }

  async unfollow(): Promise<void> {
    await this.following?.stop();
    this.following = undefined;
  }

  /** Opens a log with everything that later events refer to. */
  async openConflict(conflict: string): Promise<void> {
    const response = await fetch(`${this.url}/v1/conflicts/${conflict}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(registrations()),
    });
    if (response.status !== 201)
      throw new Error(`${conflict} could not be opened: ${response.status} ${await response.text()}`);
  }

  /** The last position of a log. */
  head(conflict: string): Promise<number> {
    return this.app.get(EventLog).head(conflict);
  }

  /** When the event at a position was recorded. */
  async recordedAt(conflict: string, position: number): Promise<string> {
    const instant = await this.app.get(EventLog).recordedAt(conflict, position);
    if (!instant) throw new Error(`${conflict} has no position ${position}.`);
    return instant.toISOString();
  }

  /** The position at which all read models stand. Throws if following failed or one is parked: something else would be measured. */
  async readModelPosition(conflict: string): Promise<number> {
    if (this.failure !== undefined) throw this.failure;
    const { rows } = await this.database.projections.query<{
      position: number | null;
      models: number;
      error: object | null;
    }>({
      name: 'bench position',
      text: `select min(position) as position, count(*)::integer as models, min(error::text)::jsonb as error
        from projections.checkpoints where conflict = $1 and generation = 'live'`,
      values: [conflict],
    });
    const { position, models, error } = rows[0]!;
    if (error) throw new Error(`A read model is parked: ${JSON.stringify(error)}`);
    return models < readModels.length ? 0 : (position ?? 0);
  }

  /** Resolves when the read models have reached the log's present end. */
  async caughtUp(conflict: string): Promise<void> {
    const head = await this.head(conflict);
    while ((await this.readModelPosition(conflict)) < head) await wait(POLL_INTERVAL_MS);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.app.get(Pumps).idle();
    await this.unfollow();
    await this.database.close();
  }
}

function benchModule(database: OpenDatabase): DynamicModule {
  class BenchModule {}
  return { module: BenchModule, imports: [ApiModule.on(database)], controllers: [NoOpController] };
}

function report(message: string): void {
  process.stderr.write(`${message}\n`);
}
