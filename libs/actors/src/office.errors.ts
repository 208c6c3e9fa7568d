import { TrackerError } from '@tracker/problems';

/** An office is registered a second time. */
export class OfficeAlreadyRegisteredError extends TrackerError {
  readonly code = 'office.already_registered';

  constructor(stream: string, title: string) {
    super(
      `${stream} is registered already, as ${JSON.stringify(title)}. Register another office under an id of its own; a wrong registration is mended with EventCorrected.`,
      { stream, title },
    );
  }
}

/** A holder is recorded of an office that is not registered. */
export class OfficeNotRegisteredError extends TrackerError {
  readonly code = 'office.not_registered';

  constructor(stream: string) {
    super(
      `${stream} is not registered, so nobody can be recorded as its holder. Record OfficeRegistered into ${stream} first; it may stand before OfficeHeld in the same array or upload.`,
      { stream },
    );
  }
}

/** What the refused and the recorded period are. */
export interface OverlappingPeriod {
  readonly holder: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** Stated periods of two holders of an exclusive office share more than a day of handing over. */
export class OfficePeriodsOverlapError extends TrackerError {
  readonly code = 'office.periods_overlap';

  constructor(stream: string, proposed: OverlappingPeriod, recorded: OverlappingPeriod & { readonly version: number }) {
    super(
      `${stream} has one holder at a time: ${say(proposed)} overlaps ${say(recorded)}, which version ${recorded.version} of the stream states. State other dates, correct version ${recorded.version} if it is wrong, or leave from and to out and say in occurred when ${proposed.holder} was seen in office.`,
      { stream, proposed, recorded },
      [
        {
          pointer: '/data',
          code: 'office.periods_overlap',
          detail: `expected a period that does not overlap ${say(recorded)}`,
        },
      ],
    );
  }
}

function say({ holder, from, to }: OverlappingPeriod): string {
  return `${holder} from ${from ?? '(not stated)'} to ${to ?? '(not stated)'}`;
}
