import { TrackerError } from '@tracker/problems';
import { isConflictId } from '@tracker/vocabulary';
import { idFromKey, type Intake } from './intake';
import { sliceElements, sliceMember, trimJson } from './json-slices';
import { InvalidRecordingRequestError } from './recording.errors';
import { parseStrictJson } from './strict-json';
import type { Precondition, SubmittedEvent } from './submission';

/** The headers that bear on a recording request, as they were sent. */
export interface RecordingHeaders {
  readonly recordedBy: string;
  readonly idempotencyKey?: string;
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
}

const KEY_BYTES_MAX = 255;

/** One event of a request body. */
export function readOne(
  intake: Intake,
  conflict: string,
  body: Buffer,
  headers: RecordingHeaders,
): { readonly event: SubmittedEvent; readonly precondition?: Precondition } {
  const value = parseStrictJson(body);
  const event = intake.submit(trimJson(body), value, headers.recordedBy, { id: keyedId(conflict, headers, 0) });
  return { event, precondition: preconditionOf(headers) };
}

/** All events of an array: whole or not at all. */
export function readArray(
  intake: Intake,
  conflict: string,
  body: Buffer,
  headers: RecordingHeaders,
): readonly SubmittedEvent[] {
  if (preconditionOf(headers)) {
    throw new InvalidRecordingRequestError(
      'If-Match or If-None-Match with an array',
      'an array',
      'one event; name expectedVersion in each event of an array instead',
    );
  }
  const elements = sliceElements(body);
  if (elements.length === 0) throw new InvalidRecordingRequestError('The array of events', [], 'at least one event');
  return elements.map(({ value, bytes }, index) => {
    try {
      return intake.submit(bytes, value, headers.recordedBy, { id: keyedId(conflict, headers, index) });
    } catch (refusal) {
      throw refusal instanceof TrackerError ? refusal.within(`/${index}`) : refusal;
    }
  });
}

/** `{"conflict": "<id>", "event": {"type": "ConflictOpened", ...}}`: the event's own bytes become position 1 of its log. */
export function readOpening(
  intake: Intake,
  body: Buffer,
  headers: RecordingHeaders,
): { readonly conflict: string; readonly events: readonly SubmittedEvent[]; readonly precondition?: Precondition } {
  const value = parseStrictJson(body) as { readonly conflict?: unknown; readonly event?: unknown } | null;
  const members = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (members.length !== 2 || !members.includes('conflict') || !members.includes('event')) {
    throw new InvalidRecordingRequestError(
      'The request',
      members,
      '{"conflict": "<id>", "event": {"type": "ConflictOpened", "data": {"name": "..."}}}',
    );
  }
  const { conflict, event } = value as { readonly conflict: unknown; readonly event: unknown };
  if (typeof conflict !== 'string' || !isConflictId(conflict)) {
    throw new InvalidRecordingRequestError(
      'conflict',
      conflict,
      'an id of lower-case words and hyphens, at most 64 bytes, such as "russia-ukraine"',
    );
  }
  const type = (event as { readonly type?: unknown } | null)?.type;
  if (type !== 'ConflictOpened') throw new InvalidRecordingRequestError('event.type', type, '"ConflictOpened"');
  try {
    const opening = intake.submit(sliceMember(body, 'event')!, event, headers.recordedBy, {
      id: keyedId(conflict, headers, 0),
    });
    return { conflict, events: [opening], precondition: preconditionOf(headers) };
  } catch (refusal) {
    throw refusal instanceof TrackerError ? refusal.within('/event') : refusal;
  }
}

/** `If-None-Match: *` wants a new stream, `If-Match: "3"` one at version 3. */
function preconditionOf({ ifMatch, ifNoneMatch }: RecordingHeaders): Precondition | undefined {
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*')
    throw new InvalidRecordingRequestError('If-None-Match', ifNoneMatch, '* (the stream must be new)');
  const version = ifMatch === undefined ? undefined : /^"(\d{1,5})"$/.exec(ifMatch)?.[1];
  if (ifMatch !== undefined && version === undefined)
    throw new InvalidRecordingRequestError('If-Match', ifMatch, 'a version in quotation marks, such as "3"');
  if (ifMatch !== undefined && ifNoneMatch !== undefined)
    throw new InvalidRecordingRequestError('If-Match', ifMatch, 'not to stand beside If-None-Match');
  if (version !== undefined) return { version: Number(version) };
  return ifNoneMatch === undefined ? undefined : { version: 0 };
}

function keyedId(
  conflict: string,
  { idempotencyKey, recordedBy }: RecordingHeaders,
  index: number,
): string | undefined {
  if (idempotencyKey === undefined) return undefined;
  const bytes = Buffer.byteLength(idempotencyKey);
  if (bytes === 0 || bytes > KEY_BYTES_MAX)
    throw new InvalidRecordingRequestError('Idempotency-Key', `${bytes} bytes`, `1 to ${KEY_BYTES_MAX} bytes`);
  return idFromKey(conflict, recordedBy, idempotencyKey, index);
}
