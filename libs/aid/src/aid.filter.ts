import {
  CodeParameter,
  PeriodQuery,
  RuleParameter,
  StreamParameter,
  ViewQuery,
  type AdoptionRule,
} from '@tracker/reading';
import { AID_KINDS, type AidKind } from './aid.events';

/**
 * How a pledge stands on a day: `delivered` in full, `suspended`, delivered in part (`partly`), or no more than `pledged`. What was
 * delivered in full is not suspended any more.
 */
export const AID_STATUSES = ['pledged', 'partly', 'delivered', 'suspended'] as const;
export type AidStatus = (typeof AID_STATUSES)[number];

/** Which pledges to list. The period is that of the pledge. */
export class AidFilter extends PeriodQuery {
  @StreamParameter('Only what this actor gives.', 'actor-united-states', 'actor')
  readonly donor?: string;

  @StreamParameter('Only what this actor is to receive.', 'actor-ukraine', 'actor')
  readonly recipient?: string;

  @CodeParameter(AID_KINDS, 'Only aid of this kind.')
  readonly kind?: AidKind;

  @CodeParameter(
    AID_STATUSES,
    'Only pledges that stand so on the day `on`: delivered in full, suspended, delivered in part (partly), or no more than pledged.',
  )
  readonly status?: AidStatus;

  @RuleParameter()
  readonly rule?: AdoptionRule;
}

/** Of one pledge. */
export class PledgeQuery extends ViewQuery {
  @RuleParameter()
  readonly rule?: AdoptionRule;
}
