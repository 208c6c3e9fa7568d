import { openPool } from '@tracker/database';
import { Catalogue, EventLog, LOG_SETTINGS } from '@tracker/event-store';
import { Intake, parseStrictJson, Pumps } from '@tracker/recording';
import { Client } from 'pg';
import { streams } from '../../apps/features';
import type { Lab, LabDatabase } from './lab';
import { plausibleLog, type Submission } from './plausible-log';

/** The conflict of a recorded case. */
export const CASE_CONFLICT = 'russia-ukraine';

/** Events under way at a time: enough for full batches, fewer than are turned away. */
const EVENTS_UNDER_WAY = 2_000;

/** A database with a plausible log, recorded by the rules like any other, that several sections share; made when first asked for. */
export class RecordedCase {
  private static readonly made = new WeakMap<Lab, Promise<RecordedCase>>();

  private count = 0;
  private readonly log: Generator<Submission, void, undefined>;

  private constructor(
    readonly database: LabDatabase,
    private readonly events: number,
  ) {
    this.log = plausibleLog(events);
  }

  static of(lab: Lab, events: number): Promise<RecordedCase> {
    let made = this.made.get(lab);
    if (!made) {
      made = lab.trackerDatabase('recorded_case').then((database) => new RecordedCase(database, events));
      this.made.set(lab, made);
    }
    return made;
  }

  /** Events that the log has now; its last position too. */
  get recorded(): number {
    return this.count;
  }

  /** Records on until the log has so many events; by default all of them. */
  async recordUpTo(events: number = this.events): Promise<void> {
    if (events <= this.count) return;
    const pool = openPool(this.database.source, {
      role: 'tracker_app',
      applicationName: 'bench',
      serverSettings: LOG_SETTINGS,
      onIdleError: ({ message }) => process.stderr.write(`${message}\n`),
    });
    const catalogue = new Catalogue(streams);
    const pumps = new Pumps(new EventLog(pool), catalogue);
    const intake = new Intake(catalogue);
    try {
      while (this.count < events) await this.recordSome(pumps, intake, Math.min(EVENTS_UNDER_WAY, events - this.count));
    } finally {
      await pool.end();
    }
    await this.vacuum();
  }

  /** What autovacuum would do some time later, in the middle of what is measured. */
  private async vacuum(): Promise<void> {
    const client = new Client(this.database.source.poolOptions('admin'));
    await client.connect();
    await client.query('vacuum (analyze) log.events');
    await client.end();
  }

  private async recordSome(pumps: Pumps, intake: Intake, count: number): Promise<void> {
    const under: Promise<unknown>[] = [];
    for (let taken = 0; taken < count; taken += 1) {
      const next = this.log.next();
      if (next.done) throw new Error(`The log ends after ${this.count + taken} events.`);
      const bytes = Buffer.from(JSON.stringify(next.value));
      under.push(pumps.submit(CASE_CONFLICT, [intake.submit(bytes, parseStrictJson(bytes), 'bench')]));
    }
    await Promise.all(under);
    this.count += count;
  }
}
