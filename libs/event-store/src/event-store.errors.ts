import { TrackerError, type Fault } from '@tracker/problems';

/** An event type that this release does not know, on its way in. */
export class UnknownEventTypeError extends TrackerError {
  readonly code = 'event.unknown_type';

  constructor(type: unknown, known: readonly string[]) {
    super(
      `Event type ${JSON.stringify(type)} is not known. Expected one of: ${known.join(', ')}. GET /v1/event-types lists them with their shapes.`,
      { eventType: type },
      [{ pointer: '/type', code: 'event.unknown_type', detail: `found ${JSON.stringify(type)}` }],
    );
  }
}

/** An event type that this release reads but does not record yet. */
export class EventTypeNotAcceptedError extends TrackerError {
  readonly code = 'event.type_not_accepted';

  constructor(type: string) {
    super(
      `Event type ${type} is read by this release and recorded from the next one on. Upgrade the service, then send the event again.`,
      { eventType: type },
    );
  }
}

/** An event whose envelope or payload is not of its type's shape. */
export class InvalidEventError extends TrackerError {
  readonly code = 'event.invalid';

  constructor(type: string, faults: readonly Fault[]) {
    super(
      `The ${type} event is not of its type's shape: ${faults.map((fault) => `${fault.pointer || 'the event'}: ${fault.detail}`).join('; ')}`,
      { eventType: type },
      faults,
    );
  }
}

/** An event type sent to a stream of another kind. */
export class WrongStreamKindError extends TrackerError {
  readonly code = 'event.wrong_stream_kind';

  constructor(type: string, stream: string, kind: string) {
    super(
      `${type} cannot be recorded in stream ${JSON.stringify(stream)}. Expected a stream of kind "${kind}", such as "${kind === 'conflict' ? kind : `${kind}-<name>`}"; leave "stream" out to have one named.`,
      { eventType: type, stream, expectedKind: kind },
      [{ pointer: '/stream', code: 'event.wrong_stream_kind', detail: `found ${JSON.stringify(stream)}` }],
    );
  }
}

/** A review sent to a stream of a kind that does not exist. */
export class UnknownStreamKindError extends TrackerError {
  readonly code = 'event.unknown_stream_kind';

  constructor(type: string, stream: string, known: readonly string[]) {
    super(
      `${type} cannot be recorded in stream ${JSON.stringify(stream)}: there are no streams of that kind. A review goes into the stream of the event that it is about, one of kind ${known.join(', ')}.`,
      { eventType: type, stream },
      [{ pointer: '/stream', code: 'event.unknown_stream_kind', detail: `found ${JSON.stringify(stream)}` }],
    );
  }
}

/** A recorded event of a type or schema version that this release cannot read. Reading stops there: nothing is skipped. */
export class UnreadableEventError extends TrackerError {
  readonly code = 'log.unreadable_event';

  constructor(conflict: string, position: number, why: string) {
    super(
      `Event ${position} of conflict ${conflict} cannot be read by this release: ${why}. Run a release that knows it.`,
      { conflict, position },
    );
  }
}

/** The conflict has no log. */
export class UnknownConflictError extends TrackerError {
  readonly code = 'conflict.unknown';

  constructor(conflict: string) {
    super(
      `Conflict ${JSON.stringify(conflict)} is not open. Open it with POST /v1/conflicts, or make ConflictOpened the first line of an upload.`,
      { conflict },
    );
  }
}

/** A position is missing below one that exists. Following stops: a log with a hole is damaged or was tampered with. */
export class LogHoleError extends TrackerError {
  readonly code = 'log.hole';

  constructor(conflict: string, expected: number, found: number) {
    super(
      `The log of conflict ${conflict} has a hole: expected position ${expected}, found ${found}. Nothing is read past it. Restore the log from a backup or a replica.`,
      { conflict, expected, found },
    );
  }
}
