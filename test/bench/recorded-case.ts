import { openPool } from '@tracker/database';
import { Catalogue, EventLog, LOG_SETTINGS } from '@tracker/event-store';
import { Intake, parseStrictJson, Pumps } from '@tracker/recording';
import { Client } from 'pg';
import { streams } from '../../apps/features';
import { copyRows } from './copied-rows';
import type { Lab, LabDatabase } from './lab';
import { plausibleLog } from './plausible-log';
import type { RebuildJob, RebuildReport } from './rebuild.process';

/** The conflict of a recorded case. */
export const CASE_CONFLICT = 'russia-ukraine';

/** Events under way at a time: enough for full batches, fewer than are turned away. */
const EVENTS_UNDER_WAY = 2_000;

/**
 * A database with a plausible log that several sections share, made when first asked for. A section MAY record more: what is
 * measured up to `events` stays as it was.
 */
export class RecordedCase {
  private static readonly made = new WeakMap<Lab, Map<number, Promise<RecordedCase>>>();

  private isBuilt = false;

  private constructor(
    private readonly lab: Lab,
    readonly database: LabDatabase,
    /** Of the log as it was made; the position of the last one too. */
    readonly events: number,
  ) {}

  /** One of so many events, recorded by the rules like any other. */
  static of(lab: Lab, events: number): Promise<RecordedCase> {
    return this.once(lab, events, async (database) => record(database, events));
  }

  /** The first so many events of one: the same as if no more had been recorded. */
  static async beginning(lab: Lab, events: number, { database: longer }: RecordedCase): Promise<RecordedCase> {
    return this.once(lab, events, (database) =>
      copyRows(longer, database, [{ conflict: CASE_CONFLICT, as: CASE_CONFLICT, upTo: events }]),
    );
  }

  private static once(lab: Lab, events: number, fill: (database: LabDatabase) => Promise<void>): Promise<RecordedCase> {
    const cases = this.made.get(lab) ?? new Map<number, Promise<RecordedCase>>();
    this.made.set(lab, cases);
    const made = cases.get(events) ?? this.filled(lab, events, fill);
    cases.set(events, made);
    return made;
  }

  private static async filled(
    lab: Lab,
    events: number,
    fill: (database: LabDatabase) => Promise<void>,
  ): Promise<RecordedCase> {
    const database = await lab.trackerDatabase(`case_${events}`);
    await fill(database);
    return new RecordedCase(lab, database, events);
  }

  /** Makes the read models, if no section has yet. */
  async build(): Promise<void> {
    if (!this.isBuilt) await this.rebuild('all');
  }

  async rebuild(models: RebuildJob['models']): Promise<RebuildReport> {
    const report = await this.lab.rebuild(this.database, models);
    this.isBuilt ||= models === 'all';
    return report;
  }
}

async function record(database: LabDatabase, events: number): Promise<void> {
  const pool = openPool(database.source, {
    role: 'tracker_app',
    applicationName: 'bench',
    serverSettings: LOG_SETTINGS,
    onIdleError: ({ message }) => process.stderr.write(`${message}\n`),
  });
  const catalogue = new Catalogue(streams);
  const pumps = new Pumps(new EventLog(pool), catalogue);
  const intake = new Intake(catalogue);
  try {
    let under: Promise<unknown>[] = [];
    for (const event of plausibleLog(events)) {
      const bytes = Buffer.from(JSON.stringify(event));
      under.push(pumps.submit(CASE_CONFLICT, [intake.submit(bytes, parseStrictJson(bytes), 'bench')]));
      if (under.length < EVENTS_UNDER_WAY) continue;
      await Promise.all(under);
      under = [];
    }
    await Promise.all(under);
  } finally {
    await pool.end();
  }
  await vacuum(database);
}

/** What autovacuum would do some time later, in the middle of what is measured. */
async function vacuum({ source }: LabDatabase): Promise<void> {
  const client = new Client(source.poolOptions('admin'));
  await client.connect();
  await client.query('vacuum (analyze) log.events');
  await client.end();
}
