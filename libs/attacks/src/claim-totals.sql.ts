import { COUNTED_CLAIMS } from './counted-claims.sql';

/**
 * Interval sums of what counts, as `sumBounds` adds: in all (grouped 'all'), by place, by kind of object and by weapon. `silent`: attacks
 * that count for something else asked for, and of which neither they nor a whole above them nor a part below them says this.
 * Parameters as in COUNTED_CLAIMS.
 */
export const CLAIM_TOTALS = `${COUNTED_CLAIMS},
said as (
  select asker, stream, bool_or(own and has_parts) over (partition by asker) as whole, said_here from (
    select asker, stream, own, bool_or(not own) over here as has_parts, array_agg(what) filter (where own) over here as said_here
    from counted window here as (partition by stream)
  ) heard
),
silent as (
  select asked.what, (select count(distinct asker) from said where not whole)::integer - count(distinct told.asker)::integer as attacks
  from unnest($3::text[]) asked(what)
  left join (select distinct asker, unnest(said_here) as what from said where not whole) told on told.what = asked.what
  group by asked.what
),
sums as (
  select
    case when grouping(counted_place) = 0 then 'place' when grouping(object_kind) = 0 then 'objectKind'
      when grouping(weapon) = 0 then 'weapon' else 'all' end as grouped,
    what, part, coalesce(counted_place, object_kind, weapon) as name,
    sum(coalesce(min, 0))::float8 as min,
    case when bool_and(max is not null) then sum(max)::float8 end as max,
    case when bool_and(coalesce(best, case when min = max then min end) is not null)
      then sum(coalesce(best, case when min = max then min end))::float8 end as best,
    count(*)::integer as reports,
    (count(*) filter (where min is null or max is null))::integer as open
  from counted where own and not shadowed
  group by grouping sets ((what, part), (what, part, counted_place), (what, part, object_kind), (what, part, weapon))
)
select sums.*, case when grouped = 'all' then coalesce(silent.attacks, 0) end as silent
from sums left join silent using (what)
order by grouped, name nulls last, what, part`;
