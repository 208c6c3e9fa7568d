import { TrackerError } from '@tracker/problems';

/** A difference is asked for from a later moment to an earlier one. */
export class FromAfterToError extends TrackerError {
  readonly code = 'diff.from_after_to';

  constructor(from: number, to: number) {
    super(
      `from is position ${from}, to is position ${to}: a difference goes from the earlier to the later. Exchange the two.`,
      { from, to },
    );
  }
}

/** A difference does not begin at the state that it is applied to. */
export class DifferenceNotApplicableError extends Error {
  constructor(row: string, change: string, held: string) {
    super(`${row} is ${change} by the difference, but the state has ${held}. Apply it to the state at its \`from\`.`);
    this.name = 'DifferenceNotApplicableError';
  }
}
