import {
  CodeParameter,
  DayParameter,
  InvalidParameterError,
  ListQuery,
  RuleParameter,
  StreamParameter,
  TextParameter,
  ViewQuery,
  type AdoptionRule,
} from '@tracker/reading';
import { addDays, MODALITIES, type Day, type Modality } from '@tracker/vocabulary';
import {
  ATTACK_KINDS,
  BARRAGE_WEAPONS,
  OBJECT_KINDS,
  WEAPON_KINDS,
  type AttackKind,
  type BarrageWeapon,
  type ObjectKind,
  type WeaponKind,
} from './attack.codes';
import type { Asking } from './attack.facts';
import { GROUP_NAMES, type GroupName } from './groups.sql';

/** First and last day of a period, both included. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

const DAY_FIRST = '0001-01-01';
const DAY_LAST = '9999-12-31';
/** Days of a total whose question names no period, the last one included: all times would read every claim of the log. */
const PERIOD_DAYS = 30;

/** Query parameters of one attack. */
export class AttackQuestion extends ViewQuery {
  @RuleParameter()
  readonly rule?: AdoptionRule;
}

/** Query parameters of lists of adopted numbers. */
abstract class AdoptedFilter extends ListQuery {
  @RuleParameter()
  readonly rule?: AdoptionRule;
}

/** Query parameters of the list of attacks. */
export class AttackFilter extends AdoptedFilter {
  @DayParameter('First day, included. An attack counts on its day; a night counts on its morning.')
  readonly from?: Day;

  @DayParameter('Last day, included.')
  readonly to?: Day;

  @StreamParameter('Where it struck, did harm, or where weapons were headed.', 'place-dolynska', 'place')
  readonly place?: string;

  @StreamParameter('Who attacked, as told by some source.', 'actor-russia', 'actor')
  readonly attacker?: string;

  @CodeParameter(WEAPON_KINDS, 'With what, as told by some source.')
  readonly weapon?: WeaponKind;

  @CodeParameter(ATTACK_KINDS, 'What kind of attack it was, as told by some source.')
  readonly kind?: AttackKind;

  @CodeParameter(['true', 'false'], 'false leaves out what is part of another attack, true what is not.')
  readonly part?: 'true' | 'false';

  @CodeParameter(MODALITIES, 'Left out: realised, those that some source says happened.')
  readonly modality?: Modality;
}

/** The same of numbers of a period. */
abstract class CountedFilter extends AdoptedFilter {
  @DayParameter(
    `First day, included. Left out: ${PERIOD_DAYS} days with the last; 0001-01-01 for all there is. A night counts on its morning.`,
  )
  readonly from?: Day;

  @DayParameter('Last day, included. Left out: the day that counts as today.')
  readonly to?: Day;
}

/** Query parameters of attack nights. */
export class NightsFilter extends CountedFilter {
  @CodeParameter(BARRAGE_WEAPONS, 'Numbers of these weapons only.')
  readonly weapon?: BarrageWeapon;

  @TextParameter('Numbers of this model only, as sources name it.', 'Shahed')
  readonly model?: string;

  @StreamParameter('Who attacked, as told by some source.', 'actor-russia', 'actor')
  readonly attacker?: string;

  @StreamParameter('Where weapons were headed, as told by some source.', 'place-ukraine', 'place')
  readonly toward?: string;
}

/** Query parameters of totals. */
export class TotalsFilter extends CountedFilter {
  @DayParameter('The night into this day: short for from and to of that day.')
  readonly night?: Day;

  @StreamParameter(
    'Where, as the claim says, or else its attack if that has one place.',
    'place-cherkasy-region',
    'place',
  )
  readonly place?: string;

  @CodeParameter(
    GROUP_NAMES,
    'A series instead of the attacks: by day, week or month, each counted as if asked for alone; by place; or by kind, of the damaged objects or else of the attack. What is vaguer than a day, week or month is beside it.',
  )
  readonly by?: GroupName;
}

/** Query parameters of casualties. */
export class CasualtiesFilter extends TotalsFilter {
  @StreamParameter('Whose people, where a source says so.', 'actor-ukraine', 'actor')
  readonly side?: string;
}

/** Query parameters of damage. */
export class DamageFilter extends TotalsFilter {
  @CodeParameter(OBJECT_KINDS, 'What kind of objects.')
  readonly objectKind?: ObjectKind;
}

/** How adopted values are asked for. */
export function askingOf({ rule, why }: Pick<AttackQuestion, 'rule' | 'why'>): Asking {
  return { rule, why: why === '1' };
}

/** The period that a list names; null: all times, and what has no time. Throws InvalidParameterError when it makes no sense. */
export function periodOf({ from, to }: { readonly from?: Day; readonly to?: Day }): Period | null {
  if (from === undefined && to === undefined) return null;
  const period = { from: from ?? DAY_FIRST, to: to ?? DAY_LAST };
  if (period.from > period.to)
    throw new InvalidParameterError('to', period.to, `a day on or after from (${period.from})`);
  return period;
}

/** The period that a question about numbers names, or the last days up to `on`. Throws InvalidParameterError when it makes no sense. */
export function countedPeriodOf(
  { from, to, night }: { readonly from?: Day; readonly to?: Day; readonly night?: Day },
  on: Day,
): Period {
  if (night !== undefined) {
    if (from !== undefined || to !== undefined)
      throw new InvalidParameterError('night', night, 'either night, or from and to');
    return { from: night, to: night };
  }
  const last = to ?? on;
  const first = from ?? (last < '0001-02-01' ? DAY_FIRST : addDays(last, 1 - PERIOD_DAYS));
  if (first > last) throw new InvalidParameterError('from', first, `a day not after the last of the period, ${last}`);
  return { from: first, to: last };
}
