import { CodeParameter, PeriodQuery, StreamParameter } from '@tracker/reading';
import { IssueParameter } from './issue.parameter';
import { STANCES, type Stance } from './statement.codes';

/** Which stances to list. With a period, each is the latest one taken in it. */
export class StanceFilter extends PeriodQuery {
  @IssueParameter('Only stances on this issue.')
  readonly issue?: string;

  @StreamParameter('Only stances of this actor, whoever speaks for it.', 'actor-ukraine', 'actor')
  readonly actor?: string;

  @CodeParameter(STANCES, 'Only those that now take this stance.')
  readonly stance?: Stance;
}
