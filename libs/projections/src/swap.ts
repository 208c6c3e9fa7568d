import { EventLog, type Catalogue } from '@tracker/event-store';
import type { ClientBase, Pool } from 'pg';
import { generationSchema } from './generations';
import type { Pace } from './pace';
import { Projector } from './projector';
import type { ReadModel } from './read-model';
import { quoted } from './table-shape';
import { inTransaction } from './transaction';

/** Follows the logs with next generations together, from where their pieces end, until they stand where the serving ones do, or are told to stop. */
export async function catchUp(
  pool: Pool,
  catalogue: Catalogue,
  models: readonly ReadModel[],
  pace: Pace,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (models.length === 0) return;
  const next = new Projector(pool, catalogue, models, 'next');
  for (const conflict of (await goalsOf(pool, models)).keys()) {
    while (!signal?.aborted) {
      const goal = (await goalsOf(pool, models)).get(conflict);
      const [began, cpu] = [performance.now(), process.cpuUsage()];
      const pass = await next.pass(conflict, goal);
      if (pass === 'busy') continue;
      if (pass.taken < NEAR_EVENTS) break;
      const { user, system } = process.cpuUsage(cpu);
      await pace.giveWayBySharing(performance.now() - began, (user + system) / 1_000);
    }
  }
}

/** A pass of fewer shows that the goal is reached: the rest is taken in by the swap. */
const NEAR_EVENTS = 500;

/**
 * Conflict -> how far next generations have to get: as far as the furthest of those that serve, else to the head. While
 * recording is under load what serves is behind too, and no reader is better off with a next generation that is ahead of it.
 */
async function goalsOf(pool: Pool, models: readonly ReadModel[]): Promise<ReadonlyMap<string, number>> {
  const heads = await new EventLog(pool).heads();
  const { rows } = await pool.query<{ conflict: string; position: number }>(
    `select conflict, max(position) as position from projections.checkpoints
     where generation = 'live' and (model, version) in (select * from unnest($1::text[], $2::integer[])) group by conflict`,
    [models.map(({ name }) => name), models.map(({ version }) => version)],
  );
  return new Map([...heads, ...rows.map(({ conflict, position }) => [conflict, position] as const)]);
}

/**
 * Puts the next generation of a model in the place of the one that serves, in one short transaction that waits for no reader:
 * schemas are renamed, and the old one is dropped afterwards, when nobody reads it any more.
 */
export async function swapIn(pool: Pool, catalogue: Catalogue, model: ReadModel): Promise<void> {
  const next = new Projector(pool, catalogue, [model], 'next');
  for (const [conflict, goal] of await goalsOf(pool, [model])) while ((await next.pass(conflict, goal)) === 'busy');
  const replaced = `${generationSchema(model, 'live')}_replaced`;
  await inTransaction(pool, async (client) => {
    // No projector moves a checkpoint now or makes a new one, so the next generation can stop exactly where the serving one stands.
    await client.query(`lock table projections.checkpoints in exclusive mode`);
    const { rows } = await client.query<{ conflict: string; position: number }>(
      `select conflict, position from projections.checkpoints where model = $1 and version = $2 and generation = 'live'`,
      [model.name, model.version],
    );
    for (const { conflict, position } of rows) await next.catchUp(client, conflict, position);
    await rename(client, model, replaced);
  });
  await dropReplaced(pool);
}

/** Drops what a swap has put out of service, also one whose process died before it could. MUST run under the lock of builds. */
export async function dropReplaced(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ schema: string }>(
    `select nspname as schema from pg_namespace where nspname ~ '_v[0-9]+_replaced$' and nspowner = current_user::regrole order by 1`,
  );
  for (const { schema } of rows) await pool.query(`drop schema if exists ${quoted(schema)} cascade`);
}

async function rename(client: ClientBase, model: ReadModel, replaced: string): Promise<void> {
  const which = [model.name, model.version];
  const live = quoted(generationSchema(model, 'live'));
  await client.query(`alter schema ${live} rename to ${quoted(replaced)}`);
  await client.query(`alter schema ${quoted(generationSchema(model, 'next'))} rename to ${live}`);
  await client.query(`delete from projections.models where model = $1 and version = $2 and generation = 'live'`, which);
  await client.query(`update projections.models set generation = 'live' where model = $1 and version = $2`, which);
  // As the next generation stands, error included: if it was parked, its rows end there, whatever the older ones had.
  await client.query(
    `insert into projections.checkpoints (conflict, model, version, generation, position, error)
     select conflict, model, version, 'live', position, error from projections.checkpoints
     where generation = 'next' and model = $1 and version = $2
     on conflict (conflict, model, version, generation) do update set position = excluded.position, error = excluded.error`,
    which,
  );
  await client.query(
    `delete from projections.checkpoints where model = $1 and version = $2 and generation = 'next'`,
    which,
  );
}
