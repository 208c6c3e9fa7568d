import {
  CodeParameter,
  ListQuery,
  PeriodQuery,
  RuleParameter,
  TextParameter,
  type AdoptionRule,
  type Order,
} from '@tracker/reading';

/** Which series to list. */
export class SeriesFilter extends ListQuery {
  @TextParameter('Text that stands in the metric, whatever the case.', 'losses')
  readonly metric?: string;
}

/** Which points of a series to show. */
export class PointFilter extends PeriodQuery {
  @RuleParameter()
  readonly rule?: AdoptionRule;

  @CodeParameter(
    ['asc', 'desc'],
    'asc: the earliest point comes first; desc: the latest. Left out: asc, as a chart has it.',
  )
  declare readonly order?: Order;
}
