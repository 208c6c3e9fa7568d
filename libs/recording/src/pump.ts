import { isReview, UnreadableEventError, type Appended, type Catalogue, type EventLog } from '@tracker/event-store';
import { isDatabaseUnavailable } from '@tracker/problems';
import { setTimeout as wait } from 'node:timers/promises';
import { Batch, receiptOf, type AcceptedRequest, type RecordingRequest } from './batch';
import { AppendFailedError, ContendedStreamError, LogUnavailableError, OverloadedError } from './recording.errors';
import { stepOver, withFindings } from './step';
import { StreamStates } from './stream-states';
import type { Precondition, Receipt, Recorded, SubmittedEvent } from './submission';

/** Events in one batch, at most. */
const BATCH_EVENTS_MAX = 500;
/** Bytes of bodies in one batch, at most (one larger request goes alone). */
const BATCH_BYTES_MAX = 4 * 1024 * 1024;
/** Events waiting, at most; more are turned away. */
const WAITING_EVENTS_MAX = 5_000;
/** Times that a request may lose its stream to another process. */
const LOSSES_MAX = 5;
/** Times that a batch is sent while the database does not answer; with the waits between, some five seconds. */
const UNAVAILABLE_TRIES_MAX = 12;

interface WaitingRequest extends RecordingRequest {
  readonly resolve: (recorded: Recorded) => void;
  readonly reject: (error: Error) => void;
  readonly bytes: number;
  losses: number;
  /** Was in an append whose outcome is not known: its ids may be recorded. */
  uncertain: boolean;
  /** Its sender has been told: it MUST NOT be recorded by a later try of its batch. */
  answered: boolean;
}

/**
 * The one way into a conflict's log from this process. Takes what is waiting, decides over it as one batch and appends what
 * passed in one statement; meanwhile the queue grows, and that is the batching: there is no timer.
 */
