import { EventLog } from '@tracker/event-store';
import { TrackerError } from '@tracker/problems';
import type { Pool } from 'pg';
import type { Parked } from './checkpoints';
import { generationShapes } from './generations';
import type { ReadModel } from './read-model';
import { qualified, type TableShape } from './table-shape';

/** Where a read model stands in a conflict, and the log. */
export interface Standing {
  readonly conflict: string;
  readonly position: number;
  readonly head: number;
  /** The event at which it stands still, or null. */
  readonly parked: Parked | null;
}

/** A table of a read model that serves is not there. */
export class TableMissingError extends TrackerError {
  readonly code = 'read_model.table_missing';

  constructor({ name, version }: ReadModel, shape: TableShape) {
    super(
      `Read model ${name} version ${version} has no table ${shape.schema}.${shape.name}, expected one. Make it anew: npm run ops -- rebuild ${name}`,
      { name, version, table: shape.name },
    );
  }
}

/** Where models stand in every conflict of which there is a log or a row, by name; in order of conflict. */
export async function standingsOf(
  pool: Pool,
  models: readonly ReadModel[],
): Promise<ReadonlyMap<string, readonly Standing[]>> {
  const { rows } = await pool.query<{ model: string; conflict: string; position: number; error: Parked | null }>(
    `select model, conflict, position, error from projections.checkpoints
     where generation = 'live' and (model, version) in (select * from unnest($1::text[], $2::integer[]))`,
    [models.map(({ name }) => name), models.map(({ version }) => version)],
  );
  const checkpoints = new Map(rows.map((row) => [`${row.model} ${row.conflict}`, row]));
  const heads = await new EventLog(pool).heads();
  const known = new Set([...heads.keys(), ...rows.map(({ conflict }) => conflict)]);
  const standings = new Map<string, readonly Standing[]>();
  for (const model of models) {
    const conflicts = new Set([...known, ...(await conflictsIn(pool, model))]);
    standings.set(
      model.name,
      [...conflicts].sort().map((conflict) => {
        const { position = 0, error = null } = checkpoints.get(`${model.name} ${conflict}`) ?? {};
        return { conflict, position, head: heads.get(conflict) ?? 0, parked: error };
      }),
    );
  }
  return standings;
}

/** The conflicts of which a model has rows, read off the primary keys. */
async function conflictsIn(pool: Pool, model: ReadModel): Promise<readonly string[]> {
  const found: string[] = [];
  for (const shape of generationShapes(model, 'live')) {
    const table = qualified(shape);
    const { rows } = await pool.query<{ conflict: string }>(
      `with recursive conflicts(conflict) as (
         (select conflict from ${table} order by conflict limit 1)
         union all
         select (select t.conflict from ${table} t where t.conflict > c.conflict order by t.conflict limit 1)
         from conflicts c where c.conflict is not null)
       select conflict from conflicts where conflict is not null`,
    );
    found.push(...rows.map(({ conflict }) => conflict));
  }
  return found;
}

/** Which tables serve each model, by its name: others after a swap. Throws TableMissingError. */
export async function tablesOf(pool: Pool, models: readonly ReadModel[]): Promise<ReadonlyMap<string, string>> {
  const tables = new Map<string, string>();
  for (const model of models) {
    const shapes = generationShapes(model, 'live');
    const { rows } = await pool.query<{ oid: string | null }>(
      `select to_regclass(t.name)::oid::text as oid from unnest($1::text[]) with ordinality t(name, number) order by t.number`,
      [shapes.map(qualified)],
    );
    const missing = shapes[rows.findIndex(({ oid }) => oid === null)];
    if (missing) throw new TableMissingError(model, missing);
    tables.set(model.name, rows.map(({ oid }) => oid).join(' '));
  }
  return tables;
}
