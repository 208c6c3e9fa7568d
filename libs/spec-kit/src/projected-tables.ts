import { dataSourceOptions, openPool, type ConnectionSource } from '@tracker/database';
import { ensureTables, HELD, type ReadModel, type TemporalRow } from '@tracker/projections';
import { DataSource } from 'typeorm';
import type { EventDraft } from './event-of';
import { foldModel } from './fold-model';

/** Read-model tables in a real database, for specs of queries. */
export interface ProjectedTables {
  /** What query handlers are given: the role that may only read. */
  readonly questions: DataSource;
  /** Writes every row version that the events make, as those of a conflict that has none yet, and its checkpoints. */
  project(conflict: string, events: readonly EventDraft[]): Promise<void>;
  close(): Promise<void>;
}

/** Makes the tables of some read models in a migrated database. */
export async function openTables(source: ConnectionSource, models: readonly ReadModel[]): Promise<ProjectedTables> {
  // Dropping the database breaks connections that are just being closed.
  const onIdleError = (): void => undefined;
  const settings = { applicationName: 'spec', onIdleError };
  const owner = openPool(source, { ...settings, role: 'tracker_projector' });
  await ensureTables(owner, models);
  await owner.end();
  const entities = models.flatMap(({ tables }) => tables);
  const open = (role: 'tracker_app' | 'tracker_projector'): Promise<DataSource> =>
    new DataSource(dataSourceOptions(source, entities, { ...settings, role })).initialize();
  const [questions, writer] = await Promise.all([open('tracker_app'), open('tracker_projector')]);
  return {
    questions,
    project: async (conflict, events) => {
      for (const model of models) await write(writer, model, conflict, events);
    },
    close: async () => {
      await Promise.all([questions.destroy(), writer.destroy()]);
    },
  };
}

async function write(
  writer: DataSource,
  model: ReadModel,
  conflict: string,
  events: readonly EventDraft[],
): Promise<void> {
  const folded = foldModel(
    model,
    events.map((event) => ({ ...event, conflict })),
  );
  for (const table of model.tables) {
    const versions = folded.versions<TemporalRow>(table);
    const rows = versions.map(({ since, until, ...row }) => ({
      ...row,
      conflict,
      since: String(since),
      until: until === null ? HELD : String(until),
    }));
    if (rows.length > 0) await writer.createQueryBuilder().insert().into(table).values(rows).execute();
  }
  await writer.query(
    'insert into projections.checkpoints (conflict, model, version, position) values ($1, $2, $3, $4)',
    [conflict, model.name, model.version, events.length],
  );
}
