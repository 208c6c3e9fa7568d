import type { Order } from '@tracker/reading';
import { countedClaims, type Counting } from './counted-claims.sql';

/**
 * A page of the attacks that a total is about, each with its rows: those selected, and of these the ones that no whole speaks for.
 * Parameters as in countedClaims, then $14 limit, $15 and $16 after which attack: its sort_from and stream; null for the first page.
 */
export function countedAttacks(counting: Pick<Counting, 'adoption'>, order: Order): string {
  return `${countedClaims(counting)}
select stream, sort_from as "sortFrom", ${KEYS}
from counted
where own and ($15::text is null or (sort_from, stream) ${order === 'asc' ? '>' : '<'} ($15, $16::text))
group by stream, sort_from
order by sort_from ${order}, stream ${order}
limit $14::integer`;
}

/** Of each of some days the attacks by name, in the same way: of one day $15 at most, and how many it has. $14: the days (text[]). */
export function attacksOfDays(counting: Pick<Counting, 'adoption' | 'ofModels'>): string {
  return `${countedClaims({ ...counting, by: 'day' })}
select * from (
  select grp as day, stream, ${KEYS}, (count(*) over (partition by grp))::integer as attacks,
    row_number() over (partition by grp order by stream) as nth
  from counted where own and grp = any($14::text[])
  group by grp, stream
) listed
where nth <= $15::integer
order by day, nth`;
}

const KEYS = `array_agg(key) as selected, coalesce(array_agg(key) filter (where not shadowed), '{}') as counted`;
