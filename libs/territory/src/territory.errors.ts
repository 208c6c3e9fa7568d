import { TrackerError } from '@tracker/problems';

/** Control passes from somebody to the same. */
export class NoChangeOfHolderError extends TrackerError {
  readonly code = 'territory.no_change_of_holder';

  constructor(stream: string, holder: string) {
    super(
      `Area ${stream}: ${holder} is named both as holder and as the one who held it before, which is no change of control. Name in data.previous who held it until then, or leave it out where the source does not say.`,
      { stream, holder },
      [
        {
          pointer: '/data/previous',
          code: 'territory.no_change_of_holder',
          detail: `expected another actor than the holder ${holder}`,
        },
      ],
    );
  }
}

/** Another place than the one the stream is about. */
export class OtherAreaError extends TrackerError {
  readonly code = 'territory.other_area';

  constructor(stream: string, area: string, found: string) {
    super(
      `Area ${stream}: its events tell of ${area}, found ${found}. A stream holds one area: record what happened to ${found} in a stream of its own.`,
      { stream, area, found },
      [{ pointer: '/data/area', code: 'territory.other_area', detail: `expected ${area}` }],
    );
  }
}
