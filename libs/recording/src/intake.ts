import {
  commitmentOf,
  InvalidEventError,
  newId,
  newSalt,
  type Catalogue,
  type CheckedEnvelope,
} from '@tracker/event-store';
import type { TrackerError } from '@tracker/problems';
import { createHash } from 'node:crypto';
import { EventTooLargeError } from './recording.errors';
import type { SubmittedEvent } from './submission';

/** Bytes of one event, at most. */
export const EVENT_BYTES_MAX = 256 * 1024;

/** What comes with an event from outside its own JSON: an idempotency key's id, or the header of an exported record. */
export interface GivenNames {
  readonly id?: string;
  readonly stream?: string;
  /** Of an exported record: the one it was recorded under. */
  readonly schemaVersion?: number;
}

/** Makes events of checked JSON: names them, and binds their exact bytes with salt and commitment. */
export class Intake {
  constructor(private readonly catalogue: Catalogue) {}

  /** `bytes` MUST be the event's own, from `{` to the matching `}`, and `value` what they say. Throws why it is refused. */
  submit(bytes: Buffer, value: unknown, recordedBy: string, given: GivenNames = {}): SubmittedEvent {
    if (bytes.length > EVENT_BYTES_MAX) throw new EventTooLargeError(bytes.length, EVENT_BYTES_MAX);
    const { id, refusal, ...checked } = this.checked(value, given);
    const { entry, envelope, schemaVersion, references, mentions } = checked;
    const salt = newSalt();
    // Only a review has no kind of its own, and it always names its stream.
    const stream = envelope.stream ?? given.stream ?? newStream(entry.kind!);
    return {
      id: id ?? newId(),
      idGiven: id !== undefined,
      stream,
      entry,
      kind: this.catalogue.streamKind(stream)!,
      envelope,
      schemaVersion,
      refusal,
      references,
      mentions,
      recordedBy,
      body: bytes,
      salt,
      commitment: commitmentOf(salt, bytes),
    };
  }

  /** What was recorded while a former schema version was the newest states none; sent again with its id it gets its receipt. */
  private checked(
    value: unknown,
    given: GivenNames,
  ): CheckedEnvelope & { readonly id?: string; readonly refusal?: TrackerError } {
    try {
      const checked = this.catalogue.check(value, given.schemaVersion);
      return { id: checked.envelope.id ?? given.id, ...checked };
    } catch (refusal) {
      if (!(refusal instanceof InvalidEventError) || refusal.fits === undefined) throw refusal;
      const checked = this.catalogue.check(value, refusal.fits);
      const id = checked.envelope.id ?? given.id;
      if (id === undefined) throw refusal;
      return { id, refusal, ...checked };
    }
  }
}

function newStream(kind: string): string {
  return kind === 'conflict' ? kind : `${kind}-${newId()}`;
}

/** UUIDv8 (RFC 9562) of SHA-256(conflict, recordedBy, key, index): the id that an Idempotency-Key gives to element `index`. */
export function idFromKey(conflict: string, recordedBy: string, key: string, index: number): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([conflict, recordedBy, key, index]))
    .digest()
    .subarray(0, 16);
  bytes[6] = 0x80 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
