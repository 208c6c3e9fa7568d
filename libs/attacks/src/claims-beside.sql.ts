import { heldSql } from '@tracker/reading';

/**
 * Claims that may belong to a period and are not counted in it, because their time is not known closely enough.
 * Parameters: $1 conflict, $2 position, $3 what (text[]), $4 and $5 first and last day, $6 place, $7 object kind, $8 side (null: all), $9 limit.
 */
export const CLAIMS_BESIDE = `
select c.stream, c.key, c.what, c.part, c.rivals, c.fact, c.weapon, c.model, c.object_kind as "objectKind", c.side, c.place, c.quantity,
  c.event, c.position, c.source, c.citation, c.modality, c.occurred, c.counted_day::text as "countedDay", c.counted_period as "countedPeriod",
  false as adopted, 1 as claims, (count(*) over ())::integer as beside
from attacks_v1.claim c
where ${heldSql('c')} and c.what = any($3::text[]) and c.modality = 'realised' and c.part = '' and c.counted_day is null
  and (c.day_from is null or c.day_from <= $5::date) and (c.day_to is null or c.day_to >= $4::date)
  and not coalesce(c.day_from >= $4::date and c.day_to <= $5::date, false)
  and ($6::text is null or c.place = $6) and ($7::text is null or c.object_kind = $7) and ($8::text is null or c.side = $8)
order by c.position desc
limit $9::integer`;
