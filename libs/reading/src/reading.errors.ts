import { TrackerError } from '@tracker/problems';

/** `asOf`, or another parameter of its kind, names a position that the log has not reached. */
export class AsOfBeyondHeadError extends TrackerError {
  readonly code = 'as_of.beyond_head';

  constructor(position: number, head: number, parameter: string) {
    super(
      `${parameter}=${position} lies beyond the head of the log, position ${head}. Ask for ${head} or less; ${head} is what is known now.`,
      { head },
    );
  }
}

/** `asOf`, or another parameter of its kind, names an instant that is not over. */
export class AsOfInFutureError extends TrackerError {
  readonly code = 'as_of.in_future';

  constructor(instant: string, parameter: string) {
    super(
      `${parameter}=${instant} is not past yet, so what was known then is not settled. Ask for an earlier instant, or for the last position, which is what is known now.`,
      { [parameter]: instant },
    );
  }
}

/** A query parameter that cannot be read. */
export class InvalidParameterError extends TrackerError {
  readonly code = 'parameter.invalid';

  constructor(name: string, found: unknown, expected: string) {
    super(`Query parameter ${name}: found ${JSON.stringify(found)}, expected ${expected}.`, { parameter: name }, [
      { pointer: `/${name}`, code: 'parameter.invalid', detail: `expected ${expected}` },
    ]);
  }
}

/** A text with the character NUL, of which there is none in the database. */
export class NulCharacterError extends TrackerError {
  readonly code = 'parameter.nul';

  constructor(where: string) {
    super(`${where}: found the character NUL, expected text without the character NUL. Leave it out.`);
  }
}

/** A query parameter that this route does not take. */
export class UnknownParameterError extends TrackerError {
  readonly code = 'parameter.unknown';

  constructor(name: string, known: readonly string[]) {
    const expected = known.length === 0 ? 'Leave it out: there are none here' : `Expected any of: ${known.join(', ')}`;
    super(`Query parameter ${JSON.stringify(name)} is not known here. ${expected}.`, { parameter: name });
  }
}

/** A cursor that was not given for this question. */
export class ForeignCursorError extends TrackerError {
  readonly code = 'cursor.foreign';

  constructor() {
    super(
      'The cursor was not given for this question. Follow `next` as it stands, or leave the cursor out to begin again.',
    );
  }
}

/** The read models have not come as far as the request demands. */
export class NotThereYetError extends TrackerError {
  readonly code = 'read_models.behind';
  readonly retryAfterSeconds = 1;

  constructor(wanted: number, position: number, behind: readonly string[]) {
    super(
      `The read models stand at position ${position}, the request wants ${wanted}. Behind: ${behind.join(', ')}. Retry, or see /v1/read-models for one that is parked.`,
      {
        position,
        wanted,
      },
    );
  }
}

/** A release has brought read models that are not there yet. */
export class BeingBuiltError extends TrackerError {
  readonly code = 'read_models.building';
  readonly retryAfterSeconds = 5;

  constructor(building: readonly string[]) {
    super(
      `Read models of this release are being built: ${building.join(', ')}. Ask a process of the release before, or retry; /v1/read-models shows how far they are.`,
      { building },
    );
  }
}

/** A thing that is not known at the position asked for. */
export class NotFoundAtPositionError extends TrackerError {
  readonly code = 'stream.unknown';

  constructor(what: string, position: number) {
    super(
      `Nothing is known of ${JSON.stringify(what)} at position ${position}. Check the name, or ask with a later asOf.`,
      { what, position },
    );
  }
}
