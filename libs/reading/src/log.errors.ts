import { TrackerError } from '@tracker/problems';

/** The resource has no form that the request accepts. */
export class NotAcceptableError extends TrackerError {
  readonly code = 'request.not_acceptable';

  constructor(accept: string, forms: readonly string[]) {
    super(
      `Accept: found ${JSON.stringify(accept)}, expected one of ${forms.join(', ')}. Leave Accept out for ${forms[0]}.`,
      { forms },
    );
  }
}

/** No event of this id stands in the log at the position asked for. */
export class UnknownEventError extends TrackerError {
  readonly code = 'event.unknown';

  constructor(id: string, position: number) {
    super(
      `No event with id ${JSON.stringify(id)} is in the log up to position ${position}. Expected the UUID that its receipt gave; check it, or ask with a later asOf.`,
      { id, position },
    );
  }
}
