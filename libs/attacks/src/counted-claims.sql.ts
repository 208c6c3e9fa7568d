import { gradedLatestOrderSql, heldSql } from '@tracker/reading';

const JUDGED_COLUMNS = `c.stream, c.key, c.what, c.part, c.fact, c.weapon, c.side, coalesce(c.side, c.model) as bearing, c.object_kind, c.place,
        c.qualifier, c.min, c.max, c.best, c.counted_day, c.day_from, c.day_to, c.rivals, c.grade, c.position`;

/** Where a claim counts: at the place it names, or else at its attack's, if that has just one. */
const COUNTED_PLACE = `coalesce(j.place, case when cardinality(a.places) = 1 then a.places[1] end)`;

/**
 * Which claims count in a total, by `graded-latest@1`: the opening of every statement about totals. It is `with ...` up to the table
 * `counted`: the adopted claims of the selection (`own`), each with `shadowed`: true where a whole states the same and only that counts.
 *
 * Parameters: $1 conflict, $2 position, $3 what (text[]), $4 and $5 first and last day (date, both or neither null),
 * $6 place, $7 object kind, $8 side, $9 only these attacks (text[]); null where all count.
 *
 * A claim counts on its day; one that is vaguer than a day counts in a period that holds all of its days. Rivals are judged before
 * the selection is made, or a rival of another day would be adopted too.
 *
 * The planner cannot know how many rows a step gives, and would join two steps in a loop over loops. So no step is joined with another:
 * each one meets tables by their index, and claims meet the claims of their wholes in windows.
 */
export const COUNTED_CLAIMS = `
with recursive candidate as (
  select stream collate "C" from unnest($9::text[]) listed(stream)
  union
  select c.stream from attacks_v1.claim c
  where ${heldSql('c')} and $9::text[] is null and c.what = any($3::text[]) and c.counted_day between $4::date and $5::date
  union
  select c.stream from attacks_v1.claim c
  where ${heldSql('c')} and $9::text[] is null and c.what = any($3::text[]) and c.counted_day is null
    and c.day_from >= $4::date and c.day_to <= $5::date
),
judged as (
  select c.*, rank() over (partition by c.stream, c.rivals order by ${gradedLatestOrderSql('c.grade', 'c.position')}) as rank from (
    select c.* from candidate cross join lateral (
      select ${JUDGED_COLUMNS} from attacks_v1.claim c
      where ${heldSql('c')} and c.stream = candidate.stream and c.what = any($3::text[]) and c.modality = 'realised'
      -- Keeps the planner from reading the whole table instead.
      offset 0
    ) c
    union all
    select ${JUDGED_COLUMNS} from attacks_v1.claim c
    where ${heldSql('c')} and c.what = any($3::text[]) and c.modality = 'realised' and $4::date is null and $9::text[] is null
  ) c
),
selected as (
  select j.*, ${COUNTED_PLACE} as counted_place, a.sort_from
  from judged j join attacks_v1.attack a on ${heldSql('a')} and a.stream = j.stream and a.key = ''
  where j.rank = 1
    and ($4::date is null or j.counted_day between $4 and $5 or (j.counted_day is null and j.day_from >= $4 and j.day_to <= $5))
    and ($6::text is null or ${COUNTED_PLACE} = $6)
    and ($7::text is null or j.object_kind = $7)
    and ($8::text is null or j.side = $8)
),
-- Each claim once more for every whole above its attack: there it asks whether the whole states the same.
asking as (
  select s.stream as asker, s.key, s.what, s.fact, s.bearing, l.other as stream
  from selected s join attacks_v1.link l on ${heldSql('l')} and l.stream = s.stream and l.relation = 'partOf' and l.modality = 'realised'
  union
  select a.asker, a.key, a.what, a.fact, a.bearing, l.other
  from asking a join attacks_v1.link l on ${heldSql('l')} and l.stream = a.stream and l.relation = 'partOf' and l.modality = 'realised'
),
-- Of attacks that are told to be parts of each other, the first by name is the whole.
asked as (
  select * from (
    select a.*, min(asker) over pair <> max(asker) over pair as mutual from asking a where asker <> stream
    window pair as (partition by least(asker, stream), greatest(asker, stream))
  ) paired
  where not mutual or stream < asker
),
meeting as (
  select stream as asker, stream, key, what, part, fact, bearing, true as own, qualifier <> 'unknown' as states,
    weapon, object_kind, counted_place, sort_from, min, max, best
  from selected
  union all
  select asker, stream, key, what, null, fact, bearing, false, false, null, null, null, null, null, null, null from asked
),
answered as (
  select meeting.*,
    case
      when own then bearing is not null and bool_or(states and bearing is null) over same_fact
      when bearing is null then bool_or(states) over same_fact
      else bool_or(states and bearing is null) over same_fact or bool_or(states) over same_bearing
    end as shadow
  from meeting
  window same_fact as (partition by stream, fact), same_bearing as (partition by stream, fact, bearing)
),
counted as (
  select answered.*, bool_or(shadow) over (partition by asker, key) as shadowed from answered
)`;
