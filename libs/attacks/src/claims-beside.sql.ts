import { heldSql } from '@tracker/reading';
import { COUNTED_PLACE, isTooVague, type GroupName } from './groups.sql';
import { ACCOUNT_OF_CLAIM, SHOWN_CLAIM } from './shown-claims.sql';

/**
 * Claims that may belong to a period and are not counted in it, or in no group of it, because their time is not known closely enough,
 * the latest recorded first. Parameters as in countedClaims ($9 MUST be null), then $14 limit.
 */
export function claimsBeside(by?: GroupName): string {
  return `
with c as (
  select j.*, (count(*) over ())::integer as beside
  from (
    select c.* from attacks_v3.claim c
    where ${heldSql('c')} and $9::text[] is null and c.what = any($3::text[]) and c.modality = 'realised'
      and (c.part = '' or c.what = 'crossed_border' or c.part = 'model:' || $11::text)
      and ${isTooVague(by)}
    offset 0
  ) j join attacks_v3.attack a on ${heldSql('a')} and a.stream = j.stream and a.key = ''
  where ($6::text is null or ${COUNTED_PLACE} = $6) and ($7::text is null or j.object_kind = $7) and ($8::text is null or j.side = $8)
    and ($10::text is null or j.weapon = $10) and ($11::text is null or j.model = $11 or j.part = 'model:' || $11)
    and ($12::text is null or $12 = any(a.attackers)) and ($13::text is null or $13 = any(a.toward))
  order by j.position desc, j.stream, j.key
  limit $14::integer
)
select ${SHOWN_CLAIM}, true as behind, true as stands, c.qualifier, c.min::float8 as min, c.max::float8 as max, c.best::float8 as best, 1 as claims,
  (c.qualifier = 'unknown')::integer as unknown, split_part(c.key, ' ', 1) as events, 1 as sources, c.beside
from c ${ACCOUNT_OF_CLAIM}
order by c.position desc, c.stream, c.key`;
}
