import { TrackerError } from '@tracker/problems';

/** A meeting of fewer than two parties, by the event's own list. */
export class TooFewPartiesError extends TrackerError {
  readonly code = 'meeting.too_few_parties';

  constructor(stream: string, field: 'parties' | 'present', parties: readonly string[]) {
    const found = parties.length === 0 ? 'none' : `only ${parties.join(', ')}`;
    super(
      `Meeting ${stream}: a meeting has two parties at least, found ${found} in ${field}. A party is the delegation somebody represents, or the actor where no delegation is given. Name the other side, by its delegation and \`unnamed\` if nobody is named.`,
      { stream, parties },
      [{ pointer: `/data/${field}`, code: 'meeting.too_few_parties', detail: 'expected two parties at least' }],
    );
  }
}

/** The same source has somebody both present and absent. */
export class PresentAndAbsentError extends TrackerError {
  readonly code = 'meeting.present_and_absent';

  constructor(stream: string, source: string, actors: readonly string[]) {
    super(
      `Meeting ${stream}: ${source} has ${actors.join(', ')} both present and absent. Leave it out of one of the two lists, or correct the earlier event of that source; if another source says so, cite that source.`,
      { stream, source, actors },
      [
        {
          pointer: '/data/absent',
          code: 'meeting.present_and_absent',
          detail: `${actors.join(', ')} is present as well`,
        },
      ],
    );
  }
}

/** An actor stands twice in one list of an event. */
export class ListedTwiceError extends TrackerError {
  readonly code = 'meeting.listed_twice';

  constructor(stream: string, field: 'present' | 'absent', actors: readonly string[]) {
    super(
      `Meeting ${stream}: ${actors.join(', ')} stands twice in ${field}, expected each actor once. Leave one out; a second office of the same person goes into a MeetingDetailReported.`,
      { stream, actors },
      [{ pointer: `/data/${field}`, code: 'meeting.listed_twice', detail: `${actors.join(', ')} stands twice` }],
    );
  }
}

/** The same source has already told that the meeting was held. */
export class MeetingAlreadyHeldError extends TrackerError {
  readonly code = 'meeting.already_held';

  constructor(stream: string, type: string, source: string, version: number) {
    super(
      `Meeting ${stream}: ${source} has already told, in version ${version}, that it was held, so it cannot take ${type} from the same source. Correct version ${version} if that was wrong, add to it with MeetingDetailReported, or give a further meeting a stream of its own.`,
      { stream, source, version },
    );
  }
}

/** The same source has already told that the meeting was called off. */
export class MeetingAlreadyCancelledError extends TrackerError {
  readonly code = 'meeting.already_cancelled';

  constructor(stream: string, type: string, source: string, version: number) {
    super(
      `Meeting ${stream}: ${source} has already told, in version ${version}, that it was cancelled, so it cannot take ${type} from the same source. Correct or retract version ${version} if that was wrong, or give a meeting planned anew a stream of its own.`,
      { stream, source, version },
    );
  }
}

/** Nobody has told of a plan that could be moved or called off. */
export class MeetingNotPlannedError extends TrackerError {
  readonly code = 'meeting.not_planned';

  constructor(stream: string, type: string) {
    super(
      `Meeting ${stream}: ${type} needs a plan, and none is recorded. Record MeetingPlanned first, from the same citation with basis implied if the meeting is first heard of now.`,
      { stream },
    );
  }
}

/** The same source has moved its plan, so another plan of it would hide the move. */
export class PlanAlreadyMovedError extends TrackerError {
  readonly code = 'meeting.plan_moved';

  constructor(stream: string, source: string) {
    super(
      `Meeting ${stream}: ${source} has already postponed or rescheduled it, so a second MeetingPlanned of the same source would hide the move. Record MeetingRescheduled with the new date.`,
      { stream, source },
    );
  }
}

/** A detail of a meeting that nobody has told of. */
export class MeetingNotKnownError extends TrackerError {
  readonly code = 'meeting.not_known';

  constructor(stream: string) {
    super(
      `Meeting ${stream}: MeetingDetailReported needs a planned or held meeting, and neither is recorded. Record MeetingPlanned or MeetingHeld first.`,
      { stream },
    );
  }
}
