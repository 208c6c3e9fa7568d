import type { ClientBase, Pool } from 'pg';

/** Which build of a model's tables: the one that serves, or the next one while it is made. */
export type Generation = 'live' | 'next';

/** Why a read model stands still: the event it could not take in. */
export interface Parked {
  readonly position: number;
  readonly type: string;
  readonly message: string;
}

/** Where a read model stands in a conflict. */
export interface Checkpoint {
  readonly conflict: string;
  readonly model: string;
  readonly version: number;
  readonly position: number;
  readonly error: Parked | null;
}

/** Name and version of a model. */
export interface ModelId {
  readonly name: string;
  readonly version: number;
}

/**
 * Claims a conflict for a pass: its checkpoints, locked until the transaction ends; undefined while another process has one of
 * them. The checkpoints MUST exist (see ensureCheckpoints).
 */
export async function claimCheckpoints(
  client: ClientBase,
  conflict: string,
  generation: Generation,
  models: readonly ModelId[],
): Promise<readonly Checkpoint[] | undefined> {
  const { rows } = await client.query<Checkpoint>({
    name: 'claim',
    text: `select c.conflict, c.model, c.version, c.position, c.error from projections.checkpoints c
      where c.conflict = $1 and c.generation = $2 and (c.model, c.version) in (select * from unnest($3::text[], $4::integer[]))
      order by c.model for update skip locked`,
    values: [conflict, generation, models.map(({ name }) => name), models.map(({ version }) => version)],
  });
  return rows.length === models.length ? rows : undefined;
}

/** Gives each model a checkpoint at 0 in a conflict that it has not met. */
export async function ensureCheckpoints(
  client: ClientBase | Pool,
  conflict: string,
  generation: Generation,
  models: readonly ModelId[],
): Promise<void> {
  await client.query({
    text: `insert into projections.checkpoints (conflict, model, version, generation)
      select $1, m.name, m.version, $2 from unnest($3::text[], $4::integer[]) m(name, version) on conflict do nothing`,
    values: [conflict, generation, models.map(({ name }) => name), models.map(({ version }) => version)],
  });
}

/** Moves checkpoints; MUST run in the transaction of the rows. */
export async function moveCheckpoints(
  client: ClientBase,
  conflict: string,
  generation: Generation,
  moved: readonly { readonly model: ModelId; readonly position: number; readonly error: Parked | null }[],
): Promise<void> {
  await client.query({
    name: 'move',
    text: `update projections.checkpoints c set position = m.position, error = m.error::jsonb
      from unnest($3::text[], $4::integer[], $5::bigint[], $6::text[]) m(model, version, position, error)
      where c.conflict = $1 and c.generation = $2 and c.model = m.model and c.version = m.version`,
    values: [
      conflict,
      generation,
      moved.map(({ model }) => model.name),
      moved.map(({ model }) => model.version),
      moved.map(({ position }) => position),
      moved.map(({ error }) => (error ? JSON.stringify(error) : null)),
    ],
  });
}

/** The lowest position of the given models in every conflict, parked ones left out: where work may be. */
export async function lowestPositions(
  connection: ClientBase | Pool,
  models: readonly ModelId[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await connection.query<{ conflict: string; position: number; standing: number }>({
    name: 'lowest',
    text: `select c.conflict, min(c.position) filter (where c.error is null) as position, count(*)::integer as standing
      from projections.checkpoints c
      where c.generation = 'live' and (c.model, c.version) in (select * from unnest($1::text[], $2::integer[]))
      group by c.conflict`,
    values: [models.map(({ name }) => name), models.map(({ version }) => version)],
  });
  return new Map(
    rows.map(({ conflict, position, standing }) => [conflict, standing < models.length ? 0 : (position ?? Infinity)]),
  );
}

/** Lets parked models try again; done when a projector starts, because a new start is how a mended release arrives. */
export async function unpark(connection: ClientBase | Pool, models: readonly ModelId[]): Promise<void> {
  await connection.query(
    `update projections.checkpoints set error = null
     where error is not null and (model, version) in (select * from unnest($1::text[], $2::integer[]))`,
    [models.map(({ name }) => name), models.map(({ version }) => version)],
  );
}
