import {
  inForce,
  isReview,
  stateOf,
  type Catalogue,
  type EventLog,
  type LogRow,
  type ProposedEvent,
  type RecordedEvent,
} from '@tracker/event-store';
import { LRUCache } from 'lru-cache';

/** A stream folded up to a version. */
export interface StreamState {
  readonly version: number;
  readonly state: unknown;
  /** Every event of the stream, for deciding over reviews; there only where it was asked for. */
  readonly history?: readonly ProposedEvent[];
}

const STREAMS_MAX = 50_000;
const REFERENCES_MAX = 200_000;
const NONE: ReadonlySet<string> = new Set();

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

  keep(stream: string, { version, state }: StreamState): void {
    this.states.set(stream, { version, state });
    this.existing.set(stream, true);
  }

  /**
   * The states of streams at exactly the versions given (0: a new one), from memory and, in one query, from the log. Of the
   * streams in `reviewed` the whole history comes with them.
   */
  async at(
    versions: ReadonlyMap<string, number>,
    reviewed: ReadonlySet<string> = NONE,
  ): Promise<Map<string, StreamState>> {
    const found = new Map<string, StreamState>();
    const after = new Map<string, number>();
    for (const [stream, version] of versions) {
      const kept = this.states.get(stream);
      const isUsable = kept && kept.version <= version && !reviewed.has(stream);
      const start = isUsable ? kept : this.initial(stream, reviewed.has(stream));
      found.set(stream, start);
      if (version > start.version) after.set(stream, start.version);
    }
    const cut = new Set<string>();
    for (const [stream, events] of await this.events(after, versions)) {
      const start = found.get(stream)!;
      // A review changes what comes before it, so that the state before it is no beginning.
      if (start.version > 0 && events.some(({ type }) => isReview(type))) cut.add(stream);
      else found.set(stream, this.advanced(stream, start, events));
    }
    const anew = new Map([...cut].map((stream) => [stream, 0]));
    for (const [stream, events] of await this.events(anew, versions)) {
      found.set(stream, this.advanced(stream, this.initial(stream, false), events));
    }
    return found;
  }

  private initial(stream: string, withHistory: boolean): StreamState {
    const state = this.catalogue.streamKind(stream)?.initial;
    return withHistory ? { version: 0, state, history: [] } : { version: 0, state };
  }

  /** The events of streams after a version and up to another. */
  private async events(
    after: ReadonlyMap<string, number>,
    upTo: ReadonlyMap<string, number>,
  ): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
    const streams = new Map<string, RecordedEvent[]>();
    if (after.size === 0) return streams;
    for (const row of await this.log.histories(this.conflict, [...after.keys()], [...after.values()])) {
      // The log may have grown since the versions were read: what came later is for the next batch.
      if (row.version <= upTo.get(row.stream)!) this.collect(streams, row);
    }
    return streams;
  }

  private collect(streams: Map<string, RecordedEvent[]>, row: LogRow): void {
    const events = streams.get(row.stream);
    const event = this.catalogue.read(row);
    if (events) events.push(event);
    else streams.set(row.stream, [event]);
  }

  private advanced(stream: string, start: StreamState, events: readonly RecordedEvent[]): StreamState {
    const kind = this.catalogue.streamKind(stream)!;
    const state = stateOf(kind, inForce(events).events, start.state);
    const { version } = events.at(-1)!;
    return start.history ? { version, state, history: events } : { version, state };
  }
}
