import { CodeParameter, DayParameter, ListQuery, StreamParameter } from '@tracker/reading';
import type { Day } from '@tracker/vocabulary';
import { CEASEFIRE_STANDINGS, type CeasefireStanding } from './ceasefire.answer';

/** Which ceasefires to list: those that were to hold at some time in a period. */
export class CeasefireFilter extends ListQuery {
  @CodeParameter(
    CEASEFIRE_STANDINGS,
    'Only ceasefires that stand so on the day of the question. not_yet: declared, from a later day. expired: its last day has passed. ended: it was told to have ended by then.',
  )
  readonly status?: CeasefireStanding;

  @StreamParameter('Only ceasefires of this party.', 'actor-russia', 'actor')
  readonly party?: string;

  @StreamParameter('Only ceasefires that stand in this agreement.', 'agreement-riyadh-2025-02-18', 'agreement')
  readonly agreement?: string;

  @DayParameter(
    'First day (YYYY-MM-DD), included: what had ended, or was to, before it is left out, and what begins at a time not known.',
  )
  readonly from?: Day;

  @DayParameter('Last day, included: what was to begin after it is left out.')
  readonly to?: Day;
}
