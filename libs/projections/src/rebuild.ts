import { EventLog, type Catalogue, type LogPart } from '@tracker/event-store';
import type { ClientBase, Pool } from 'pg';
import { ensureCheckpoints, moveCheckpoints } from './checkpoints';
import { createGeneration, dropGeneration, generationSchema, generationShapes } from './generations';
import { Projector } from './projector';
import type { ReadModel } from './read-model';
import { createIndexSql, qualified, quoted } from './table-shape';

/** Events in a piece, about. */
const PIECE_EVENTS = 5_000;

/** Folds pieces somewhere: in this process, or in workers. MUST resolve when all are committed. */
export type FoldPieces = (
  models: readonly ReadModel[],
  pieces: readonly LogPart[],
  onPiece: (events: number) => void,
) => Promise<void>;

/** What a rebuild did. */
export interface RebuildResult {
  readonly models: readonly ReadModel[];
  /** Of the logs, each counted once however many models it was folded for. */
  readonly events: number;
  /** Seconds to fold and write, to build indexes, to catch up and swap. */
  readonly seconds: { readonly fold: number; readonly index: number; readonly swap: number };
}

/** Indexes of so many tables are built at a time: one core each. */
const INDEX_LANES = 2;

/**
 * Builds read models anew beside those that serve, reading the logs once for all of them, and swaps each in one short
 * transaction. Readers fix their position first and both generations are complete up to it, so they notice nothing (in read
 * committed: queries never use another isolation). A rebuild that dies leaves the serving tables as they were; the next one
 * begins anew.
 */
export async function rebuild(
  pool: Pool,
  catalogue: Catalogue,
  models: readonly ReadModel[],
  foldPieces: FoldPieces,
  onProgress: (events: number) => void = () => undefined,
): Promise<RebuildResult> {
  const started = performance.now();
  for (const model of models) {
    await inTransaction(pool, async (client) => {
      await dropGeneration(client, model, 'next');
      await createGeneration(client, model, 'next');
    });
  }
  const heads = await new EventLog(pool).heads();
  const pieces = (await Promise.all([...heads].map(([conflict, upTo]) => cutPieces(pool, conflict, upTo)))).flat();
  let events = 0;
  await foldPieces(models, pieces, (taken) => onProgress((events += taken)));
  const folded = performance.now();
  await buildIndexes(pool, models);
  const indexed = performance.now();
  for (const [conflict, upTo] of heads) {
    await ensureCheckpoints(pool, conflict, 'next', models);
    const moved = models.map((model) => ({ model, position: upTo, error: null }));
    await inTransaction(pool, (client) => moveCheckpoints(client, conflict, 'next', moved));
  }
  for (const model of models) await catchUpAndSwap(pool, catalogue, model);
  const seconds = {
    fold: (folded - started) / 1000,
    index: (indexed - folded) / 1000,
    swap: (performance.now() - indexed) / 1000,
  };
  return { models, events, seconds };
}

async function buildIndexes(pool: Pool, models: readonly ReadModel[]): Promise<void> {
  const shapes = models.flatMap((model) => generationShapes(model, 'next'));
  const lane = async (): Promise<void> => {
    for (let shape = shapes.shift(); shape; shape = shapes.shift()) {
      for (const statement of createIndexSql(shape)) await pool.query(statement);
      await pool.query(`analyze ${qualified(shape)}`);
    }
  };
  await Promise.all(Array.from({ length: INDEX_LANES }, lane));
}

/** Cuts a conflict's log into ranges of stream names of about as many events each, read off an index alone. */
async function cutPieces(pool: Pool, conflict: string, upTo: number): Promise<readonly LogPart[]> {
  const cuts = await new EventLog(pool).streamCuts(conflict, PIECE_EVENTS);
  return [null, ...cuts].map((after, index) => ({ conflict, upTo, after, through: cuts[index] ?? null }));
}

async function catchUpAndSwap(pool: Pool, catalogue: Catalogue, model: ReadModel): Promise<void> {
  const next = new Projector(pool, catalogue, [model], 'next');
  for (const conflict of (await new EventLog(pool).heads()).keys()) await passes(next, conflict);
  await inTransaction(pool, async (client) => {
    // No projector moves a checkpoint now or makes a new one, so the next generation can stop exactly where the serving one stands.
    await client.query(`lock table projections.checkpoints in exclusive mode`);
    const { rows } = await client.query<{ conflict: string; position: number }>(
      `select conflict, position from projections.checkpoints where model = $1 and version = $2 and generation = 'live'`,
      [model.name, model.version],
    );
    for (const { conflict, position } of rows) await next.catchUp(client, conflict, position);
    await swap(client, model);
  });
}

async function passes(projector: Projector, conflict: string): Promise<void> {
  for (;;) {
    const pass = await projector.pass(conflict);
    if (pass !== 'busy' && pass.taken === 0) return;
  }
}

async function swap(client: ClientBase, model: ReadModel): Promise<void> {
  const which = [model.name, model.version];
  await client.query(`drop schema if exists ${quoted(generationSchema(model, 'live'))} cascade`);
  await client.query(
    `alter schema ${quoted(generationSchema(model, 'next'))} rename to ${quoted(generationSchema(model, 'live'))}`,
  );
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

async function inTransaction<T>(pool: Pool, work: (client: ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => client.emit('error', lost));
    throw error;
  } finally {
    client.release();
  }
}
