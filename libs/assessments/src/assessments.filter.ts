import { CodeParameter, PeriodQuery, StreamParameter, TextParameter } from '@tracker/reading';
import { ASSESSMENT_KINDS, DIRECTIONS, type AssessmentKind, type Direction } from './assessment.codes';

/** Which assessments to list. */
export class AssessmentFilter extends PeriodQuery {
  @CodeParameter(ASSESSMENT_KINDS, 'Only assessments of this kind.')
  readonly kind?: AssessmentKind;

  @CodeParameter(DIRECTIONS, 'Only those that see it go this way.')
  readonly direction?: Direction;

  @TextParameter('Text that stands in the topic, whatever the case.', 'front line')
  readonly topic?: string;

  @StreamParameter('Only what is about this.', 'actor-ukraine')
  readonly about?: string;

  @StreamParameter('Only what this source thinks.', 'source-unnamed-outlet', 'source')
  readonly source?: string;

  @CodeParameter(['true', 'false'], 'true: only the latest of each source on each topic; false: only earlier ones.')
  readonly latest?: 'true' | 'false';
}
