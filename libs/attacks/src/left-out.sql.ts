import { countedClaims, UNREALISED, type Counting } from './counted-claims.sql';

/**
 * What of the attacks in question does not count in a total, one row an event and thing counted, the latest first, with the reason:
 * `not_realised`, `outranked` by the claim that is adopted, `part_of_whole` that another claim states, `vague_time` for a stretch
 * of time, or `outside_period`. `by` is the claim that counts instead: attack and key of its row; `count` how many there are of that
 * thing. What is only known to be at another place, of another kind or side, is not in question.
 * Parameters as in countedClaims, then $14: rows of each thing at most.
 */
export function leftOut(counting: Omit<Counting, 'why'>): string {
  return `${countedClaims({ ...counting, why: true })},
heard as (
  select stream, key, what, part, rivals, position, behind, counted_day, 'realised' as modality, null::boolean as shadowed, null as whole,
    first_value(stream || ' ' || key) over (partition by stream, rivals order by in_order) as first
  from placed
  union all
  select stream, key, what, part, rivals, position, false, counted_day, modality, null, null, null from (${UNREALISED}) unrealised
  union all
  select stream, key, what, part, null, position, false, null, null, shadowed, whole_claim, null from counted where own
),
-- Rows of one claim: as it was judged, and as it was counted.
joined as (
  select stream, key, what, part, max(rivals) as rivals, max(position) as position, bool_or(behind) as behind, max(modality) as modality,
    max(counted_day) as counted_day, max(first) as first, bool_or(shadowed) as shadowed, max(whole) as whole
  from heard group by stream, key, what, part
),
-- Where several claims make one value, only one of their rows is counted.
settled as (
  select joined.*, bool_or(shadowed) over same_part as is_part, max(whole) over same_part as spoken_for,
    row_number() over (partition by stream, split_part(key, ' ', 1), what order by part) as nth
  from joined window same_part as (partition by stream, rivals, part)
),
reasoned as (
  select stream as attack, split_part(key, ' ', 1) as event, what, position, modality,
    case when modality <> 'realised' then 'not_realised' when not behind then 'outranked'
      when is_part then 'part_of_whole' when is_part is not null then null
      when counted_day is null then 'vague_time' else 'outside_period' end as reason,
    case when modality <> 'realised' then null when not behind then first when is_part then spoken_for end as by
  from settled where nth = 1
)
select * from (
  select attack, event, what, reason, by, modality, (count(*) over (partition by what))::integer as count,
    row_number() over (partition by what order by position desc, event) as nth
  from reasoned where reason is not null
) numbered
where nth <= $14::integer
order by what, nth`;
}