export class Pump {
  private readonly states: StreamStates;
  private readonly waiting: WaitingRequest[] = [];
  private waitingEvents = 0;
  private running: Promise<void> | undefined;
  private batchEnded: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly conflict: string,
    private readonly log: EventLog,
    private readonly catalogue: Catalogue,
    private readonly onAppended: (conflict: string) => void,
  ) {
    this.states = new StreamStates(conflict, log, catalogue);
  }

  /** Resolves with the receipts after commit. Rejects with why nothing of the request was recorded. */
  submit(events: readonly SubmittedEvent[], precondition?: Precondition): Promise<Recorded> {
    if (this.waitingEvents + events.length > WAITING_EVENTS_MAX)
      return Promise.reject(new OverloadedError(this.waitingEvents));
    return new Promise((resolve, reject) => {
      const bytes = events.reduce((sum, event) => sum + event.body.length, 0);
      const request: WaitingRequest = {
        events,
        precondition,
        bytes,
        losses: 0,
        uncertain: false,
        answered: false,
        resolve: (recorded) => {
          request.answered = true;
          resolve(recorded);
        },
        reject: (error) => {
          request.answered = true;
          reject(error);
        },
      };
      this.waiting.push(request);
      this.waitingEvents += events.length;
      this.running ??= this.run();
    });
  }

  /** Resolves when so many more events may wait: how a bulk upload is slowed down instead of turned away. */
  async room(events: number): Promise<void> {
    while (this.waitingEvents + events > WAITING_EVENTS_MAX / 2 && this.running) await this.batchEnded;
  }

  /** Resolves when nothing is waiting or under way. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    // One turn of the event loop, so that requests that arrived together are decided together.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const batch = this.settle(this.take());
      this.batchEnded = batch;
      const again = await batch;
      this.waiting.unshift(...again);
      this.waitingEvents += countEvents(again);
    }
    this.running = undefined;
  }

  private take(): WaitingRequest[] {
    let events = 0;
    let bytes = 0;
    let size = 0;
    for (const request of this.waiting) {
      events += request.events.length;
      bytes += request.bytes;
      if (size > 0 && (events > BATCH_EVENTS_MAX || bytes > BATCH_BYTES_MAX)) break;
      size += 1;
    }
    const batch = this.waiting.splice(0, size);
    this.waitingEvents -= countEvents(batch);
    return batch;
  }

  /** Carries a batch to its end whatever the database does; returns the requests to decide again. */
  private async settle(batch: readonly WaitingRequest[]): Promise<WaitingRequest[]> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.record(batch.filter(({ answered }) => !answered));
      } catch (error) {
        for (const request of batch) request.uncertain = true;
        const unavailable = isDatabaseUnavailable(error);
        if (tries < (unavailable ? UNAVAILABLE_TRIES_MAX : 2))
          await wait(Math.random() * Math.min(800, 20 * 2 ** tries));
        else if (unavailable) return refuse(batch, new LogUnavailableError(error));
        else if (batch.length === 1)
          return refuse(batch, error instanceof UnreadableEventError ? error : new AppendFailedError(error));
        else break;
      }
    }
    // One of them is to blame: halve until it stands alone, so that it does not fail its neighbours.
    const middle = batch.length >> 1;
    const again = await this.settle(batch.slice(0, middle));
    return [...again, ...(await this.settle(batch.slice(middle)))];
  }

  private async record(batch: readonly WaitingRequest[]): Promise<WaitingRequest[]> {
    const decided = await this.decide(batch);
    const events = decided.appendable();
    const places = events.length > 0 ? await this.log.append(this.conflict, events) : [];
    const again: WaitingRequest[] = [];
    let at = 0;
    for (const accepted of decided.accepted) {
      const own = places.slice(at, (at += accepted.request.events.length));
      if (own.every((place) => place !== undefined)) this.confirm(accepted, own, decided);
      else again.push(...[accepted.request, ...accepted.copies].filter((request) => this.mayTryAgain(request)));
    }
    if (places.some((place) => place !== undefined)) this.onAppended(this.conflict);
    return again;
  }

  private async decide(batch: readonly WaitingRequest[]): Promise<Batch<WaitingRequest>> {
    const streams = new Set<string>();
    const reviewed = new Set<string>();
    const references = new Set<string>(['conflict']);
    const ids: string[] = [];
    for (const request of batch) {
      for (const event of request.events) {
        streams.add(event.stream);
        if (isReview(event.entry.type)) reviewed.add(event.stream);
        for (const reference of event.references) references.add(reference);
        for (const mention of event.mentions) references.add(mention);
        if (event.idGiven || request.uncertain) ids.push(event.id);
      }
    }
    const unknown = [...references].filter((stream) => !streams.has(stream) && !this.states.exists(stream));
    const standing = await this.log.standing(this.conflict, [...streams, ...unknown], ids);
    for (const [stream, version] of standing.versions) if (version > 0) this.states.note(stream);
    const versions = new Map([...streams].map((stream) => [stream, standing.versions.get(stream)!]));
    const states = await this.states.at(versions, reviewed);
    const exists = (stream: string): boolean => this.states.exists(stream);
    const decided = new Batch<WaitingRequest>(this.conflict, this.catalogue, standing, states, exists);
    for (const request of batch) {
      try {
        const replayed = decided.offer(request);
        // A request of ours that was recorded by the append whose answer was lost is no replay to its sender.
        if (replayed) this.replay(request, replayed);
      } catch (refusal) {
        request.reject(refusal as Error);
      }
    }
    return decided;
  }

  /** A receipt is given again as it was: what it warns of follows from the state that the event met. */
  private replay(request: WaitingRequest, { receipts }: Recorded): void {
    const found = receipts.map(async (receipt, index): Promise<Receipt> => {
      const event = { ...request.events[index]!, stream: receipt.stream };
      const reviewed = isReview(event.entry.type) ? new Set([receipt.stream]) : undefined;
      const before = await this.states.at(new Map([[receipt.stream, receipt.version - 1]]), reviewed);
      return withFindings(receipt, stepOver(this.conflict, this.catalogue, event, before.get(receipt.stream)!));
    });
    Promise.all(found).then((all) => request.resolve({ receipts: all, replayed: !request.uncertain }), request.reject);
  }

  private confirm(
    accepted: AcceptedRequest<WaitingRequest>,
    places: readonly (Appended | undefined)[],
    decided: Batch<WaitingRequest>,
  ): void {
    const { request, steps, copies } = accepted;
    const receipts = request.events.map(({ id, stream }, index): Receipt => {
      const step = steps[index]!;
      return withFindings(receiptOf({ ...places[index]!, id, stream, version: step.after.version }), step);
    });
    for (const { stream } of request.events) this.states.keep(stream, decided.stateOf(stream));
    request.resolve({ receipts, replayed: false });
    for (const copy of copies) copy.resolve({ receipts, replayed: true });
  }

  private mayTryAgain(request: WaitingRequest): boolean {
    request.losses += 1;
    if (request.losses < LOSSES_MAX) return true;
    request.reject(new ContendedStreamError(request.events[0]!.stream));
    return false;
  }
}

function countEvents(requests: readonly RecordingRequest[]): number {
  return requests.reduce((sum, request) => sum + request.events.length, 0);
}

function refuse(batch: readonly WaitingRequest[], error: Error): WaitingRequest[] {
  for (const request of batch) request.reject(error);
  return [];
}
