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

/** A schema version that the event type does not have. */
export class UnknownSchemaVersionError extends TrackerError {
  readonly code = 'event.unknown_schema_version';

  constructor(type: string, found: unknown, accepted: number) {
    const versions = Array.from({ length: accepted }, (_, index) => index + 1);
    super(
      `${type} has no schema version ${JSON.stringify(found)}. Expected one of: ${versions.join(', ')}; left out, it is ${accepted}. GET /v1/event-types/${type}?schemaVersion=${accepted} shows the shape of each.`,
      { eventType: type, schemaVersions: versions },
      [{ pointer: '/schemaVersion', code: 'event.unknown_schema_version', detail: `found ${JSON.stringify(found)}` }],
    );
  }
}

/** A schema version that this release reads but does not record yet. */
export class SchemaVersionNotAcceptedError extends TrackerError {
  readonly code = 'event.schema_version_not_accepted';

  constructor(type: string, found: number, accepted: number) {
    super(
      `Schema version ${found} of ${type} is read by this release and recorded from the next one on. Upgrade the service, or send the event in version ${accepted}.`,
      { eventType: type, schemaVersion: found, accepted },
      [{ pointer: '/schemaVersion', code: 'event.schema_version_not_accepted', detail: `found ${found}` }],
    );
  }
}

/** An event whose envelope or payload is not of its type's shape. */
export class InvalidEventError extends TrackerError {
  readonly code = 'event.invalid';

  /** `fits`: the former schema version of which it would be, had it stated that. */
  constructor(
    type: string,
    faults: readonly Fault[],
    readonly fits?: number,
  ) {
    const told = faults.map((fault) => `${fault.pointer || 'the event'}: ${fault.detail}`).join('; ');
    const hint =
      fits === undefined ? '' : `. It is of schema version ${fits}: state "schemaVersion": ${fits} to record it so`;
    super(
      `The ${type} event is not of its type's shape: ${told}${hint}`,
      { eventType: type, ...(fits === undefined ? {} : { fitsSchemaVersion: fits }) },
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
