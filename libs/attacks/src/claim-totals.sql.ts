import { countedClaims, type Counting } from './counted-claims.sql';
import { tallied, TALLIED_EVERYBODY, TALLIED_PIECES, TALLIED_SAYING, type HarmTable } from './harm.sql';

/** How claims are added. */
export interface Adding extends Counting {
  /** Adds the rows of this table too, but for those of the attacks of $9. */
  readonly beside?: HarmTable;
  /** Whether no claim is to be judged: there are only rows. */
  readonly rowsOnly?: boolean;
}

/**
 * Interval sums of what counts, as `sumBounds` adds: in all (`grouped` 'all'), by place, by kind of object and by weapon. `silent`:
 * attacks that count for something else asked for, and of which neither they nor a whole above them nor a part below them says this.
 * Parameters as in countedClaims; with rows only, $1 to $9.
 */
export function claimTotals(adding: Omit<Adding, 'by' | 'ofModels'>): string {
  return `${piecesOf(adding)},
${silence("'all'::text", '', adding)},
sums as (
  select
    case when grouping(counted_place) = 0 then 'place' when grouping(object_kind) = 0 then 'objectKind'
      when grouping(weapon) = 0 then 'weapon' else 'all' end as grouped,
    what, part, coalesce(counted_place, object_kind, weapon) as name, ${sums(adding)}
  from pieces
  group by grouping sets ((what, part), (what, part, counted_place), (what, part, object_kind), (what, part, weapon))
)
select sums.*, case when grouped = 'all' then coalesce(silent.attacks, 0) end as silent
from sums left join silent on silent.what = sums.what
order by grouped, name nulls last, what, part`;
}

/** The same for each group (`name`), and where asked for divided by weapon, or by weapon and model. */
export function claimSeries(adding: Adding, division: '' | 'weapon' | 'weapon, model' = ''): string {
  const divided = { '': '', weapon: ', (grp, what, part, weapon)', 'weapon, model': '' }[division];
  const group = division === 'weapon, model' ? '(grp, what, part, weapon, model)' : '(grp, what, part)';
  const names = { '': '', weapon: ', weapon', 'weapon, model': ', weapon, model' }[division];
  const isWhole = division === 'weapon' ? 'grouping(weapon) = 1' : 'true';
  return `${piecesOf(adding)},
${silence('grp', 'grp, ', adding)},
sums as (
  select case when ${isWhole} then 'all' else 'weapon' end as grouped, grp as name, what, part${names}, ${sums(adding)}
  from pieces
  group by grouping sets (${group}${divided})
)
select sums.*, case when grouped = 'all' then coalesce(silent.attacks, 0) end as silent
from sums left join silent on silent.what = sums.what and coalesce(silent.grp, '') = coalesce(sums.name, '')
order by grouped, name nulls last${names}, what, part`;
}

/** Tables up to `pieces`: each claim that counts, or claims alike added up. */
function piecesOf({ beside, rowsOnly = false, ...counting }: Adding): string {
  const { by } = counting;
  const opening = [
    ...(rowsOnly ? [] : [countedClaims(counting)]),
    ...(beside === undefined
      ? []
      : [`${rowsOnly ? 'with ' : ''}${tallied({ table: beside, rule: counting.adoption.rule }, by)}`]),
  ];
  const pieces = [...(rowsOnly ? [] : [countedPieces(counting)]), ...(beside === undefined ? [] : [TALLIED_PIECES])];
  return `${opening.join(',\n')},\npieces as (${pieces.join(UNION)}\n)`;
}

const UNION = `
  union all`;

const countedPieces = ({ why = false }: Counting): string => `
  select grp, what, part, counted_place, object_kind, weapon, model, qualifier,
    coalesce(min, 0) as min, max, coalesce(best, case when min = max then min end) as best, 1 as reports,
    (min is null or max is null)::integer as open, (unknown > 0)::integer as unknown${why ? ', events, position' : ''}
  from counted where own and not shadowed`;

const sums = ({ why = false }: Pick<Counting, 'why'>): string => `
    sum(min)::float8 as min,
    case when bool_and(max is not null) then sum(max)::float8 end as max,
    case when bool_and(best is not null) then sum(best)::float8 end as best,
    sum(reports)::integer as reports, sum(open)::integer as open, sum(unknown)::integer as unknown,
    array_agg(distinct qualifier) as qualifiers${why ? `, string_agg(events, ' ' order by position, events) as events` : ''}`;
/** Table `silent`: by group and what is asked for, the attacks that do not say it. */
function silence(group: string, within: string, { beside, rowsOnly = false }: Adding): string {
  const isJudged = !rowsOnly;
  const hasRows = beside !== undefined;
  const everybody = [...(isJudged ? [JUDGED_EVERYBODY] : []), ...(hasRows ? [TALLIED_EVERYBODY] : [])];
  const saying = [...(isJudged ? [JUDGED_SAYING] : []), ...(hasRows ? [TALLIED_SAYING] : [])];
  return `${isJudged ? said(group, within) : ''}silent as (
  select everybody.grp, asked.what, (everybody.attacks - coalesce(told.attacks, 0))::integer as attacks
  from (select grp, sum(attacks) as attacks from (${everybody.join(UNION)}) heard group by grp) everybody
  cross join unnest($3::text[]) asked(what)
  left join (select grp, what, sum(attacks) as attacks from (${saying.join(UNION)}) heard group by grp, what) told
    on told.what = asked.what and coalesce(told.grp, '') = coalesce(everybody.grp, '')
)`;
}

/** Table `said`: what the attacks that were judged say, they or their wholes. */
const said = (group: string, within: string): string => `said as (
  select asker, stream, grp, bool_or(own and has_parts) over (partition by ${within}asker) as whole, said_here from (
    select asker, stream, ${group} as grp, own, bool_or(not own) over here as has_parts,
      array_agg(what) filter (where own) over here as said_here
    from counted window here as (partition by ${within}stream)
  ) heard
),
`;

const JUDGED_EVERYBODY = `
    select grp, count(distinct asker) as attacks from said where not whole group by grp`;

const JUDGED_SAYING = `
    select grp, what, count(distinct asker) as attacks
    from (select grp, asker, unnest(said_here) as what from said where not whole) each_said group by grp, what`;
