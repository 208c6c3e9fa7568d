import { TrackerError } from '@tracker/problems';

/** An event type whose shape is asked for and that this release does not know. */
export class NoSuchEventTypeError extends TrackerError {
  readonly code = 'event_type.unknown';

  constructor(type: string, known: readonly string[]) {
    super(
      `There is no event type ${JSON.stringify(type)}. Expected one of: ${known.join(', ')}. GET /v1/event-types lists them.`,
      { type },
    );
  }
}
