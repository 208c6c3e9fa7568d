import { TrackerError } from '@tracker/problems';

/** A source is registered a second time. */
export class SourceAlreadyRegisteredError extends TrackerError {
  readonly code = 'source.already_registered';

  constructor(stream: string, name: string) {
    super(
      `${stream} is registered already, as ${JSON.stringify(name)}. Register another source under an id of its own; a wrong registration is mended with EventCorrected.`,
      { stream, name },
    );
  }
}

/** Something is recorded of a source that is not registered. */
export class SourceNotRegisteredError extends TrackerError {
  readonly code = 'source.not_registered';

  constructor(stream: string, type: string) {
    super(
      `${stream} is not registered, so ${type} cannot be recorded of it. Record SourceRegistered into ${stream} first; it may stand before ${type} in the same array or upload.`,
      { stream },
    );
  }
}

/** A source is said to own, quote or copy itself. */
export class SourceLinkedToItselfError extends TrackerError {
  readonly code = 'source.linked_to_itself';

  constructor(stream: string) {
    super(
      `${stream} is linked to itself. Name another source in data.other, or record the link in the stream of the one that owns, quotes or copies.`,
      { stream },
      [{ pointer: '/data/other', code: 'source.linked_to_itself', detail: `expected another source, found ${stream}` }],
    );
  }
}
