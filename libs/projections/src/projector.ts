import {
  EventLog,
  LOG_SETTINGS,
  UnreadableEventError,
  type Catalogue,
  type LogRow,
  type RecordedEvent,
} from '@tracker/event-store';
import type { ClientBase, Pool } from 'pg';
import {
  claimCheckpoints,
  ensureCheckpoints,
  moveCheckpoints,
  type Checkpoint,
  type Generation,
  type Parked,
} from './checkpoints';
import { compileModel, type CompiledModel } from './compiled-model';
import { takeEvent } from './fold';
import { Folds, isConcerned, type Work } from './folds';
import type { ReadModel } from './read-model';
import { RowChanges } from './row-changes';
import { writeChanges } from './row-writer';
import { inSchema, qualified } from './table-shape';

/**
 * Settings of a projector's connections: plans as for the log, and commits that do not wait for the disk. What a crash of the
 * server takes back, rows and checkpoint together, is derived again.
 */
export const PROJECTOR_SETTINGS: Readonly<Record<string, string>> = { ...LOG_SETTINGS, synchronous_commit: 'off' };

/** Events in a pass near the head, and far behind it. */
export const PASS_EVENTS = 500;
const PASS_EVENTS_BEHIND = 5_000;
/** After so many events this process analyzes the tables: plans made while they are empty are slow, and autovacuum comes late. */
const ANALYZE_AFTER_EVENTS = [500, 5_000, 50_000, 500_000];

/** What a pass did: events taken by the model that took most; `busy` when another process has the conflict. */
export type Pass = { readonly taken: number } | 'busy';

interface Group {
  readonly position: number;
  readonly models: readonly CompiledModel[];
  readonly limit: number;
}

interface Outcome {
  readonly compiled: CompiledModel;
  readonly changes: RowChanges;
  readonly position: number;
  readonly error: Parked | null;
}

/**
 * Follows logs into read models. One pass claims a conflict, reads each event once, folds it for every model that stands at
 * that position, and moves their checkpoints in the transaction of the rows: exactly once, whatever dies when. A handler that
 * throws parks its own model before that event; recording and the other models go on. Models at other positions (new ones,
 * ones that were parked) go by themselves until they have caught up.
 */
export class Projector {
  readonly models: readonly CompiledModel[];
  private eventsTaken = 0;
  private readonly folds: Folds;

  /** The pool MUST log in as `tracker_projector`, with PROJECTOR_SETTINGS. */
  constructor(
    private readonly pool: Pool,
    private readonly catalogue: Catalogue,
    models: readonly ReadModel[],
    private readonly generation: Generation = 'live',
  ) {
    this.models = models.map((model) => {
      const compiled = compileModel(model);
      if (generation === 'live') return compiled;
      return { ...compiled, shapes: compiled.shapes.map((shape) => inSchema(shape, `${shape.schema}_${generation}`)) };
    });
    this.folds = new Folds(this.models, catalogue);
  }

