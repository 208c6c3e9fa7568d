import { CodeParameter, PeriodQuery, StreamParameter, TextParameter } from '@tracker/reading';
import { IssueParameter } from './issue.parameter';
import { STANCES, STATEMENT_KINDS, WORDINGS, type Stance, type StatementKind, type Wording } from './statement.codes';

/** Which statements to list. */
export class StatementFilter extends PeriodQuery {
  @StreamParameter('Only what this actor said.', 'actor-sergey-lavrov', 'actor')
  readonly speaker?: string;

  @StreamParameter('Only demands, offers and other statements directed at this actor.', 'actor-russia', 'actor')
  readonly addressee?: string;

  @StreamParameter('Only statements about this.', 'meeting-riyadh-2025-02-18')
  readonly about?: string;

  @IssueParameter('Only statements that take a stance on this issue.')
  readonly issue?: string;

  @CodeParameter(STANCES, 'Only statements that take this stance, with `issue` on that issue.')
  readonly stance?: Stance;

  @CodeParameter(STATEMENT_KINDS, 'Only statements of this kind.')
  readonly kind?: StatementKind;

  @CodeParameter(WORDINGS, 'Only statements of this wording.')
  readonly wording?: Wording;

  @CodeParameter(['true', 'false'], 'true: only what may stand in quotation marks; false: only what may not.')
  readonly safeToPrint?: 'true' | 'false';

  @TextParameter('Only statements with this in their text, whatever the case.', 'security guarantees')
  readonly text?: string;
}
