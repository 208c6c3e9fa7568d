import type { Pool } from 'pg';
import type { ModelId, Parked } from './checkpoints';

/** A read model that stands still in a conflict, at the event that it could not take in. */
export interface ParkedModel {
  readonly name: string;
  readonly version: number;
  readonly conflict: string;
  /** Where it stands: just before the event. */
  readonly position: number;
  readonly parked: Parked;
}

/** Where a model that was parked stands now. */
export interface UnparkedModel extends ParkedModel {
  readonly now: { readonly position: number; readonly parked: Parked | null };
}

/**
 * Lets parked models try again: whichever projector runs takes them up at the event at which they stand, without a restart, and
 * skips none. Gives those that were parked, in order of name and conflict.
 */
export async function unparkModels(
  pool: Pool,
  models: readonly ModelId[],
  conflict?: string,
): Promise<readonly ParkedModel[]> {
  const { rows } = await pool.query<ParkedModel>(
    `with parked as (
       select conflict, model, version, position, error from projections.checkpoints
       where error is not null and generation = 'live' and (model, version) in (select * from unnest($1::text[], $2::integer[]))
         and ($3::text is null or conflict = $3)
       order by conflict, model for update
     ), unparked as (
       update projections.checkpoints c set error = null from parked p
       where c.conflict = p.conflict and c.model = p.model and c.version = p.version and c.generation = 'live'
     )
     select model as name, version, conflict, position, error as parked from parked order by model, conflict`,
    [models.map(({ name }) => name), models.map(({ version }) => version), conflict ?? null],
  );
  return rows;
}

/** What has become of models since they were unparked. */
export async function sinceUnparked(pool: Pool, unparked: readonly ParkedModel[]): Promise<readonly UnparkedModel[]> {
  const { rows } = await pool.query<UnparkedModel['now'] & { readonly number: number }>(
    `select u.number, c.position, c.error as parked
     from unnest($1::text[], $2::text[], $3::integer[]) with ordinality u(conflict, model, version, number)
     join projections.checkpoints c using (conflict, model, version) where c.generation = 'live'`,
    [
      unparked.map(({ conflict }) => conflict),
      unparked.map(({ name }) => name),
      unparked.map(({ version }) => version),
    ],
  );
  const now = new Map(rows.map(({ number, position, parked }) => [number, { position, parked }]));
  return unparked.map((model, index) => ({ ...model, now: now.get(index + 1) ?? { position: 0, parked: null } }));
}
