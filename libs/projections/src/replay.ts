import { TrackerError } from '@tracker/problems';
import type { Pool, PoolClient } from 'pg';
import { cutPieces } from './builds';
import { differenceSql, type DifferingRow } from './differences';
import type { FailedModel } from './piece';
import type { PieceProgress, RunTasks } from './piece-task';
import type { ReadModel } from './read-model';
import type { ReplayTask } from './replay-piece';
import { heldLines } from './replay-lines';
import { scratchSchema, scratchShapes, withScratch, type Side } from './replay-scratch';
import { qualified, type TableShape } from './table-shape';
import { HELD } from './temporal-row';

/** What is replayed, and how. */
export interface ReplaySettings {
  readonly conflict: string;
  /** The last position that is taken in; MUST NOT lie beyond the head. */
  readonly upTo: number;
  /** Tells, besides what stands, what would stand if no event cited this source. */
  readonly withoutSource?: string;
  readonly runTasks: RunTasks<ReplayTask>;
  readonly onProgress?: (progress: PieceProgress) => void;
  /** Aborted: stops, and leaves nothing behind. */
  readonly signal?: AbortSignal;
}

/** A table of a replay. */
export interface ReplayedTable {
  readonly model: ReadModel;
  readonly table: string;
}

/** How a row would stand without the source. */
export interface RowDifference {
  readonly change: 'added' | 'removed' | 'changed';
  readonly stream: string;
  readonly key: string;
  /** As it stands, its columns by the names of the entity's properties; null where it does not. */
  readonly before: Readonly<Record<string, unknown>> | null;
  /** As it would stand. */
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** Read models cannot be folded up to the position asked for. */
export class UnfoldableError extends TrackerError {
  readonly code = 'read_model.unfoldable';

  constructor(conflict: string, failed: readonly FailedModel[]) {
    const told = failed.map(
      ({ model, version, position, type, message }) =>
        `${model} version ${version} at position ${position} (${type}): ${message}`,
    );
    super(
      `Of conflict ${conflict} these cannot be folded: ${told.join('; ')}. Replay up to a position before that, or other views.`,
      { conflict, failed },
    );
  }
}

/** Rows of a difference that are read at a time, and bytes of them. */
const PAGE_ROWS = 1_000;
const PAGE_BYTES_MAX = 4 * 1024 * 1024;

/**
 * Folds a log as it was up to a position into schemas that are there for the work only, which may read from them; other
 * processes neither see nor hinder it. Memory stays that of a piece, whatever the size of the log.
 */
export async function replay<T>(
  pool: Pool,
  models: readonly ReadModel[],
  settings: ReplaySettings,
  work: (replayed: Replayed) => Promise<T>,
): Promise<T> {
  const sides: readonly Side[] = settings.withoutSource === undefined ? ['standing'] : ['standing', 'without'];
  return withScratch(pool, models, sides, async (scratch) => {
    await fill(pool, models, settings, scratch, sides);
    const replayed = new Replayed(pool, models, scratch, settings);
    if (sides.length > 1) await replayed.index(sides);
    return work(replayed);
  });
}

async function fill(
  pool: Pool,
  models: readonly ReadModel[],
  { conflict, upTo, withoutSource, runTasks, onProgress, signal }: ReplaySettings,
  scratch: string,
  sides: readonly Side[],
): Promise<void> {
  const names = models.map(({ name }) => name);
  const pieces = await cutPieces(pool, conflict, upTo);
  const tasks = pieces.flatMap((piece) =>
    sides.map((side): ReplayTask => {
      const without = side === 'without' ? withoutSource! : null;
      return { kind: 'replay', models: names, piece, scratch, side, withoutSource: without };
    }),
  );
  const failed = new Map<string, FailedModel>();
  const progress = { pieces: tasks.length, piecesDone: 0, events: 0 };
  onProgress?.({ ...progress });
  await runTasks(tasks, (answer) => {
    for (const model of answer.failed) {
      const before = failed.get(model.model);
      if (!before || model.position < before.position) failed.set(model.model, model);
    }
    progress.piecesDone += 1;
    progress.events += answer.events;
    onProgress?.({ ...progress });
  });
  signal?.throwIfAborted();
  if (failed.size > 0) throw new UnfoldableError(conflict, [...failed.values()]);
}

/** What a replay has made. Good as long as its work is not done. */
export class Replayed {
  /** In order of model, and of its declaration. */
  readonly tables: readonly ReplayedTable[];

