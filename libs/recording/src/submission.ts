import type { CatalogueEntry, Envelope, Inconsistency, StreamKind, Warning } from '@tracker/event-store';
import type { TrackerError } from '@tracker/problems';

/** An event on its way in: checked, named, with the exact bytes that become the record. */
export interface SubmittedEvent {
  /** UUID; given out before the queue, so that a batch whose connection died can be sent again as it stands. */
  readonly id: string;
  /** Whether the recorder gave the id (or an idempotency key did), so that it may be known already. */
  readonly idGiven: boolean;
  readonly stream: string;
  readonly entry: CatalogueEntry;
  /** The kind of its stream. */
  readonly kind: StreamKind;
  readonly envelope: Envelope;
  /** The one its data is written in, under which it is recorded. */
  readonly schemaVersion: number;
  /** Why it is refused unless it was recorded before: its id may be that of an event from before its type's shape changed. */
  readonly refusal?: TrackerError;
  /** Streams that MUST have an event before this one. */
  readonly references: readonly string[];
  /** Streams that a review may refer to as well, which only the event it is about can tell. */
  readonly mentions: readonly string[];
  readonly recordedBy: string;
  readonly body: Buffer;
  readonly salt: Buffer;
  readonly commitment: Buffer;
}

/** What the recorder demands of the stream by HTTP precondition; `version` 0: it must be new. */
export interface Precondition {
  readonly version: number;
}

/** Proof that an event is recorded, given only after commit. */
export interface Receipt {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly position: number;
  /** RFC 3339, UTC, milliseconds. */
  readonly recordedAt: string;
  readonly warnings?: readonly Warning[];
  /** Later events of the stream that a review makes inconsistent with its rules. They are kept. */
  readonly inconsistent?: readonly Inconsistency[];
}

/** The outcome of a request: one receipt an event, in order. `replayed`: all of it had been recorded before. */
export interface Recorded {
  readonly receipts: readonly Receipt[];
  readonly replayed: boolean;
}
