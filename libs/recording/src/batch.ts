import {
  commits,
  UnknownConflictError,
  type AppendableEvent,
  type Catalogue,
  type KnownEvent,
  type Standing,
} from '@tracker/event-store';
import { TrackerError } from '@tracker/problems';
import {
  PartlyRecordedError,
  PreconditionFailedError,
  RepeatedIdError,
  ReusedIdError,
  StreamFullError,
  UnregisteredReferenceError,
  WrongExpectedVersionError,
} from './recording.errors';
import { stepOver, type Step } from './step';
import type { StreamState } from './stream-states';
import type { Precondition, Receipt, Recorded, SubmittedEvent } from './submission';

/** The stream whose first event opens the log. */
const CONFLICT_STREAM = 'conflict';
const STREAM_EVENTS_MAX = 10_000;
/** A full stream can still be corrected and retracted, up to here. */
const STREAM_EVENTS_AND_REVIEWS_MAX = 20_000;

/** What waits to be recorded, whole or not at all. */
export interface RecordingRequest {
  readonly events: readonly SubmittedEvent[];
  readonly precondition?: Precondition;
}

/** A request that may be appended: its events with the versions they were accepted at. */
export interface AcceptedRequest<Request extends RecordingRequest> {
  readonly request: Request;
  /** What each of its events leads to. */
  readonly steps: readonly Step[];
  /** Later requests of the batch with the same ids and bytes: they get this one's receipts. */
  readonly copies: Request[];
}

/**
 * Decides over one batch, request by request in order, each seeing what earlier ones of the batch did. Pure: what the
 * database said is given. Requests that share a stream, or of which one registers what another refers to, form a group
 * that stands or falls together, so that the append never leaves a reference dangling.
 */
export class Batch<Request extends RecordingRequest> {
  readonly accepted: AcceptedRequest<Request>[] = [];
  private readonly states: Map<string, StreamState>;
  private readonly byId = new Map<string, AcceptedRequest<Request>>();
  /** Stream -> index of an accepted request that appends to it. */
  private readonly owners = new Map<string, number>();
  private readonly parents: number[] = [];

  constructor(
    private readonly conflict: string,
    private readonly catalogue: Catalogue,
    private readonly standing: Standing,
    states: ReadonlyMap<string, StreamState>,
    private readonly exists: (stream: string) => boolean,
  ) {
    this.states = new Map(states);
  }

  /**
   * Takes a request in: undefined when it is accepted (or a copy of one that is), its receipts when all of it had been
   * recorded before. Throws why it is refused; a refused request leaves no trace.
   */
  offer(request: Request): Recorded | undefined {
    refuseRepeatedIds(request.events);
    const replayed = this.replay(request);
    if (replayed) return replayed;
    if (this.copyOfAccepted(request)) return undefined;
    const draft = new Map<string, StreamState>();
    const steps: Step[] = [];
    for (const [index, event] of request.events.entries()) {
      const step = this.decide(request, event, index, draft);
      steps.push(step);
      draft.set(event.stream, step.after);
    }
    this.take({ request, steps, copies: [] }, draft);
    return undefined;
  }

  /** All accepted events in order, with their groups. */
  appendable(): readonly AppendableEvent[] {
    return this.accepted.flatMap(({ request, steps }, index) => {
      const group = this.root(index);
      return request.events.map((event, at) => ({
        group,
        stream: event.stream,
        version: steps[at]!.after.version,
        id: event.id,
        type: event.entry.type,
        schemaVersion: event.schemaVersion,
        recordedBy: event.recordedBy,
        body: event.body,
        salt: event.salt,
        commitment: event.commitment,
      }));
    });
  }

  /** The state of a stream after the batch. */
  stateOf(stream: string): StreamState {
    return this.states.get(stream)!;
  }

  private replay(request: Request): Recorded | undefined {
    const known: KnownEvent[] = [];
    for (const event of request.events) {
      const taken = this.standing.known.get(event.id);
      if (!taken) continue;
      if (!commits(taken, event.body)) throw new ReusedIdError(event.id);
      known.push(taken);
    }
    if (known.length === 0) return undefined;
    if (known.length < request.events.length)
      throw new PartlyRecordedError(
        known.map(({ id }) => id),
        request.events.length,
      );
    return { receipts: known.map(receiptOf), replayed: true };
  }