  constructor(
    private readonly pool: Pool,
    models: readonly ReadModel[],
    private readonly scratch: string,
    private readonly settings: Pick<ReplaySettings, 'conflict' | 'upTo' | 'signal'>,
  ) {
    this.tables = models.flatMap((model) =>
      scratchShapes(scratch, model, 'standing').map(({ name }) => ({ model, table: name })),
    );
  }

  /** Rows that hold at the position. */
  async count(table: ReplayedTable): Promise<number> {
    const { rows } = await this.reading((client) =>
      client.query<{ count: number }>(
        `select count(*) as count from ${qualified(this.shape(table, 'standing'))} where until = ${HELD}`,
      ),
    );
    return rows[0]!.count;
  }

  /** The rows that hold at the position, in order of stream and key, each as JSON: {stream, key, since, row}. */
  async *lines(table: ReplayedTable): AsyncGenerator<string> {
    const client = await this.pool.connect();
    let isRead = false;
    try {
      for await (const line of heldLines(client, this.shape(table, 'standing'))) {
        this.settings.signal?.throwIfAborted();
        yield line;
      }
      isRead = true;
    } finally {
      // A COPY that is not read to its end leaves a connection that can do nothing else.
      client.release(!isRead);
    }
  }

  /** The rows that would stand otherwise without the source, in order of stream and key. */
  async *differences(table: ReplayedTable): AsyncGenerator<RowDifference> {
    const { conflict, upTo } = this.settings;
    const [before, after] = (['standing', 'without'] as const).map((side) => ({
      schema: scratchSchema(this.scratch, table.model, side),
      position: upTo,
    }));
    const shape = this.shape(table, 'standing');
    let start: Pick<DifferingRow, 'stream' | 'key'> | undefined;
    for (;;) {
      const comparison = {
        conflict,
        before: before!,
        after: after!,
        start,
        limit: PAGE_ROWS,
        bytesMax: PAGE_BYTES_MAX,
      };
      const { text, values } = differenceSql(shape, comparison);
      const { rows } = await this.reading((client) => client.query<DifferingRow>({ text, values: [...values] }));
      yield* rows.map(differenceOf);
      const last = rows.at(-1);
      if (!last || (last.found < PAGE_ROWS && rows.length === last.found)) return;
      start = last;
    }
  }

  /** So that what differs is found in order, a page at a time. */
  async index(sides: readonly Side[]): Promise<void> {
    for (const table of this.tables) {
      for (const side of sides) {
        const shape = this.shape(table, side);
        await this.reading((client) =>
          client.query(`alter table ${qualified(shape)} add primary key (conflict, stream, key, since)`),
        );
        await this.reading((client) => client.query(`analyze ${qualified(shape)}`));
      }
    }
  }

  private shape({ model, table }: ReplayedTable, side: Side): TableShape {
    return scratchShapes(this.scratch, model, side).find(({ name }) => name === table)!;
  }

  /** Runs a statement, and cancels it when the replay is aborted. */
  private async reading<T>(statement: (client: PoolClient) => Promise<T>): Promise<T> {
    const { signal } = this.settings;
    signal?.throwIfAborted();
    const client = await this.pool.connect();
    const cancel = (): void => {
      const { processID } = client as PoolClient & { readonly processID: number };
      // If it does not arrive the statement runs to its end.
      this.pool.query('select pg_cancel_backend($1)', [processID]).catch(() => undefined);
    };
    signal?.addEventListener('abort', cancel);
    try {
      return await statement(client);
    } finally {
      signal?.removeEventListener('abort', cancel);
      client.release();
    }
  }
}

function differenceOf({ stream, key, before, after }: DifferingRow): RowDifference {
  const change = before === null ? 'added' : after === null ? 'removed' : 'changed';
  return { change, stream, key, before, after };
}
