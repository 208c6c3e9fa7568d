import { COUNTED_CLAIMS } from './counted-claims.sql';

/**
 * A page of the attacks that a total is about, newest first, each with its rows: those selected, and of these the ones that no whole speaks for.
 * Parameters as in COUNTED_CLAIMS, then $10 limit, $11 and $12 after which attack: its sort_from and stream; null for the first page.
 */
export const COUNTED_ATTACKS = `${COUNTED_CLAIMS}
select stream, sort_from as "sortFrom",
  array_agg(key) as selected, coalesce(array_agg(key) filter (where not shadowed), '{}') as counted
from counted
where own and ($11::text is null or (sort_from, stream) < ($11, $12::text))
group by stream, sort_from
order by sort_from desc, stream desc
limit $10::integer`;
