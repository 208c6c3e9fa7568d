import type { Day } from '@tracker/vocabulary';
import type { MeasureRow } from './measure.tables';

/**
 * Whether a measure is in force on a day: told as imposed, by then, and not told as lifted by then. A change counts from the first
 * day on which it may have happened, and one without a time from the beginning.
 */
export function isInForce(row: MeasureRow, on: Day): boolean {
  const { isImposed, imposedFrom, isLifted, liftedFrom } = row;
  return isImposed && by(imposedFrom, on) && !(isLifted && by(liftedFrom, on));
}

/** The same of TypeORM rows named `measure`, with the day as `:on`. */
export const IN_FORCE = `(measure.isImposed and coalesce(measure.imposedFrom <= cast(:on as date), true)
  and not (measure.isLifted and coalesce(measure.liftedFrom <= cast(:on as date), true)))`;

function by(day: Day | null, on: Day): boolean {
  return day === null || day <= on;
}
