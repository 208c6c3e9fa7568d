import { behindSql, heldSql, refsSql } from '@tracker/reading';

/** What rests on a source: what it says itself, what came through it, and what others say in its reports. */
const RESTING = `
with resting as (
  select c.stream, c.key as event, 'direct' as how from entries_v1.entry c where ${heldSql('c')} and c.source = $3
  union all
  select c.stream, c.key, 'via' from entries_v1.entry c where ${heldSql('c')} and c.refs @> ${refsSql('$3')}
  union all
  select c.stream, c.key, 'report' from reports_v2.report p join entries_v1.entry c on c.refs @> ${refsSql('p.stream')}
  where ${heldSql('p')} and p.source = $3 and ${heldSql('c')} and c.source <> $3 and not c.refs @> ${refsSql('$3')}
)`;

/** How much rests on a source, each event once. Parameters: conflict, position, source. */
export const TOUCHED_SQL = `${RESTING}
select count(*) as events, count(distinct r.stream) as streams, count(*) filter (where r.how = 'direct') as direct,
  count(*) filter (where r.how = 'via') as via, count(*) filter (where r.how = 'report') as report
from resting r`;

/** Which events these are. Parameters as above. */
export const TOUCHING_SQL = `${RESTING}
select ${['direct', 'via', 'report'].map((how) => `${behindSql('r.event', `r.how = '${how}'`)} as ${how}`).join(', ')}
from resting r`;