  private copyOfAccepted(request: Request): boolean {
    const firsts = request.events.map((event) => this.byId.get(event.id));
    const first = firsts[0];
    if (firsts.every((found) => found === undefined)) return false;
    request.events.forEach((event, at) => {
      const original = firsts[at]?.request.events.find(({ id }) => id === event.id);
      if (original && !original.body.equals(event.body)) throw new ReusedIdError(event.id);
    });
    if (
      first === undefined ||
      firsts.some((found) => found !== first) ||
      first.request.events.length !== request.events.length
    ) {
      throw new PartlyRecordedError(
        request.events.filter((_, at) => firsts[at]).map(({ id }) => id),
        request.events.length,
      );
    }
    first.copies.push(request);
    return true;
  }

  private decide(
    request: Request,
    event: SubmittedEvent,
    index: number,
    draft: ReadonlyMap<string, StreamState>,
  ): Step {
    const before = draft.get(event.stream) ?? this.states.get(event.stream)!;
    try {
      if (event.refusal) throw event.refusal;
      this.checkPlace(request, event, before.version, draft);
      const step = stepOver(this.conflict, this.catalogue, event, before);
      this.refuseUnregistered([...event.references, ...step.references], draft);
      return step;
    } catch (refusal) {
      if (refusal instanceof TrackerError && request.events.length > 1) throw refusal.within(`/${index}`);
      throw refusal;
    }
  }

  private checkPlace(
    request: Request,
    event: SubmittedEvent,
    version: number,
    draft: ReadonlyMap<string, StreamState>,
  ): void {
    if (!this.isThere(CONFLICT_STREAM, draft) && event.stream !== CONFLICT_STREAM)
      throw new UnknownConflictError(this.conflict);
    const demanded = request.precondition?.version;
    if (demanded !== undefined && demanded !== version)
      throw new PreconditionFailedError(event.stream, demanded, version);
    const expected = event.envelope.expectedVersion;
    if (expected !== undefined && expected !== version)
      throw new WrongExpectedVersionError(event.stream, expected, version);
    const most = event.entry.kind === null ? STREAM_EVENTS_AND_REVIEWS_MAX : STREAM_EVENTS_MAX;
    if (version >= most) throw new StreamFullError(event.stream, most);
  }

  private refuseUnregistered(references: readonly string[], draft: ReadonlyMap<string, StreamState>): void {
    const missing = references.filter((reference) => !this.isThere(reference, draft));
    if (missing.length > 0) throw new UnregisteredReferenceError([...new Set(missing)]);
  }

  private take(accepted: AcceptedRequest<Request>, draft: ReadonlyMap<string, StreamState>): void {
    const index = this.accepted.push(accepted) - 1;
    this.parents.push(index);
    for (const event of accepted.request.events) this.byId.set(event.id, accepted);
    for (const event of accepted.request.events) {
      this.join(index, this.owners.get(event.stream));
      for (const reference of [...event.references, ...event.mentions])
        if (!this.existedBefore(reference)) this.join(index, this.owners.get(reference));
    }
    if (!this.existedBefore(CONFLICT_STREAM)) this.join(index, this.owners.get(CONFLICT_STREAM));
    for (const [stream, state] of draft) {
      this.states.set(stream, state);
      this.owners.set(stream, index);
    }
  }

  private isThere(stream: string, draft: ReadonlyMap<string, StreamState>): boolean {
    return this.existedBefore(stream) || draft.has(stream) || this.owners.has(stream);
  }

  private existedBefore(stream: string): boolean {
    return this.exists(stream) || (this.standing.versions.get(stream) ?? 0) > 0;
  }

  private root(index: number): number {
    let root = index;
    while (this.parents[root] !== root) root = this.parents[root]!;
    while (this.parents[index] !== root) {
      const next = this.parents[index]!;
      this.parents[index] = root;
      index = next;
    }
    return root;
  }

  private join(index: number, other: number | undefined): void {
    if (other !== undefined) this.parents[this.root(index)] = this.root(other);
  }
}

/** The receipt of an event that is recorded. */
export function receiptOf(event: Pick<KnownEvent, 'id' | 'stream' | 'version' | 'position' | 'recordedAt'>): Receipt {
  return {
    id: event.id,
    stream: event.stream,
    version: event.version,
    position: event.position,
    recordedAt: event.recordedAt.toISOString(),
  };
}

function refuseRepeatedIds(events: readonly SubmittedEvent[]): void {
  if (events.length === 1) return;
  const seen = new Set<string>();
  for (const { id } of events) {
    if (seen.has(id)) throw new RepeatedIdError(id);
    seen.add(id);
  }
}
