import { TrackerError } from '@tracker/problems';

/** The same source has already told of this pledge. */
export class AidAlreadyPledgedError extends TrackerError {
  readonly code = 'aid.already_pledged';

  constructor(stream: string, source: string, version: number) {
    super(
      `Aid ${stream}: ${source} has already told of the pledge in version ${version}. Correct version ${version} if it was wrong, or give another pledge a stream of its own: a stream holds one pledge.`,
      { stream, source, version },
    );
  }
}

/** Something became of a pledge that nobody has told of. */
export class AidNotPledgedError extends TrackerError {
  readonly code = 'aid.not_pledged';

  constructor(stream: string, type: string) {
    super(
      `Aid ${stream}: ${type} needs a pledge, and none is recorded. Record AidPledged first, from the same citation with basis implied if the pledge is first heard of now.`,
      { stream },
    );
  }
}
