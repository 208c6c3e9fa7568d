import { CodeParameter, DayParameter, InvalidParameterError, ListQuery, StreamParameter } from '@tracker/reading';
import { MODALITIES, type Day, type Modality } from '@tracker/vocabulary';
import {
  ATTACK_KINDS,
  OBJECT_KINDS,
  WEAPON_KINDS,
  type AttackKind,
  type ObjectKind,
  type WeaponKind,
} from './attack.codes';

/** First and last day of a period, both included. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

const DAY_FIRST = '0001-01-01';
const DAY_LAST = '9999-12-31';

/** Query parameters of lists that may be cut to a period. */
export class PeriodFilter extends ListQuery {
  @DayParameter('First day, included. An attack counts on its day; a night counts on its morning.')
  readonly from?: Day;

  @DayParameter('Last day, included.')
  readonly to?: Day;
}

/** Query parameters of the list of attacks. */
export class AttackFilter extends PeriodFilter {
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

/** Query parameters of totals. */
export class TotalsFilter extends PeriodFilter {
  @DayParameter('The night into this day: short for from and to of that day.')
  readonly night?: Day;

  @StreamParameter(
    'Where, as the claim says, or else its attack if that has one place.',
    'place-cherkasy-region',
    'place',
  )
  readonly place?: string;
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

/** The period a question names; null: all times, and what has no time. Throws InvalidParameterError when it makes no sense. */
export function periodOf({
  from,
  to,
  night,
}: {
  readonly from?: Day;
  readonly to?: Day;
  readonly night?: Day;
}): Period | null {
  if (night !== undefined) {
    if (from !== undefined || to !== undefined)
      throw new InvalidParameterError('night', night, 'either night, or from and to');
    return { from: night, to: night };
  }
  if (from === undefined && to === undefined) return null;
  const period = { from: from ?? DAY_FIRST, to: to ?? DAY_LAST };
  if (period.from > period.to)
    throw new InvalidParameterError('to', period.to, `a day on or after from (${period.from})`);
  return period;
}
