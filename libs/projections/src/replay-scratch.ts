import { randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { ModelId } from './checkpoints';
import { compileModel, schemaOf } from './compiled-model';
import type { ReadModel } from './read-model';
import { createTableSql, inSchema, quoted, type TableShape } from './table-shape';

/** What a scratch holds: rows as they stand, and, beside them, as they would stand without a source. */
export type Side = 'standing' | 'without';

/** Of advisory locks: the ones of scratches, each held as long as the process that fills it lives. */
const SCRATCH_LOCK = 7_309;
const SCRATCH_SCHEMA = '^(replay_[0-9a-f]{8})_';

/** The schema of a model's tables in a scratch. */
export function scratchSchema(scratch: string, model: ModelId, side: Side): string {
  return `${scratch}_${side}_${schemaOf(model)}`;
}

/** The shapes of a model's tables there, without the columns that PostgreSQL makes of others. */
export function scratchShapes(scratch: string, model: ReadModel, side: Side): readonly TableShape[] {
  const schema = scratchSchema(scratch, model, side);
  return compileModel(model).shapes.map((shape) => inSchema({ ...shape, generated: [] }, schema));
}

/**
 * Makes empty tables for models, in schemas of their own, and drops them when the work is done, whatever becomes of it. What
 * processes that were killed have left is dropped first.
 */
export async function withScratch<T>(
  pool: Pool,
  models: readonly ReadModel[],
  sides: readonly Side[],
  work: (scratch: string) => Promise<T>,
): Promise<T> {
  const scratch = `replay_${randomBytes(4).toString('hex')}`;
  const holder = await pool.connect();
  let lost: Error | undefined;
  const onError = (error: Error): void => void (lost = error);
  holder.on('error', onError);
  try {
    await dropLeftovers(holder);
    await holder.query(`select pg_advisory_lock(hashtextextended($1, $2))`, [scratch, SCRATCH_LOCK]);
    for (const model of models) for (const side of sides) await makeTables(holder, scratch, model, side);
    return await work(scratch);
  } finally {
    if (!lost) await dropScratch(holder, scratch);
    holder.off('error', onError);
    // Closed rather than given back: the lock goes with the connection.
    holder.release(lost ?? true);
  }
}

/** Unlogged: what a crash of the server takes is of no use without the process that fills it. */
async function makeTables(client: PoolClient, scratch: string, model: ReadModel, side: Side): Promise<void> {
  await client.query(`create schema ${quoted(scratchSchema(scratch, model, side))}`);
  for (const shape of scratchShapes(scratch, model, side))
    await client.query(createTableSql(shape).replace(/^create table/, 'create unlogged table'));
}

/** Scratches whose lock nobody holds. */
async function dropLeftovers(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ scratch: string }>(
    `select distinct substring(nspname from $1) as scratch from pg_namespace where nspname ~ $1`,
    [SCRATCH_SCHEMA],
  );
  for (const { scratch } of rows) {
    const { rows: locks } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(hashtextextended($1, $2)) as taken`,
      [scratch, SCRATCH_LOCK],
    );
    if (!locks[0]!.taken) continue;
    await dropScratch(client, scratch);
    await client.query(`select pg_advisory_unlock(hashtextextended($1, $2))`, [scratch, SCRATCH_LOCK]);
  }
}

/** One schema after the other, so that few locks are held at a time. */
async function dropScratch(client: PoolClient, scratch: string): Promise<void> {
  const { rows } = await client.query<{ nspname: string }>(
    `select nspname from pg_namespace where nspname ~ $1 and starts_with(nspname, $2)`,
    [SCRATCH_SCHEMA, `${scratch}_`],
  );
  for (const { nspname } of rows) await client.query(`drop schema if exists ${quoted(nspname)} cascade`);
}
