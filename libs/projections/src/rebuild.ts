import type { Catalogue } from '@tracker/event-store';
import { TrackerError } from '@tracker/problems';
import type { Pool } from 'pg';
import { closeBuild, openBuild, type Build, type BuildPiece } from './builds';
import { generationShapes } from './generations';
import { Pace } from './pace';
import type { FailedModel } from './piece';
import type { ReadModel } from './read-model';
import type { RebuiltPiece } from './rebuild-piece';
import { catchUp, dropReplaced, swapIn } from './swap';
import { indexesOf, qualified, type IndexShape, type TableShape } from './table-shape';
import { inTransaction } from './transaction';

/**
 * Folds pieces somewhere: in this process, or in workers. Takes one piece after the other from `next`, which it tells how long
 * the one before took, until there is none, and tells what came of each; MUST resolve when all it took are committed.
 */
export type FoldPieces = (
  models: readonly ReadModel[],
  next: (workedMs: number) => Promise<BuildPiece | undefined>,
  onPiece: (piece: RebuiltPiece) => void,
) => Promise<void>;

/** How far a rebuild is. */
export interface RebuildProgress {
  readonly step: 'fold' | 'index' | 'swap';
  /** Pieces folded, tables indexed, or models swapped. */
  readonly done: number;
  readonly all: number;
  /** Of the log, folded by this process so far. */
  readonly events: number;
}

/** How a rebuild goes. */
export interface RebuildSettings {
  readonly foldPieces: FoldPieces;
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Aborted: stops when what is under way is committed; the next rebuild of the same models goes on from there. */
  readonly signal?: AbortSignal;
  /** Drops what an earlier rebuild has left unfinished instead of going on with it. */
  readonly anew?: boolean;
}

/** What a rebuild did. */
export interface RebuildResult {
  /** Those that were swapped in. */
  readonly models: readonly ReadModel[];
  /** Those that an event could not be folded for; what served them goes on serving. */
  readonly failed: readonly FailedModel[];
  /** Whether it went on with what another process had left. */
  readonly isResumed: boolean;
  /** Names of the read models of which another unfinished rebuild was dropped for it. */
  readonly dropped: readonly string[];
  /** Folded by this process; each counted once however many models it was folded for. */
  readonly events: number;
  /** Seconds to fold and write, to build indexes, to catch up and swap. */
  readonly seconds: { readonly fold: number; readonly index: number; readonly swap: number };
}

/** Another process rebuilds read models of this database: one at a time. */
export class RebuildUnderWayError extends TrackerError {
  readonly code = 'read_model.rebuild_under_way';

  constructor() {
    super(
      'A rebuild is under way in another process on this database. Wait until it is done, or stop that process; /v1/read-models shows how far it is.',
    );
  }
}

/** The rebuild was told to stop before it was done. */
export class RebuildStoppedError extends Error {
  constructor() {
    super('The rebuild was stopped. What it has folded is kept: the same rebuild goes on from there.');
    this.name = 'RebuildStoppedError';
  }
}

/** Of advisory locks: the one of builds. */
const BUILDS_LOCK = 7_308;
/** Indexes of so many tables are built at a time: one core each. */
const INDEX_LANES = 2;

/**
 * Builds read models anew beside those that serve, reading the logs once for all of them, and swaps each in one short
 * transaction. Readers fix their position first and both generations are complete up to it, so they notice nothing (in read
 * committed: queries never use another isolation). One that dies, at any point, leaves the serving tables as they were; the next
 * one of the same models goes on where it stood. While recording is under load it gives way.
 */
export async function rebuild(
  pool: Pool,
  catalogue: Catalogue,
  models: readonly ReadModel[],
  settings: RebuildSettings,
): Promise<RebuildResult> {
  return withBuildsLock(pool, async () => {
    await dropReplaced(pool);
    const build = await openBuild(pool, models, settings.anew ?? false);
    return new Rebuild(pool, catalogue, build, settings).run();
  });
}

/** Does work that no other process does at the same time; throws RebuildUnderWayError while one does. */
export async function withBuildsLock<T>(pool: Pool, work: () => Promise<T>): Promise<T> {
  const holder = await pool.connect();
  let lost: Error | undefined;
  const onError = (error: Error): void => void (lost = error);
  holder.on('error', onError);
  try {
    const { rows } = await holder.query<{ taken: boolean }>(`select pg_try_advisory_lock($1) as taken`, [BUILDS_LOCK]);
    if (!rows[0]!.taken) throw new RebuildUnderWayError();
    try {
      return await work();
    } finally {
      // If the connection is lost the lock is gone as well.
      await holder.query(`select pg_advisory_unlock($1)`, [BUILDS_LOCK]).catch(onError);
    }
  } finally {
    holder.off('error', onError);
    holder.release(lost);
  }
}

class Rebuild {
  private readonly pace: Pace;
  private readonly failed = new Set<string>();
  private events = 0;

  constructor(
    private readonly pool: Pool,
    private readonly catalogue: Catalogue,
    private readonly build: Build,
    private readonly settings: RebuildSettings,
  ) {
    this.pace = new Pace(pool, settings.signal);
  }

