import { heldSql } from '@tracker/reading';
import type { AdoptionSql } from './adoption-rule';
import { ACCOUNT_OF_CLAIM, SHOWN_CLAIM } from './shown-claims.sql';

const OWN = `c.stream, c.key, c.what, c.part, c.rivals, c.weapon, c.model, c.object_kind, c.side, c.place as own_place, c.quantity, c.position,
      c.modality, c.counted_day as own_day, c.counted_period`;

const claimsWhich = (condition: string): string => `select c.* from attacks_v3.claim c
    where ${heldSql('c')} and c.stream = any($3::text[]) and ($4::text[] is null or c.what = any($4)) and ${condition}`;

/**
 * The claims of some attacks that stand, rivals together, the first in the order of claims before the others and these latest first,
 * each with what the rule makes of it, and with the number of sources that rival. What did not happen, or is only planned, is never
 * adopted. Parameters: $1 conflict, $2 position, $3 attacks (text[]), $4 what (text[]; null: all), $5 only rows with an adopted value.
 */
export function claimsOfAttacks(adoption: AdoptionSql): string {
  return `
with judged as (
  ${adoption.judge(claimsWhich(`c.modality = 'realised'`), OWN)}
),
told as (
  select stream, key, what, part, rivals, weapon, model, object_kind, side, own_place as place, quantity, position, modality, own_day as counted_day,
    counted_period, in_order = 1 as first, behind, stands, qualifier, min, max, best, claims, unknown, events
  from judged
  union all
  select stream, key, what, part, rivals, weapon, model, object_kind, side, place, quantity, position, modality, counted_day,
    counted_period, false, false, false, null, null, null, null, null, null, null
  from (${claimsWhich(`c.modality <> 'realised'`)}) unrealised
),
c as (
  select told.*, (count(*) filter (where part = '') over (partition by stream, rivals))::integer as sources from told
)
select ${SHOWN_CLAIM}, c.behind, c.stands, c.qualifier, c.min::float8 as min, c.max::float8 as max, c.best::float8 as best, c.claims, c.unknown,
  c.events, c.sources
from c ${ACCOUNT_OF_CLAIM}
where c.stands or not $5::boolean
order by c.stream, c.rivals, c.first desc, c.position desc, c.part`;
}
