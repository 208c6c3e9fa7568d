import { PeriodQuery, RuleParameter, StreamParameter, ViewQuery, type AdoptionRule } from '@tracker/reading';

/** Which exchanges to list and to add up. A vague time is listed if it may lie in the period, and added only if it lies in it whole. */
export class ExchangeFilter extends PeriodQuery {
  @StreamParameter('Only exchanges in which this party let people go.', 'actor-russia', 'actor')
  readonly by?: string;

  @StreamParameter('Only exchanges that this one mediated.', 'actor-saudi-arabia', 'actor')
  readonly mediatedBy?: string;

  @RuleParameter()
  readonly rule?: AdoptionRule;
}

/** Question of one exchange. */
export class ExchangeQuestion extends ViewQuery {
  @RuleParameter()
  readonly rule?: AdoptionRule;
}
