import { heldSql } from '@tracker/reading';

/**
 * How much rests on a source, each event once: what it says itself, what came through it, and what others say in its reports.
 * Parameters: conflict, position, source.
 */
export const TOUCHED_SQL = `
with resting as (
  select c.stream, 'direct' as how from citations_v1.citation c where ${heldSql('c')} and c.source = $3
  union all
  select v.stream, 'via' from citations_v1.via v where ${heldSql('v')} and v.source = $3
  union all
  select c.stream, 'report' from reports_v2.report p join citations_v1.citation c on c.report = p.stream
  where ${heldSql('p')} and p.source = $3 and ${heldSql('c')} and c.source <> $3 and $3 <> all(c.via)
)
select count(*) as events, count(distinct r.stream) as streams, count(*) filter (where r.how = 'direct') as direct,
  count(*) filter (where r.how = 'via') as via, count(*) filter (where r.how = 'report') as report
from resting r`;