  /** Takes in what the log has for a conflict, in one transaction; call again until nothing was taken. */
  async pass(conflict: string, upTo: number = Number.MAX_SAFE_INTEGER): Promise<Pass> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const claimed = await this.claim(client, conflict);
      if (!claimed) {
        await client.query('rollback');
        return 'busy';
      }
      const taken = await this.project(client, conflict, claimed, upTo);
      await client.query('commit');
      await this.analyze(client, taken);
      return { taken };
    } catch (error) {
      this.folds.clear();
      await client.query('rollback').catch((lost: Error) => client.emit('error', lost));
      throw error;
    } finally {
      client.release();
    }
  }

  /** Within a transaction of the caller: takes everything in up to a position. */
  async catchUp(client: ClientBase, conflict: string, upTo: number): Promise<void> {
    for (;;) {
      const claimed = await this.claim(client, conflict);
      if (!claimed)
        throw new Error(`The ${this.generation} checkpoints of conflict ${conflict} are held by another process`);
      if ((await this.project(client, conflict, claimed, upTo)) === 0) return;
    }
  }

  private async analyze(client: ClientBase, taken: number): Promise<void> {
    const before = this.eventsTaken;
    this.eventsTaken += taken;
    if (!ANALYZE_AFTER_EVENTS.some((threshold) => before < threshold && threshold <= this.eventsTaken)) return;
    for (const { shapes } of this.models) for (const shape of shapes) await client.query(`analyze ${qualified(shape)}`);
  }

  private async claim(client: ClientBase, conflict: string): Promise<readonly Checkpoint[] | undefined> {
    const ids = this.models.map(({ model }) => model);
    const claimed = await claimCheckpoints(client, conflict, this.generation, ids);
    if (claimed) return claimed;
    await ensureCheckpoints(client, conflict, this.generation, ids);
    return claimCheckpoints(client, conflict, this.generation, ids);
  }

  private async project(
    client: ClientBase,
    conflict: string,
    checkpoints: readonly Checkpoint[],
    upTo: number,
  ): Promise<number> {
    let most = 0;
    for (const group of this.groups(checkpoints, upTo)) {
      const rows = await this.read(client, conflict, group);
      if (rows.length === 0) continue;
      const outcomes = await this.foldAll(client, conflict, group, rows);
      for (const { compiled, changes } of outcomes) {
        for (const [table, shape] of compiled.shapes.entries()) {
          await writeChanges(client, shape, conflict, changes.opened[table]!, changes.ended[table]!);
        }
      }
      await moveCheckpoints(
        client,
        conflict,
        this.generation,
        outcomes.map(({ compiled, position, error }) => ({ model: compiled.model, position, error })),
      );
      most = Math.max(most, rows.length);
    }
    return most;
  }

  /** Models by position, each to go at most to where the next ones stand, so that they meet. */
  private groups(checkpoints: readonly Checkpoint[], upTo: number): readonly Group[] {
    const byPosition = new Map<number, CompiledModel[]>();
    for (const { model, position, error } of checkpoints) {
      if (error || position >= upTo) continue;
      const compiled = this.models.find((candidate) => candidate.model.name === model)!;
      byPosition.set(position, [...(byPosition.get(position) ?? []), compiled]);
    }
    const positions = [...byPosition.keys()].sort((a, b) => a - b);
    return positions.map((position, index) => ({
      position,
      models: byPosition.get(position)!,
      limit: Math.min(positions[index + 1] ?? upTo, upTo) - position,
    }));
  }

  private async read(client: ClientBase, conflict: string, group: Group): Promise<readonly LogRow[]> {
    const log = new EventLog(client);
    const near = await log.follow(conflict, group.position, Math.min(group.limit, PASS_EVENTS));
    if (near.length < PASS_EVENTS || group.limit <= PASS_EVENTS) return near;
    const far = Math.min(group.limit, PASS_EVENTS_BEHIND) - near.length;
    return [...near, ...(await log.follow(conflict, group.position + near.length, far))];
  }

  private async foldAll(
    client: ClientBase,
    conflict: string,
    group: Group,
    rows: readonly LogRow[],
  ): Promise<readonly Outcome[]> {
    const { events, unreadable } = this.decode(rows);
    const work: Work = { conflict, streams: byStream(events), last: group.position + events.length, pasts: new Map() };
    await this.folds.load(client, group.models, work);
    const outcomes: Outcome[] = [];
    for (const compiled of group.models) {
      const outcome = await this.foldModel(client, compiled, work);
      outcomes.push(outcome.error || !unreadable ? outcome : { ...outcome, error: unreadable });
    }
    return outcomes;
  }

  /** Events up to the first that this release cannot read: every model stops before that one. */
  private decode(rows: readonly LogRow[]): { readonly events: readonly RecordedEvent[]; readonly unreadable?: Parked } {
    const events: RecordedEvent[] = [];
    for (const row of rows) {
      try {
        events.push(this.catalogue.read(row));
      } catch (error) {
        if (!(error instanceof UnreadableEventError)) throw error;
        return { events, unreadable: { position: row.position, type: row.type, message: error.message } };
      }
    }
    return { events };
  }

  private async foldModel(client: ClientBase, compiled: CompiledModel, work: Work): Promise<Outcome> {
    const changes = new RowChanges(compiled.shapes.length);
    for (const [stream, events] of work.streams) {
      if (!isConcerned(compiled, stream, events)) continue;
      const fold = this.folds.of(compiled, work.conflict, stream);
      for (const [index, event] of events.entries()) {
        if (event.position > work.last) break;
        const history = () => [...(work.pasts.get(stream) ?? []), ...events.slice(0, index + 1)];
        try {
          takeEvent(compiled, fold, event, changes, history);
        } catch (error) {
          return this.park(client, compiled, work, event, error);
        }
      }
    }
    return { compiled, changes, position: work.last, error: null };
  }

  /** The model goes to just before the event that it cannot take in. Its folds stand part-way, so they are made again. */
  private async park(
    client: ClientBase,
    compiled: CompiledModel,
    work: Work,
    event: RecordedEvent,
    error: unknown,
  ): Promise<Outcome> {
    this.folds.drop(compiled, work);
    await this.folds.load(client, [compiled], work);
    const before = await this.foldModel(client, compiled, { ...work, last: event.position - 1 });
    const message = error instanceof Error ? error.message : String(error);
    return before.error ? before : { ...before, error: { position: event.position, type: event.type, message } };
  }
}

function byStream(events: readonly RecordedEvent[]): ReadonlyMap<string, readonly RecordedEvent[]> {
  const streams = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    const stream = streams.get(event.stream);
    if (stream) stream.push(event);
    else streams.set(event.stream, [event]);
  }
  return streams;
}
