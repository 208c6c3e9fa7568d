import { gradedLatestOrderSql, type AdoptionRule } from '@tracker/reading';

/** What a statement is asked about, each an expression of it. */
export interface Scope {
  readonly conflict: string;
  readonly position: string;
  /** A date: what was delivered, suspended or resumed later does not count. */
  readonly on: string;
  readonly rule: AdoptionRule;
  /** With the ids of the events that are added, with spaces between. */
  readonly why?: boolean;
}

/** Amounts that count, one a fact and unit: the adopted claim, or the hull of all claims in the adopted claim's unit. */
const COUNTED: Readonly<Record<AdoptionRule, string>> = {
  'graded-latest@1': `select stream, side, what, unit, min, max, best, event as events from judged where rank = 1`,
  'hull@1': `select stream, side, what, unit,
      case when bool_and(min is not null) then min(min) end as min,
      case when bool_and(max is not null) then max(max) end as max,
      case when count(*) = 1 then min(best) end as best, string_agg(event, ' ' order by event) as events
    from judged group by stream, side, fact, what, unit having min(rank) = 1`,
};

const BEST = `coalesce(best, case when min = max then min end)`;

/**
 * What was pledged and delivered, and what is outstanding, one row a pledge and currency or thing, as interval sums: a query in
 * brackets. `isMeant` says of the column amount.stream which pledges. Of a pledge of which no delivery is told all is
 * outstanding; of what nobody pledged nothing is.
 */
export function standingSql({ conflict, position, on, rule, why }: Scope, isMeant: string): string {
  return `(
  with judged as (
    select amount.*, rank() over (
      partition by amount.stream, amount.side, amount.fact
      order by ${gradedLatestOrderSql('amount.grade', 'amount.position')}) as rank
    from aid_v1.amount amount
    where amount.conflict = ${conflict} and amount.since <= ${position} and amount.until > ${position} and ${isMeant}
      and amount.modality = 'realised' and (amount.side = 'pledged' or coalesce(amount.began <= ${on}, true))
  ), summed as (
    select stream, side, what, unit,
      sum(coalesce(min, 0))::float8 as min,
      case when bool_and(max is not null) then sum(max)::float8 end as max,
      case when bool_and(${BEST} is not null) then sum(${BEST})::float8 end as best,
      count(*)::integer as parts,
      (count(*) filter (where min is null or max is null))::integer as open${why ? `, string_agg(events, ' ' order by events) as events` : ''}
    from (${COUNTED[rule]}) counted group by stream, side, what, unit
  )
  select stream, what, unit,
    p.parts as pledged_parts, p.open as pledged_open, p.min as pledged_min, p.max as pledged_max, p.best as pledged_best,
    d.parts as delivered_parts, d.open as delivered_open,
    d.min as delivered_min, d.max as delivered_max, d.best as delivered_best,${why ? ' p.events as pledged_events, d.events as delivered_events,' : ''}
    case when p.stream is null then null when d.stream is null then p.min when d.max is null then 0
      else greatest(p.min - d.max, 0) end as outstanding_min,
    case when p.max is null then null else greatest(p.max - coalesce(d.min, 0), 0) end as outstanding_max,
    case when d.stream is null then p.best when p.best is null or d.best is null then null
      else greatest(p.best - d.best, 0) end as outstanding_best
  from (select * from summed where side = 'pledged') p
  full join (select * from summed where side = 'delivered') d using (stream, what, unit)
)`;
}

/** How a pledge stands, a word of AID_STATUSES; null: nobody says that it was made. A query in brackets; `stream` is an expression. */
export function statusSql(scope: Scope, stream: string): string {
  return `(
  select case
    when not coalesce(bool_or(pledged_parts is not null), false) then null
    when bool_or(delivered_parts is not null)
      and bool_and(pledged_parts is null or coalesce(outstanding_max = 0, false)) then 'delivered'
    when coalesce((${lastTurnSql(scope, stream)}) = 'AidSuspended', false) then 'suspended'
    when bool_or(delivered_parts is not null) then 'partly'
    else 'pledged' end
  from ${standingSql(scope, `amount.stream = ${stream}`)} standing)`;
}

/** The order in which the first of the turns of one pledge is the last by the day. */
const LAST_TURN = `turn.began desc nulls last, ${gradedLatestOrderSql('turn.grade', 'turn.position')}`;

function turnsSql({ conflict, position, on }: Scope): string {
  return `aid_v1.claim turn
    where turn.conflict = ${conflict} and turn.since <= ${position} and turn.until > ${position}
      and turn.type in ('AidSuspended', 'AidResumed') and turn.modality = 'realised' and coalesce(turn.began <= ${on}, true)`;
}

function lastTurnSql(scope: Scope, stream: string): string {
  return `select turn.type from ${turnsSql(scope)} and turn.stream = ${stream} order by ${LAST_TURN} limit 1`;
}

const BY_DAY = { conflict: '$1', position: '$2::bigint', on: '$3::date' } as const;

/** How pledges stand. Parameters: conflict, position, day, streams. */
export function statusesSql(rule: AdoptionRule): string {
  return `select pledge.stream, ${statusSql({ ...BY_DAY, rule }, 'pledge.stream')} as status
    from unnest($4::text[]) pledge(stream)`;
}

/** What was pledged and delivered, and what is outstanding. Parameters: conflict, position, day, streams. */
export function standingsSql(rule: AdoptionRule, why: boolean): string {
  return `select standing.* from ${standingSql({ ...BY_DAY, rule, why }, 'amount.stream = any($4::text[])')} standing
    order by stream, what desc, unit`;
}

/** The events by which pledges are suspended. Parameters: conflict, position, day, streams. */
export const SUSPENSIONS_SQL = `select key from (
    select distinct on (turn.stream) turn.key, turn.type
    from ${turnsSql({ ...BY_DAY, rule: 'graded-latest@1' })} and turn.stream = any($4::text[])
    order by turn.stream, ${LAST_TURN}) last
  where last.type = 'AidSuspended'`;

/**
 * Totals of pledges by donor and currency. `selected` is a query of the columns stream and donor; `first` is the number of the
 * first free parameter, which are conflict, position, day.
 */
export function totalsSql(selected: string, first: number, rule: AdoptionRule, why: boolean): string {
  const scope: Scope = {
    conflict: `$${first}`,
    position: `$${first + 1}::bigint`,
    on: `$${first + 2}::date`,
    rule,
    why,
  };
  const events = ['pledged', 'delivered'].map(
    (side) => `, string_agg(${side}_events, ' ' order by stream) as ${side}_events`,
  );
  const sums = ['pledged', 'delivered', 'outstanding'].map((side) => {
    const isTold = `${side === 'delivered' ? 'delivered' : 'pledged'}_parts is not null`;
    const complete = (bound: string): string =>
      `case when bool_and(${side}_${bound} is not null) filter (where ${isTold}) then sum(${side}_${bound}) end as ${side}_${bound}`;
    return `sum(${side}_min) as ${side}_min, ${complete('max')}, ${complete('best')}`;
  });
  return `with selected as (${selected})
    select selected.donor, standing.unit as currency, ${sums.join(', ')},
      sum(pledged_parts)::integer as pledged_parts, sum(pledged_open)::integer as pledged_open,
      sum(delivered_parts)::integer as delivered_parts, sum(delivered_open)::integer as delivered_open${why ? events.join('') : ''}
    from selected
    join ${standingSql(scope, 'amount.stream in (select stream from selected)')} standing using (stream)
    where standing.what = 'money'
    group by selected.donor, standing.unit
    order by selected.donor, standing.unit`;
}
