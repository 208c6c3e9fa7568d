import { countedClaims, type Counting } from './counted-claims.sql';

/**
 * Interval sums of what counts, as `sumBounds` adds: in all (`grouped` 'all'), by place, by kind of object and by weapon. `silent`:
 * attacks that count for something else asked for, and of which neither they nor a whole above them nor a part below them says this.
 * Parameters as in countedClaims.
 */
export function claimTotals(counting: Pick<Counting, 'adoption' | 'why'>): string {
  return `${countedClaims(counting)},
${silence("'all'::text", '')},
sums as (
  select
    case when grouping(counted_place) = 0 then 'place' when grouping(object_kind) = 0 then 'objectKind'
      when grouping(weapon) = 0 then 'weapon' else 'all' end as grouped,
    what, part, coalesce(counted_place, object_kind, weapon) as name, ${sums(counting)}
  from counted where own and not shadowed
  group by grouping sets ((what, part), (what, part, counted_place), (what, part, object_kind), (what, part, weapon))
)
select sums.*, case when grouped = 'all' then coalesce(silent.attacks, 0) end as silent
from sums left join silent on silent.what = sums.what
order by grouped, name nulls last, what, part`;
}

/** The same for each group (`name`), and where asked for divided by weapon, or by weapon and model. */
export function claimSeries(counting: Counting, division: '' | 'weapon' | 'weapon, model' = ''): string {
  const divided = { '': '', weapon: ', (grp, what, part, weapon)', 'weapon, model': '' }[division];
  const group = division === 'weapon, model' ? '(grp, what, part, weapon, model)' : '(grp, what, part)';
  const names = { '': '', weapon: ', weapon', 'weapon, model': ', weapon, model' }[division];
  const isWhole = division === 'weapon' ? 'grouping(weapon) = 1' : 'true';
  return `${countedClaims(counting)},
${silence('grp', 'grp, ')},
sums as (
  select case when ${isWhole} then 'all' else 'weapon' end as grouped, grp as name, what, part${names}, ${sums(counting)}
  from counted where own and not shadowed
  group by grouping sets (${group}${divided})
)
select sums.*, case when grouped = 'all' then coalesce(silent.attacks, 0) end as silent
from sums left join silent on silent.what = sums.what and coalesce(silent.grp, '') = coalesce(sums.name, '')
order by grouped, name nulls last${names}, what, part`;
}

const sums = ({ why = false }: Pick<Counting, 'why'>): string => `
    sum(coalesce(min, 0))::float8 as min,
    case when bool_and(max is not null) then sum(max)::float8 end as max,
    case when bool_and(coalesce(best, case when min = max then min end) is not null)
      then sum(coalesce(best, case when min = max then min end))::float8 end as best,
    count(*)::integer as reports,
    (count(*) filter (where min is null or max is null))::integer as open,
    (count(*) filter (where unknown > 0))::integer as unknown,
    array_agg(distinct qualifier) as qualifiers${why ? `, string_agg(events, ' ' order by position, events) as events` : ''}`;

/** Table `silent`: by group and what is asked for, the attacks that do not say it. */
const silence = (group: string, within: string): string => `said as (
  select asker, stream, grp, bool_or(own and has_parts) over (partition by ${within}asker) as whole, said_here from (
    select asker, stream, ${group} as grp, own, bool_or(not own) over here as has_parts,
      array_agg(what) filter (where own) over here as said_here
    from counted window here as (partition by ${within}stream)
  ) heard
),
silent as (
  select everybody.grp, asked.what, everybody.attacks - coalesce(told.attacks, 0) as attacks
  from (select grp, count(distinct asker)::integer as attacks from said where not whole group by grp) everybody
  cross join unnest($3::text[]) asked(what)
  left join (
    select grp, what, count(distinct asker)::integer as attacks
    from (select grp, asker, unnest(said_here) as what from said where not whole) each_said group by grp, what
  ) told on told.what = asked.what and coalesce(told.grp, '') = coalesce(everybody.grp, '')
)`;
