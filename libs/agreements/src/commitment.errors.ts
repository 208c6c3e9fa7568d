import { TrackerError } from '@tracker/problems';

/** The same source has already told that the commitment was made. */
export class CommitmentAlreadyMadeError extends TrackerError {
  readonly code = 'commitment.already_made';

  constructor(stream: string, source: string, version: number) {
    super(
      `Commitment ${stream}: ${source} has already told in version ${version} that it was made. Correct version ${version} if it was wrong, or give another duty a stream of its own.`,
      { stream, source, version },
    );
  }
}

/** Something became of a commitment that nobody has told to be made. */
export class CommitmentNotMadeError extends TrackerError {
  readonly code = 'commitment.not_made';

  constructor(stream: string, type: string) {
    super(
      `Commitment ${stream}: ${type} needs a commitment that was made, and none is recorded. Record CommitmentMade first.`,
      { stream },
    );
  }
}

/** One confirms who neither owes nor is owed. */
export class NotAPartyError extends TrackerError {
  readonly code = 'commitment.not_a_party';

  constructor(stream: string, by: string, parties: readonly string[]) {
    super(
      `Commitment ${stream}: only a party that owes or is owed can confirm it, found ${by}, expected one of ${parties.join(', ')}. Name the party in \`by\` and the person in \`speaker\`; what an outsider says of it is ClaimCorroborated.`,
      { stream, by, parties },
      [{ pointer: '/data/by', code: 'commitment.not_a_party', detail: `expected one of ${parties.join(', ')}` }],
    );
  }
}

/** The same source has the commitment further on already. */
export class MovedBackError extends TrackerError {
  readonly code = 'commitment.moved_back';

  constructor(stream: string, source: string, state: string, reached: { readonly state: string; version: number }) {
    super(
      `Commitment ${stream}: ${source} has it ${reached.state} in version ${reached.version}, so the same source cannot have it no further than ${state}: a commitment goes forward only. Correct or retract version ${reached.version} if that was wrong.`,
      { stream, source, version: reached.version, state: reached.state },
      [{ pointer: '/data/state', code: 'commitment.moved_back', detail: `${reached.state} was told before` }],
    );
  }
}

/** The same source has told how the commitment ended. */
export class CommitmentAlreadyClosedError extends TrackerError {
  readonly code = 'commitment.already_closed';

  constructor(stream: string, source: string, reached: { readonly state: string; version: number }) {
    super(
      `Commitment ${stream}: ${source} has already told in version ${reached.version} that it is ${reached.state}, which is final. Correct or retract version ${reached.version} if that was wrong, or give a commitment made anew a stream of its own.`,
      { stream, source, version: reached.version, state: reached.state },
    );
  }
}

/** A commitment that takes its own place. */
export class SupersededByItselfError extends TrackerError {
  readonly code = 'commitment.superseded_by_itself';

  constructor(stream: string) {
    super(
      `Commitment ${stream}: it cannot be superseded by itself. Name the commitment that takes its place in supersededBy.`,
      { stream },
      [
        {
          pointer: '/data/supersededBy',
          code: 'commitment.superseded_by_itself',
          detail: 'expected another commitment',
        },
      ],
    );
  }
}
