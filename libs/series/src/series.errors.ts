import { TrackerError } from '@tracker/problems';

/** The same source has already told what the series is. */
export class SeriesAlreadyOpenedError extends TrackerError {
  readonly code = 'series.already_opened';

  constructor(stream: string, source: string, version: number) {
    super(
      `Series ${stream}: ${source} has already told in version ${version} what it is. Correct version ${version} if it was wrong, record SeriesDefinitionChanged if something else is counted from some time on, or give another metric or year a stream of its own.`,
      { stream, source, version },
    );
  }
}

/** Something is told of a series that nobody has opened. */
export class SeriesNotOpenedError extends TrackerError {
  readonly code = 'series.not_opened';

  constructor(stream: string, type: string) {
    super(
      `Series ${stream}: ${type} needs a series, and none is open. Record SeriesOpened with its metric and unit first, or earlier in the same array.`,
      { stream },
    );
  }
}

/** A point, or a change of the definition, without a place in time. */
export class SeriesUndatedError extends TrackerError {
  readonly code = 'series.undated';

  constructor(stream: string, type: string, occurred: string | undefined) {
    super(
      `Series ${stream}: ${type} has to have a place in time, found occurred ${occurred === undefined ? 'left out' : JSON.stringify(occurred)}. State occurred, such as "2025-02-18" or "2025-02"; where the source does not say, its date of report is the latest that it can be: "/2025-02-19".`,
      { stream },
      [
        {
          pointer: '/occurred',
          code: 'series.undated',
          detail: 'expected a time of which the start or the end is known',
        },
      ],
    );
  }
}
