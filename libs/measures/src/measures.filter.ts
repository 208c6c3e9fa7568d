import { CodeParameter, PeriodQuery, StreamParameter } from '@tracker/reading';
import { MEASURE_KINDS, type MeasureKind } from './measure.events';

/** Which measures to list. The period is that of their imposition. */
export class MeasureFilter extends PeriodQuery {
  @CodeParameter(MEASURE_KINDS, 'Only measures of this kind.')
  readonly kind?: MeasureKind;

  @StreamParameter('Only measures that this actor imposed.', 'actor-united-states', 'actor')
  readonly by?: string;

  @StreamParameter('Only measures on this actor.', 'actor-russia', 'actor')
  readonly target?: string;

  @CodeParameter(['true', 'false'], 'true: only measures in force on the day `on`; false: only those that are not.')
  readonly inForce?: 'true' | 'false';
}
