import { openPool } from '@tracker/database';
import { commitmentOf, EventLog, LOG_SETTINGS, newSalt, type AppendableEvent } from '@tracker/event-store';
import { ensureTables } from '@tracker/projections';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { talksModel } from './talks';
import { createTestDatabase, type TestDatabase } from './test-database';

/** A log, and the tables of the talks for a projector to fill. */
export interface TalksTables {
  readonly database: TestDatabase;
  readonly log: EventLog;
  /** As the projector, whose tables they are. */
  readonly projections: Pool;
  drop(): Promise<void>;
}

export async function createTalksTables(): Promise<TalksTables> {
  const database = await createTestDatabase();
  // Dropping the database breaks connections that are just being closed.
  const onIdleError = (): void => undefined;
  const settings = { applicationName: 'projector-spec', serverSettings: LOG_SETTINGS, onIdleError };
  const projections = openPool(database.source, { ...settings, role: 'tracker_projector' });
  const app = openPool(database.source, { ...settings, role: 'tracker_app' });
  await ensureTables(projections, [talksModel]);
  const drop = async () => {
    await Promise.all([projections.end(), app.end()]);
    await database.drop();
  };
  return { database, log: new EventLog(app), projections, drop };
}

/** Gives the events of a stream their versions, one conflict after the other. */
export class TalksScribe {
  private readonly versions = new Map<string, number>();

  /** The next event of its stream, on the word of a source. */
  event(stream: string, type: string, data: object, source = 'source-a'): AppendableEvent {
    const version = (this.versions.get(stream) ?? 0) + 1;
    this.versions.set(stream, version);
    const body = Buffer.from(JSON.stringify({ type, stream, citation: { source }, data }));
    const salt = newSalt();
    const id = randomUUID();
    const commitment = commitmentOf(salt, body);
    return { group: 0, stream, version, id, type, schemaVersion: 1, recordedBy: 'local', body, salt, commitment };
  }
}
