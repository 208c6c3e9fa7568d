import { heldSql, type Order } from '@tracker/reading';

/**
 * The next days for which something is told, one index step each: whether it counts is for countedClaims to find. Parameters:
 * $1 conflict, $2 position, $3 what (text[]), $4 and $5 first and last day (date; null: no bound), $6 the day after which to go on
 * (date; null: from the beginning), $7 how many.
 */
export function daysTold(order: Order): string {
  const [first, towards, step, bound] = order === 'asc' ? ['min', '>=', '+', '$4'] : ['max', '<=', '-', '$5'];
  const next = (from: string): string => `(
    select ${first}(c.counted_day) from unnest($3::text[]) told(what) cross join lateral (
      select c.counted_day from attacks_v3.claim c
      where ${heldSql('c')} and c.what = told.what and c.counted_day ${towards} ${from}
        and c.counted_day between coalesce($4::date, '-infinity') and coalesce($5::date, 'infinity')
      order by c.counted_day ${order} limit 1
    ) c
  )`;
  return `
with recursive days as (
  select ${next(`coalesce($6::date ${step} 1, ${bound}::date, '${order === 'asc' ? '-' : ''}infinity')`)} as day, 1 as nth
  union all
  select ${next(`days.day ${step} 1`)}, nth + 1 from days where day is not null and nth < $7::integer
)
select day::text as day from days where day is not null order by nth`;
}
