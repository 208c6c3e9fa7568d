import type { Event } from '@event-driven-io/emmett';
import {
  getPostgreSQLEventStore,
  postgreSQLEventStoreConsumer,
  type PostgresEventStore,
} from '@event-driven-io/emmett-postgresql';
import { Pool } from 'pg';
import type { LabDatabase } from './lab';
import { plausibleLog } from './plausible-log';
import type { Submission } from './plausible-things';
import { urlOf } from './program';
import { streamOfBodies } from './recorded-bodies';

/** Connections that Emmett gets at most: more than 40 never made it faster, and the server has 100 for all. */
const CONNECTIONS_MAX = 40;
/** Events of one append when it is filled. */
const FILL_EVENTS = 500;

/** @event-driven-io/emmett-postgresql in this process: what an event store costs without HTTP, rules and read models. */
export class Emmett {
  private turns = 0;

  private constructor(
    private readonly pool: Pool,
    private readonly store: PostgresEventStore,
    private readonly url: string,
  ) {}

  /** In a database of its own on the same server, its tables made. */
  static async open({ source, connection }: LabDatabase): Promise<Emmett> {
    const pool = new Pool({ ...source.poolOptions('admin'), max: CONNECTIONS_MAX });
    const store = getPostgreSQLEventStore('', { connectionOptions: { pool } });
    await store.schema.migrate();
    return new Emmett(pool, store, urlOf(connection));
  }

  /** Appends one event at a time in each of so many loops; gives events a second. */
  async append(concurrency: number, seconds: number): Promise<number> {
    const turn = (this.turns += 1);
    const started = performance.now();
    const end = started + seconds * 1_000;
    const counts = await Promise.all(
      Array.from({ length: concurrency }, (_, loop) => this.appendUntil(end, `${turn}-${loop}`)),
    );
    return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - started) / 1_000);
  }

  /** The concurrency at which it is fastest here. */
  async bestConcurrency(candidates: readonly number[], seconds: number): Promise<number> {
    const rates: number[] = [];
    for (const candidate of candidates) rates.push(await this.append(candidate, seconds));
    return candidates[rates.indexOf(Math.max(...rates))]!;
  }

  /** Appends the events of a plausible log, many at a time. In turn: its consumer loses events that are appended at once. */
  async fill(events: number): Promise<void> {
    const log = plausibleLog(events);
    for (let batch = batchOf(log), streams = 1; batch.length > 0; batch = batchOf(log), streams += 1)
      await this.store.appendToStream(`filled-${streams}`, batch);
  }

  /** Runs a consumer that does nothing with each of so many events; gives events a second. */
  async consume(events: number, name: string, pulling: Pulling | undefined): Promise<number> {
    const consumer = postgreSQLEventStoreConsumer({ connectionString: this.url, pulling });
    let consumed = 0;
    const started = performance.now();
    const stopped = new Promise<void>((resolve) => {
      consumer.reactor({
        processorId: name,
        startFrom: 'BEGINNING',
        eachMessage: () => {
          consumed += 1;
          if (consumed === events) resolve();
        },
      });
    });
    const running = consumer.start();
    await Promise.race([stopped, running]);
    const seconds = (performance.now() - started) / 1_000;
    await consumer.close();
    await running;
    if (consumed < events) throw new Error(`Emmett's consumer ended after ${consumed} of ${events} events.`);
    return events / seconds;
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.pool.end();
  }

  private async appendUntil(end: number, name: string): Promise<number> {
    const nextBody = streamOfBodies(name);
    let appended = 0;
    while (performance.now() < end) {
      // Parsed here as a service would have to: Emmett writes JSON of its own.
      const { type, stream, ...data } = JSON.parse(nextBody()) as { type: string; stream: string; data: object };
      const event: Event = { type, data };
      await this.store.appendToStream(stream, [event]);
      appended += 1;
    }
    return appended;
  }
}

/** How a consumer pulls; Emmett's own defaults are 100 events, then 50 ms. */
export interface Pulling {
  readonly batchSize: number;
  readonly pullingFrequencyInMs: number;
}

function batchOf(log: Iterator<Submission>): Event[] {
  const batch: Event[] = [];
  while (batch.length < FILL_EVENTS) {
    const next = log.next();
    if (next.done) break;
    const { type, stream: _, ...data } = next.value;
    batch.push({ type, data });
  }
  return batch;
}
