import { TrackerError } from '@tracker/problems';

/** An agreement of fewer than two parties. */
export class TooFewAgreeingPartiesError extends TrackerError {
  readonly code = 'agreement.too_few_parties';

  constructor(stream: string, parties: readonly string[]) {
    const found = parties.length === 0 ? 'none' : `only ${parties.join(', ')}`;
    super(
      `Agreement ${stream}: an agreement has two parties at least, found ${found}. Name the other party; what one party promises alone is a CommitmentMade.`,
      { stream, parties },
      [{ pointer: '/data/parties', code: 'agreement.too_few_parties', detail: 'expected two parties at least' }],
    );
  }
}

/** The same source has already told of this step of the agreement. */
export class AgreementAlreadyToldError extends TrackerError {
  readonly code = 'agreement.already_told';

  constructor(stream: string, type: string, source: string, version: number) {
    super(
      `Agreement ${stream}: ${source} has already told in version ${version} what a second ${type} would tell again. Correct version ${version} if it was wrong, or give another agreement a stream of its own.`,
      { stream, source, version },
    );
  }
}

/** Something became of an agreement that nobody has told to be reached or signed. */
export class AgreementNotMadeError extends TrackerError {
  readonly code = 'agreement.not_made';

  constructor(stream: string, type: string) {
    super(
      `Agreement ${stream}: ${type} needs an agreement that was reached or signed, and none is recorded. Record AgreementReached or AgreementSigned first, from the same citation with basis implied if the agreement is first heard of now.`,
      { stream },
    );
  }
}

/** The same source has told that the agreement ended before. */
export class AgreementAlreadyEndedError extends TrackerError {
  readonly code = 'agreement.already_ended';

  constructor(stream: string, type: string, source: string, version: number) {
    super(
      `Agreement ${stream}: ${source} has already told in version ${version} that it ended, so ${type} after that end cannot be. State an \`occurred\` before the end, or correct version ${version} if that was wrong.`,
      { stream, source, version },
    );
  }
}
