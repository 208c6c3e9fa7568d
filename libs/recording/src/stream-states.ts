import type { Catalogue, EventLog, LogRow } from '@tracker/event-store';
import { LRUCache } from 'lru-cache';

/** A stream folded up to a version. */
export interface StreamState {
  readonly version: number;
  readonly state: unknown;
}

const STREAMS_MAX = 50_000;
const REFERENCES_MAX = 200_000;

/**
 * What this process remembers of streams, so that a batch loads only what it has not seen. Never trusted by itself: a state
 * counts only at the version that the database names for the batch. That a stream exists is for ever, and is trusted.
 */
export class StreamStates {
  private readonly states = new LRUCache<string, StreamState>({ max: STREAMS_MAX });
  private readonly existing = new LRUCache<string, true>({ max: REFERENCES_MAX });

  constructor(
    private readonly conflict: string,
    private readonly log: EventLog,
    private readonly catalogue: Catalogue,
  ) {}

  exists(stream: string): boolean {
    return this.existing.has(stream);
  }

  note(stream: string): void {
    this.existing.set(stream, true);
  }

  keep(stream: string, state: StreamState): void {
    this.states.set(stream, state);
    this.existing.set(stream, true);
  }

  /** The states of streams at exactly the versions given (0: a new one), from memory and, in one query, from the log. */
  async at(versions: ReadonlyMap<string, number>): Promise<Map<string, StreamState>> {
    const found = new Map<string, StreamState>();
    const missing: string[] = [];
    const after: number[] = [];
    for (const [stream, version] of versions) {
      const kept = this.states.get(stream);
      if (kept?.version === version) found.set(stream, kept);
      else {
        const start = kept && kept.version < version ? kept : this.initial(stream);
        found.set(stream, start);
        if (version > start.version) {
          missing.push(stream);
          after.push(start.version);
        }
      }
    }
    if (missing.length > 0) {
      for (const row of await this.log.histories(this.conflict, missing, after)) {
        // The log may have grown since the versions were read: what came later is for the next batch.
        if (row.version <= versions.get(row.stream)!) found.set(row.stream, this.step(found.get(row.stream)!, row));
      }
    }
    return found;
  }

  private initial(stream: string): StreamState {
    return { version: 0, state: this.catalogue.streamKind(stream)?.initial };
  }

  private step(before: StreamState, row: LogRow): StreamState {
    const evolve = this.catalogue.entry(row.type).stream.evolve[row.type] as (
      state: unknown,
      event: unknown,
    ) => unknown;
    return { version: row.version, state: evolve(before.state, this.catalogue.read(row)) };
  }
}
