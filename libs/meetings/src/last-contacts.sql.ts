import { goesBeforeSql, gradedLatestOrderSql, heldSql } from '@tracker/reading';

/**
 * $1 conflict, $2 position. The last meeting held between each two parties, as far as somebody has both at the table: by its
 * adopted day, an unknown one before all others. With a caller, only the caller's party and each other one were in contact.
 */
export const LAST_CONTACTS_SQL = `
with held as (
  select m.stream, m.occurred, m.format, m.day_from, m.day_to, m.sort_to, m.status_event, (
    select d.value from meetings_v1.detail d
    where ${heldSql('d')} and d.stream = m.stream and d.field = 'caller' and d.modality = 'realised'
    order by ${gradedLatestOrderSql('d.grade', 'd.position')} limit 1
  ) as caller
  from meetings_v1.meeting m
  where ${heldSql('m')} and m.status = 'held'
), present as (
  select distinct p.stream, p.party, p.actor
  from meetings_v1.participant p
  where ${heldSql('p')} and p.presence = 'present' and p.modality = 'realised' and not exists (
    select 1 from meetings_v1.participant a
    where ${heldSql('a')} and a.stream = p.stream and a.actor = p.actor and a.presence = 'absent' and a.modality = 'realised'
      and ${goesBeforeSql('a', 'p')}
  )
)
select distinct on (a.party, b.party) a.party, b.party as other, h.stream as meeting, h.format, h.occurred,
  h.day_from::text as "dayFrom", h.day_to::text as "dayTo", s.event, s.position, s.citation
from held h
join present a on a.stream = h.stream
join present b on b.stream = h.stream and b.party > a.party
join meetings_v1.step s on ${heldSql('s')} and s.stream = h.stream and s.key = h.status_event
where h.caller is null or h.caller in (a.actor, a.party, b.actor, b.party)
order by a.party, b.party, h.sort_to desc, h.stream desc`;