  async run(): Promise<RebuildResult> {
    const started = performance.now();
    await this.fold();
    const folded = performance.now();
    const models = this.build.models.filter(({ name }) => !this.failed.has(name));
    await this.index(models);
    const indexed = performance.now();
    await this.follow(models);
    const failed = await closeBuild(this.pool, this.build);
    const seconds = {
      fold: (folded - started) / 1000,
      index: (indexed - folded) / 1000,
      swap: (performance.now() - indexed) / 1000,
    };
    const { isResumed, dropped } = this.build;
    return { models, failed, isResumed, dropped, events: this.events, seconds };
  }

  private async fold(): Promise<void> {
    const { pieces, piecesDone, models } = this.build;
    const left = [...pieces];
    let done = piecesDone;
    const tell = (): void => this.tell('fold', done, piecesDone + pieces.length);
    const next = async (workedMs: number): Promise<BuildPiece | undefined> => {
      if (left.length > 0) await this.pace.giveWay(workedMs);
      return this.settings.signal?.aborted ? undefined : left.shift();
    };
    tell();
    if (models.length > 0 && left.length > 0)
      await this.settings.foldPieces(models, next, (piece) => {
        done += 1;
        this.events += piece.events;
        for (const { model } of piece.failed) this.failed.add(model);
        tell();
      });
    this.stopIfAsked();
  }

  private async index(models: readonly ReadModel[]): Promise<void> {
    const shapes = models.flatMap((model) => generationShapes(model, 'next'));
    const indexed = await this.indexed(shapes);
    const left = shapes.filter((shape) => !indexed.has(nameOf(shape)));
    let done = shapes.length - left.length;
    const lane = async (): Promise<void> => {
      for (let shape = left.shift(); shape; shape = left.shift()) {
        for (const index of indexesOf(shape)) {
          this.stopIfAsked();
          const began = performance.now();
          await this.ensureIndex(shape, index);
          await this.pace.giveWay(performance.now() - began);
        }
        await this.pool.query(`analyze ${qualified(shape)}`);
        this.tell('index', (done += 1), shapes.length);
      }
    };
    await Promise.all(Array.from({ length: INDEX_LANES }, lane));
  }

  /** Those whose indexes an earlier process has made and that it has analyzed since, as schema.table. */
  private async indexed(shapes: readonly TableShape[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.pool.query<{ table: string; indexes: readonly string[] }>(
      `select t.schemaname || '.' || t.relname as table, array_agg(i.indexname::text) as indexes
       from pg_stat_user_tables t join pg_indexes i on i.schemaname = t.schemaname and i.tablename = t.relname
       where t.schemaname = any($1) and t.last_analyze is not null group by t.schemaname, t.relname`,
      [shapes.map(({ schema }) => schema)],
    );
    const found = new Map(rows.map(({ table, indexes }) => [table, indexes]));
    const isDone = (shape: TableShape): boolean =>
      indexesOf(shape).every(({ name }) => found.get(nameOf(shape))?.includes(name));
    return new Set(shapes.filter(isDone).map(nameOf));
  }

  private async follow(models: readonly ReadModel[]): Promise<void> {
    await this.beginAtHeads(models);
    this.stopIfAsked();
    await catchUp(this.pool, this.catalogue, models, this.pace, this.settings.signal);
    this.stopIfAsked();
    for (const [done, model] of models.entries()) {
      this.stopIfAsked();
      await swapIn(this.pool, this.catalogue, model);
      this.tell('swap', done + 1, models.length);
    }
  }

  /** In one transaction with the look whether it is there: a statement of a process that was killed may still be running. */
  private async ensureIndex(shape: TableShape, { name, sql }: IndexShape): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      await client.query(`select pg_advisory_xact_lock(hashtextextended($1, $2))`, [
        `${qualified(shape)} ${name}`,
        BUILDS_LOCK,
      ]);
      const { rowCount } = await client.query(`select from pg_indexes where schemaname = $1 and indexname = $2`, [
        shape.schema,
        name,
      ]);
      if (rowCount !== 0) return;
      // Both cores have a lane each, and sorts in memory are several times as fast.
      await client.query(`set local max_parallel_maintenance_workers = 0`);
      await client.query(`set local maintenance_work_mem = '256MB'`);
      await client.query(sql);
    });
  }

  /** The checkpoints of next generations, where the pieces end; those of an earlier process stand further on. */
  private async beginAtHeads(models: readonly ReadModel[]): Promise<void> {
    const { heads } = this.build;
    await this.pool.query(
      `insert into projections.checkpoints (conflict, model, version, generation, position)
       select h.conflict, m.model, m.version, 'next', h.position
       from unnest($1::text[], $2::bigint[]) h(conflict, position), unnest($3::text[], $4::integer[]) m(model, version)
       on conflict do nothing`,
      [[...heads.keys()], [...heads.values()], models.map(({ name }) => name), models.map(({ version }) => version)],
    );
  }

  private tell(step: RebuildProgress['step'], done: number, all: number): void {
    this.settings.onProgress?.({ step, done, all, events: this.events });
  }

  private stopIfAsked(): void {
    if (this.settings.signal?.aborted) throw new RebuildStoppedError();
  }
}

function nameOf({ schema, name }: TableShape): string {
  return `${schema}.${name}`;
}
