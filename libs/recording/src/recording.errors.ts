import { TrackerError } from '@tracker/problems';

/** The stream is not at the version that the event names. */
export class WrongExpectedVersionError extends TrackerError {
  readonly code = 'stream.wrong_version';

  constructor(stream: string, expected: number, actual: number) {
    super(`Stream ${stream}: expected version ${expected}, found ${actual}. Read the stream again and retry.`, {
      stream,
      expectedVersion: expected,
      currentVersion: actual,
    });
  }
}

/** If-Match or If-None-Match does not hold. */
export class PreconditionFailedError extends TrackerError {
  readonly code = 'stream.precondition_failed';

  constructor(stream: string, expected: number, actual: number) {
    super(
      `Stream ${stream}: the request demands ${expected === 0 ? 'a new stream' : `version ${expected}`}, found version ${actual}. Read the stream again and retry.`,
      { stream, currentVersion: actual },
    );
  }
}

/** The id is taken by an event with other bytes. */
export class ReusedIdError extends TrackerError {
  readonly code = 'event.id_reused';

  constructor(id: string) {
    super(
      `Event id ${id} is taken by an event with other bytes. An id is the retry key of one event: give a new event a new id, or send the same bytes.`,
      { id },
    );
  }
}

/** Some ids of an all-or-nothing array are recorded, others are not. */
export class PartlyRecordedError extends TrackerError {
  readonly code = 'events.partly_recorded';

  constructor(known: readonly string[], total: number) {
    super(
      `${known.length} of the ${total} events of this array are recorded already: ${known.join(', ')}. Leave them out and send the rest again.`,
      { recorded: known },
    );
  }
}

/** One id stands twice in an array. */
export class RepeatedIdError extends TrackerError {
  readonly code = 'events.id_repeated';

  constructor(id: string) {
    super(`Event id ${id} stands twice in the array. Give each event an id of its own, or leave the ids out.`, { id });
  }
}

/** A stream that is referred to has no event yet. */
export class UnregisteredReferenceError extends TrackerError {
  readonly code = 'reference.unregistered';

  constructor(missing: readonly string[]) {
    super(
      `Not registered in this conflict: ${missing.join(', ')}. Record what registers ${missing.length === 1 ? 'it' : 'them'} first, or earlier in the same array.`,
      { missing },
    );
  }
}

/** A stream holds at most 10,000 events. */
export class StreamFullError extends TrackerError {
  readonly code = 'stream.full';

  constructor(stream: string, eventsMax: number) {
    super(
      `Stream ${stream} holds ${eventsMax.toLocaleString('en')} events, the most there may be. Begin another stream for what comes.`,
      { stream, eventsMax },
    );
  }
}

/** Other processes were faster five times in a row. */
export class ContendedStreamError extends TrackerError {
  readonly code = 'stream.contended';
  readonly retryAfterSeconds = 1;

  constructor(stream: string) {
    super(
      `Stream ${stream} is being recorded by several processes at once, and this request lost five times. Nothing was recorded; retry it.`,
      { stream },
    );
  }
}

/** More is waiting than can be recorded soon. */
export class OverloadedError extends TrackerError {
  readonly code = 'recording.overloaded';
  readonly retryAfterSeconds = 1;

  constructor(waiting: number) {
    super(
      `${waiting} events are waiting to be recorded, more than the queue takes. Nothing of this request was recorded; retry it.`,
      { waiting },
    );
  }
}

/** The database cannot be reached. Whether the request was recorded is known when it is sent again with its id. */
export class LogUnavailableError extends TrackerError {
  readonly code = 'log.unavailable';
  readonly retryAfterSeconds = 5;

  constructor(cause: unknown) {
    super(
      'The database did not answer, so it is not known whether the request was recorded. Retry it with the same id or Idempotency-Key.',
    );
    this.cause = cause;
  }
}

/** The database refused one request for a reason of its own. */
export class AppendFailedError extends TrackerError {
  readonly code = 'log.append_failed';

  constructor(cause: unknown) {
    super(
      'The database refused to append this request, twice. Nothing of it was recorded. This is a fault of the service: report it with the request id.',
    );
    this.cause = cause;
  }
}

/** An event of more bytes than one may have. */
export class EventTooLargeError extends TrackerError {
  readonly code = 'event.too_large';

  constructor(bytes: number, most: number) {
    super(
      `The event has ${bytes} bytes; one may have ${most}. File long texts as reports of their own, or split what is several events.`,
      { bytes, bytesMax: most },
    );
  }
}

/** A header or query parameter of a recording request that cannot be read. */
export class InvalidRecordingRequestError extends TrackerError {
  readonly code = 'recording.invalid_request';

  constructor(what: string, found: unknown, expected: string) {
    super(`${what}: found ${JSON.stringify(found)}, expected ${expected}.`, { what });
  }
}
