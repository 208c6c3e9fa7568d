import type { Event } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore, type PostgresEventStore } from '@event-driven-io/emmett-postgresql';
import type { ConnectionSource } from '@tracker/database';
import { Pool } from 'pg';
import { streamOfBodies } from './recorded-bodies';

/** Connections that Emmett gets at most: more than 40 never made it faster, and the server has 100 for all. */
const CONNECTIONS_MAX = 40;

/** @event-driven-io/emmett-postgresql in this process: what an event store costs without HTTP, rules and read models. */
export class Emmett {
  private turns = 0;

  private constructor(
    private readonly pool: Pool,
    private readonly store: PostgresEventStore,
  ) {}

  /** In a database of its own on the same server, its tables made. */
  static async open(source: ConnectionSource): Promise<Emmett> {
    const pool = new Pool({ ...source.poolOptions('admin'), max: CONNECTIONS_MAX });
    const store = getPostgreSQLEventStore('', { connectionOptions: { pool } });
    await store.schema.migrate();
    return new Emmett(pool, store);
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
