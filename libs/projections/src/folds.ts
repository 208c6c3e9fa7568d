import { EventLog, isReview, type Catalogue, type RecordedEvent } from '@tracker/event-store';
import { kindOf } from '@tracker/vocabulary';
import { LRUCache } from 'lru-cache';
import type { ClientBase } from 'pg';
import type { CompiledModel } from './compiled-model';
import { blankFold, foldHistory, takeEvent, type FoldedStream } from './fold';
import { RowChanges } from './row-changes';

/** Streams whose fold is kept in memory for a model. */
const FOLDS_MAX = 20_000;

/** The events of a pass by stream; only those up to `last` are to be folded. */
export interface Work {
  readonly conflict: string;
  readonly streams: ReadonlyMap<string, readonly RecordedEvent[]>;
  readonly last: number;
  /** Of the streams in which something is reviewed, what came before the pass. */
  readonly pasts: Map<string, readonly RecordedEvent[]>;
}

/** A fold that is not yet where a pass begins. */
interface Wanting {
  readonly compiled: CompiledModel;
  readonly fold: FoldedStream;
}

/** What a projector remembers of streams, each folded for each model up to some version; what it does not is read from the log. */
export class Folds {
  private readonly kept: ReadonlyMap<CompiledModel, LRUCache<string, FoldedStream>>;

  constructor(
    models: readonly CompiledModel[],
    private readonly catalogue: Catalogue,
  ) {
    this.kept = new Map(models.map((compiled) => [compiled, new LRUCache<string, FoldedStream>({ max: FOLDS_MAX })]));
  }

  /** A stream's fold; it MUST have been loaded for the pass. */
  of(compiled: CompiledModel, conflict: string, stream: string): FoldedStream {
    return this.kept.get(compiled)!.get(keyOf(conflict, stream))!;
  }

  /** Forgets the streams of a pass, whose folds stand part-way. */
  drop(compiled: CompiledModel, { conflict, streams }: Work): void {
    for (const stream of streams.keys()) this.kept.get(compiled)!.delete(keyOf(conflict, stream));
  }

  clear(): void {
    for (const folds of this.kept.values()) folds.clear();
  }

  /** Brings the folds of a pass's streams to just before its events: from memory, else from the log. */
  async load(client: ClientBase, models: readonly CompiledModel[], work: Work): Promise<void> {
    const wanting = new Map<string, Wanting[]>();
    const after = new Map<string, number>();
    for (const [stream, events] of work.streams) {
      const before = events[0]!.version - 1;
      if (events.some(({ type }) => isReview(type)) && !work.pasts.has(stream)) after.set(stream, 0);
      for (const compiled of models.filter((candidate) => isConcerned(candidate, stream, events))) {
        const kept = this.kept.get(compiled)!.get(keyOf(work.conflict, stream));
        if (kept?.version === before) continue;
        const fold = kept && kept.version < before ? kept : blankFold(compiled);
        this.keep(compiled, work.conflict, stream, fold);
        if (fold.version === before) continue;
        wanting.set(stream, [...(wanting.get(stream) ?? []), { compiled, fold }]);
        after.set(stream, Math.min(after.get(stream) ?? before, fold.version));
      }
    }
    for (const [stream, events] of await this.pasts(client, work, after)) {
      if (events[0]?.version === 1) work.pasts.set(stream, events);
      for (const { compiled, fold } of wanting.get(stream) ?? []) this.bringUp(work.conflict, compiled, fold, events);
    }
  }

  /** What streams had before the pass, from the versions given on, or from the first where a review reaches further back. */
  private async pasts(
    client: ClientBase,
    work: Work,
    after: ReadonlyMap<string, number>,
  ): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
    const found = new Map<string, RecordedEvent[]>([...after.keys()].map((stream) => [stream, []]));
    const read = async (wanted: ReadonlyMap<string, number>): Promise<void> => {
      if (wanted.size === 0) return;
      const rows = await new EventLog(client).histories(work.conflict, [...wanted.keys()], [...wanted.values()]);
      for (const row of rows) {
        const first = work.streams.get(row.stream)![0]!.version;
        if (row.version < first) found.get(row.stream)!.push(this.catalogue.read(row));
      }
    };
    await read(after);
    const cut = [...found].filter(
      ([stream, events]) => after.get(stream)! > 0 && events.some(({ type }) => isReview(type)),
    );
    for (const [stream] of cut) found.set(stream, []);
    await read(new Map(cut.map(([stream]) => [stream, 0])));
    return found;
  }

  private bringUp(
    conflict: string,
    compiled: CompiledModel,
    fold: FoldedStream,
    events: readonly RecordedEvent[],
  ): void {
    if (events.some(({ type }) => isReview(type)) || compiled.isOfReviewsOnly) {
      const stream = events.at(-1)?.stream;
      if (stream !== undefined) this.keep(compiled, conflict, stream, foldHistory(compiled, events));
      return;
    }
    const changes = new RowChanges(compiled.shapes.length);
    for (const event of events)
      if (event.version > fold.version) takeEvent(compiled, fold, event, changes, () => events);
  }

  private keep(compiled: CompiledModel, conflict: string, stream: string, fold: FoldedStream): void {
    this.kept.get(compiled)!.set(keyOf(conflict, stream), fold);
  }
}

/** Whether a model has anything to do with these events of a stream. */
export function isConcerned(compiled: CompiledModel, stream: string, events: readonly RecordedEvent[]): boolean {
  return compiled.folds(kindOf(stream)) && (!compiled.isOfReviewsOnly || events.some(({ type }) => isReview(type)));
}

function keyOf(conflict: string, stream: string): string {
  return `${conflict}\n${stream}`;
}
