import { EventLog, type LogPart } from '@tracker/event-store';
import { randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { createGeneration, dropGeneration, tablesSha256 } from './generations';
import type { FailedModel } from './piece';
import type { ReadModel } from './read-model';
import { inTransaction } from './transaction';

/** Events in a piece, about. */
const PIECE_EVENTS = 5_000;

/** A part of a log that a build folds in one transaction. */
export interface BuildPiece extends LogPart {
  readonly build: string;
  readonly number: number;
}

/** Read models being made anew together, as it is written down in the database. */
export interface Build {
  readonly id: string;
  /** Whether an earlier process began it. */
  readonly isResumed: boolean;
  /** Names of the models of unfinished builds that it has dropped. */
  readonly dropped: readonly string[];
  /** Those that are not swapped yet and that no event has failed. */
  readonly models: readonly ReadModel[];
  /** Conflict -> the last position that its pieces take in. */
  readonly heads: ReadonlyMap<string, number>;
  /** In order of stream; those that are not done. */
  readonly pieces: readonly BuildPiece[];
  readonly piecesDone: number;
}

/**
 * Goes on with the build of just these models that another process has left, else begins one: unfinished builds of any of them
 * are dropped. The caller MUST hold the lock of builds.
 */
export async function openBuild(pool: Pool, models: readonly ReadModel[], anew: boolean): Promise<Build> {
  const unfinished = anew ? undefined : await findBuild(pool, models);
  if (unfinished !== undefined) return readBuild(pool, unfinished, models, { isResumed: true, dropped: [] });
  const dropped = await dropBuilds(pool, models);
  const heads = await new EventLog(pool).heads();
  const pieces = (await Promise.all([...heads].map(([conflict, upTo]) => cutPieces(pool, conflict, upTo)))).flat();
  const id = randomUUID();
  await inTransaction(pool, async (client) => {
    await client.query(`insert into projections.builds (build) values ($1)`, [id]);
    for (const model of models) {
      await dropGeneration(client, model, 'next');
      await createGeneration(client, model, 'next');
      await client.query(
        `insert into projections.build_models (model, version, build, tables_sha256) values ($1, $2, $3, $4)`,
        [model.name, model.version, id, tablesSha256(model)],
      );
    }
    await client.query(
      `insert into projections.build_pieces (build, number, conflict, up_to, after, through)
       select $1, p.* from unnest($2::integer[], $3::text[], $4::bigint[], $5::text[], $6::text[]) p`,
      [
        id,
        pieces.map((_, index) => index),
        pieces.map(({ conflict }) => conflict),
        pieces.map(({ upTo }) => upTo),
        pieces.map(({ after }) => after),
        pieces.map(({ through }) => through),
      ],
    );
  });
  return readBuild(pool, id, models, { isResumed: false, dropped });
}

/** Drops unfinished builds of any of these models, with what they have built. Gives the names of all models they were of. */
export async function dropBuilds(pool: Pool, models: readonly ReadModel[]): Promise<readonly string[]> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ model: string; version: number }>(
      `select model, version from projections.build_models where build in (
         select build from projections.build_models where (model, version) in (select * from unnest($1::text[], $2::integer[])))
       order by model`,
      [models.map(({ name }) => name), models.map(({ version }) => version)],
    );
    for (const { model, version } of rows) await dropGeneration(client, { name: model, version }, 'next');
    await client.query(
      `delete from projections.builds where build in (
         select build from projections.build_models where (model, version) in (select * from unnest($1::text[], $2::integer[])))`,
      [rows.map(({ model }) => model), rows.map(({ version }) => version)],
    );
    return rows.map(({ model }) => model);
  });
}

/** Forgets a build that is finished, and what it gave up. */
export async function closeBuild(pool: Pool, build: Build): Promise<readonly FailedModel[]> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{
      model: string;
      version: number;
      error: Omit<FailedModel, 'model' | 'version'>;
    }>(
      `select model, version, error from projections.build_models where build = $1 and error is not null order by model`,
      [build.id],
    );
    for (const { model, version } of rows) await dropGeneration(client, { name: model, version }, 'next');
    await client.query(`delete from projections.builds where build = $1`, [build.id]);
    return rows.map(({ model, version, error }) => ({ model, version, ...error }));
  });
}

/**
 * Marks a piece as done, and the models that it has failed; MUST run in the transaction of the rows. False when another process
 * has done it meanwhile: the transaction is then to be rolled back.
 */
export async function markDone(
  client: ClientBase,
  { build, number }: BuildPiece,
  events: number,
  failed: readonly FailedModel[],
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update projections.build_pieces set events = $3 where build = $1 and number = $2 and events is null`,
    [build, number, events],
  );
  for (const { model, version, ...error } of failed)
    await client.query(
      `update projections.build_models set error = $4 where build = $1 and model = $2 and version = $3 and error is null`,
      [build, model, version, JSON.stringify(error)],
    );
  return rowCount === 1;
}

/** The unfinished build of exactly these models, declared as they are now. */
async function findBuild(pool: Pool, models: readonly ReadModel[]): Promise<string | undefined> {
  const { rows } = await pool.query<{ build: string }>(
    `select b.build from projections.build_models b
     left join unnest($1::text[], $2::integer[], $3::text[]) m(model, version, tables_sha256) using (model, version, tables_sha256)
     group by b.build having count(*) = $4 and count(m) = $4`,
    [models.map(({ name }) => name), models.map(({ version }) => version), models.map(tablesSha256), models.length],
  );
  return rows[0]?.build;
}

async function readBuild(
  pool: Pool,
  id: string,
  models: readonly ReadModel[],
  begun: Pick<Build, 'isResumed' | 'dropped'>,
): Promise<Build> {
  const left = await pool.query<{ model: string }>(
    `select b.model from projections.build_models b join projections.models m using (model, version)
     where b.build = $1 and b.error is null and m.generation = 'next'`,
    [id],
  );
  const { rows } = await pool.query<BuildPiece & { readonly events: number | null }>(
    `select build, number, conflict, up_to as "upTo", after, through, events from projections.build_pieces
     where build = $1 order by number`,
    [id],
  );
  const heads = new Map(rows.map(({ conflict, upTo }) => [conflict, upTo]));
  return {
    id,
    ...begun,
    models: models.filter(({ name }) => left.rows.some(({ model }) => model === name)),
    heads,
    pieces: rows.filter(({ events }) => events === null),
    piecesDone: rows.filter(({ events }) => events !== null).length,
  };
}

/** Cuts a conflict's log into ranges of stream names of about as many events each, read off an index alone. */
export async function cutPieces(pool: Pool, conflict: string, upTo: number): Promise<readonly LogPart[]> {
  const cuts = await new EventLog(pool).streamCuts(conflict, PIECE_EVENTS);
  return [null, ...cuts].map((after, index) => ({ conflict, upTo, after, through: cuts[index] ?? null }));
}

/** Logs of fewer events in all are followed from the first one in seconds. */
const FEW_EVENTS = 20_000;

/** Models that have taken in nothing of logs that are long by now: they are built by pieces rather than followed from the first event. */
export async function modelsToBuild(pool: Pool, models: readonly ReadModel[]): Promise<readonly ReadModel[]> {
  const heads = await new EventLog(pool).heads();
  if ([...heads.values()].reduce((sum, head) => sum + head, 0) < FEW_EVENTS) return [];
  const { rows } = await pool.query<{ model: string; version: number }>(
    `select distinct model, version from projections.checkpoints
     where generation = 'live' and (position > 0 or error is not null)`,
  );
  return models.filter(({ name, version }) => !rows.some((row) => row.model === name && row.version === version));
}
