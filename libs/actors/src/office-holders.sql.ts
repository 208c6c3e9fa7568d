import { gradedLatestOrderSql, heldSql } from '@tracker/reading';

/** Name and version of the rule below. */
export const LAST_SEEN = 'last-seen@1';

/**
 * Who is known to have held offices by a day, one row for each holder, office by office. The one in office on the day comes first:
 * first whose stated period holds the day (of two that share it the one that began later), then who was seen last before it,
 * where a stated first or last day is a sighting too; then by graded-latest@1. `isEnded`: the last that is
 * known of the holder is the stated end, before the day. `predecessor` is the one that the last claim by the day to name one names,
 * whichever of the holder's claims that is. Parameters: conflict, position, day, office ids.
 */
export const OFFICE_HOLDERS_SQL = `
with told as (
  select h.*,
    coalesce(h.period_from <= $3::date and h.period_to >= $3::date, false) as is_stated,
    greatest(
      case when h.seen <= $3::date then h.seen end,
      case when h.period_from <= $3::date then h.period_from end,
      case when h.period_to <= $3::date then h.period_to end) as seen_by
  from offices_v2.holding_claim h
  where ${heldSql('h')} and h.stream = any($4::text[]) and h.modality = 'realised'
), known as (
  select t.*, not t.is_stated and coalesce(t.period_to = t.seen_by and t.period_to < $3::date, false) as is_ended
  from told t
  where t.seen_by is not null
), ranked as (
  select k.*, row_number() over (
    partition by k.stream, k.holder
    order by k.is_stated desc, k.seen_by desc, k.is_ended, ${gradedLatestOrderSql('k.grade', 'k.position')}) as rank
  from known k
), succeeded as (
  select distinct on (k.stream, k.holder) k.stream, k.holder, k.predecessor, k.key, k.position, k.citation
  from known k
  where k.predecessor is not null
  order by k.stream, k.holder, k.seen_by desc, ${gradedLatestOrderSql('k.grade', 'k.position')}
)
select r.stream as office, r.holder, r.occurred, r.stated_from as "from", r.stated_to as "to",
  r.is_stated as "isStated", r.is_ended as "isEnded", r.seen_by::text as "seenBy",
  case r.seen_by when r.seen then r.occurred when r.period_to then r.stated_to else r.stated_from end as "seenOn",
  r.period_from::text as "periodFrom", r.period_to::text as "periodTo",
  r.key as event, r.position, r.citation,
  case when s.key is not null then jsonb_build_object(
    'holder', s.predecessor, 'event', s.key, 'position', s.position, 'citation', s.citation) end as predecessor
from ranked r left join succeeded s on s.stream = r.stream and s.holder = r.holder
where r.rank = 1
order by r.stream, r.is_stated desc, case when r.is_stated then r.period_from end desc nulls last,
  r.seen_by desc, r.is_ended, ${gradedLatestOrderSql('r.grade', 'r.position')}`;
