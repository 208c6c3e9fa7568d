import { behindSql, gradedLatestOrderSql, heldSql } from '@tracker/reading';

/** Whether an exchange under the alias `e` counts between two days: on its day, or in a period that holds all of its days. */
function countsSql(from: string, to: string): string {
  return `coalesce(${from}::date is null or e.counted_day between ${from}::date and ${to}::date
    or (e.counted_day is null and e.day_from >= ${from}::date and e.day_to <= ${to}::date), false)`;
}

/**
 * The opening of every statement about exchanges: `with ...` up to `judged`, every release that some source says happened, with its
 * rank among its rivals. A release counts with its exchange.
 *
 * Parameters: $1 conflict, $2 position, $3 party that let people go, $4 mediator (null: all), $5 and $6 first and last day of the
 * period (both or neither null), $7 whether to take the hull.
 */
const JUDGED = `
with selected as (
  select e.stream, ${countsSql('$5', '$6')} as counts
  from exchanges_v1.exchange e
  where ${heldSql('e')} and e.modality = 'realised'
    and ($3::text is null or $3 = any(e.parties)) and ($4::text is null or $4 = any(e.mediated_by))
    and ($5::date is null or e.span && daterange($5::date, $6::date, '[]'))
),
judged as (
  select s.counts, r.*, rank() over (partition by r.stream, r.party order by ${gradedLatestOrderSql('r.grade', 'r.position')}) as rank
  from selected s join exchanges_v1.release r on ${heldSql('r')} and r.stream = s.stream and r.modality = 'realised'
),
adopted as (
  select stream, party, counts, count(*)::integer as claims,
    case when bool_and(persons_min is not null) then min(persons_min) end as persons_min,
    case when bool_and(persons_max is not null) then max(persons_max) end as persons_max,
    case when not $7::boolean then max(persons_best) end as persons_best,
    bool_or(civilians is not null) as tells_civilians,
    case when bool_and(civilians is null or civilians_min is not null) then min(civilians_min) end as civilians_min,
    case when bool_and(civilians is null or civilians_max is not null) then max(civilians_max) end as civilians_max,
    case when not $7::boolean then max(civilians_best) end as civilians_best
  from judged where rank = 1 or $7::boolean
  group by stream, party, counts
)`;

/** Interval sums by the party that let people go, of what counts in the period. Parameters as above. */
export const EXCHANGE_TOTALS = `${JUDGED}
select party, count(*)::integer as exchanges,
  sum(coalesce(persons_min, 0))::float8 as "personsMin",
  case when bool_and(persons_max is not null) then sum(persons_max)::float8 end as "personsMax",
  case when bool_and(coalesce(persons_best, case when persons_min = persons_max then persons_min end) is not null)
    then sum(coalesce(persons_best, persons_min))::float8 end as "personsBest",
  (count(*) filter (where persons_min is null or persons_max is null))::integer as "personsOpen",
  (count(*) filter (where tells_civilians))::integer as "civiliansTold",
  sum(coalesce(civilians_min, 0)) filter (where tells_civilians)::float8 as "civiliansMin",
  case when bool_and(civilians_max is not null) filter (where tells_civilians)
    then sum(civilians_max) filter (where tells_civilians)::float8 end as "civiliansMax",
  case when bool_and(coalesce(civilians_best, case when civilians_min = civilians_max then civilians_min end) is not null)
      filter (where tells_civilians)
    then sum(coalesce(civilians_best, civilians_min)) filter (where tells_civilians)::float8 end as "civiliansBest",
  (count(*) filter (where tells_civilians and (civilians_min is null or civilians_max is null)))::integer as "civiliansOpen"
from adopted where counts
group by party
order by party`;

/** How many exchanges may belong to the period and do not count in it, because they count on another day or their time is too vague. Parameters as above. */
export const EXCHANGES_BESIDE = `${JUDGED}
select count(distinct stream)::integer as beside from adopted where not counts`;

/** Which these are. Parameters as above. */
export const STREAMS_BESIDE = `${JUDGED}
select ${behindSql('stream')} as streams from (select distinct stream from adopted where not counts) beside`;

/** Every release behind the totals and those left out, by party; $8 is the most to give. Parameters as above. */
export const RELEASES_BEHIND = `${JUDGED}
select party, stream as exchange, event, modality, counts, (rank = 1 or $7::boolean) as adopted, position from judged
union all
select r.party, r.stream, r.event, r.modality, s.counts, false, r.position
from selected s join exchanges_v1.release r on ${heldSql('r')} and r.stream = s.stream and r.modality <> 'realised'
order by party, position
limit $8::integer`;
