import { gradedLatestOrderSql, heldSql } from '@tracker/reading';

/**
 * The claims of some attacks that stand, rivals together and the adopted ones of `graded-latest@1` first, each with the number of sources
 * that rival. What did not happen, or is only planned, is never adopted.
 * Parameters: $1 conflict, $2 position, $3 attacks (text[]), $4 what (text[]; null: all), $5 adopted ones only (boolean).
 */
export const CLAIMS_OF_ATTACKS = `
select * from (
  select c.stream, c.key, c.what, c.part, c.rivals, c.fact, c.weapon, c.model, c.object_kind as "objectKind", c.side, c.place, c.quantity,
    c.event, c.position, c.source, c.citation, c.modality, c.occurred, c.counted_day::text as "countedDay", c.counted_period as "countedPeriod",
    c.modality = 'realised' and rank() over (partition by c.stream, c.rivals order by c.modality = 'realised' desc, ${gradedLatestOrderSql('c.grade', 'c.position')}) = 1
      as adopted,
    (count(*) filter (where c.part = '') over (partition by c.stream, c.rivals))::integer as claims
  from attacks_v1.claim c
  where ${heldSql('c')} and c.stream = any($3::text[]) and ($4::text[] is null or c.what = any($4))
) judged
where adopted or not $5::boolean
order by stream, rivals, adopted desc, position desc, part`;
