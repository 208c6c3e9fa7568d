import { TrackerError } from '@tracker/problems';

/** The same source has already told that this measure was imposed. */
export class MeasureAlreadyImposedError extends TrackerError {
  readonly code = 'measure.already_imposed';

  constructor(stream: string, source: string, version: number) {
    super(
      `Measure ${stream}: ${source} has already told in version ${version} that it was imposed. Correct version ${version} if it was wrong; give another measure, or the same one imposed anew, a stream of its own.`,
      { stream, source, version },
    );
  }
}

/** Something became of a measure that nobody has told to be imposed. */
export class MeasureNotImposedError extends TrackerError {
  readonly code = 'measure.not_imposed';

  constructor(stream: string, type: string) {
    super(
      `Measure ${stream}: ${type} needs a measure that was imposed, and none is recorded. Record MeasureImposed first, from the same citation with basis implied if the measure is first heard of now.`,
      { stream },
    );
  }
}

/** The same source has already told that this measure was lifted. */
export class MeasureAlreadyLiftedError extends TrackerError {
  readonly code = 'measure.already_lifted';

  constructor(stream: string, type: string, source: string, version: number) {
    super(
      `Measure ${stream}: ${source} has already told in version ${version} that it was lifted, so ${type} cannot follow from that source. Correct version ${version} if it was wrong; state an occurred before the lifting if the easing came first.`,
      { stream, source, version },
    );
  }
}
