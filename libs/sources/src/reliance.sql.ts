import { heldSql, type Order } from '@tracker/reading';

/**
 * What rests on one independent source alone, by when it began: streams whose sources, those that corroborate an event among them,
 * are one source or are all linked with each other. A denial tells of nothing, unless there is nothing else.
 *
 * Parameters: $1 conflict, $2 position, $3 kind of stream, $4 only one person's word, $5 the sources asked for, all of a group
 * (text[]), $6 and $7 first and last day, $8 and $9 classes of reach and where each begins, $10 where all end, $11 and $12 sort
 * value and stream of the entry before (all null: not asked), $13 limit, $14 groups of linked sources by source (jsonb).
 */
export function relianceSql(order: Order): string {
  const inOrder = (alias: string): string => `order by ${alias}.sort_from ${order}, ${alias}.stream ${order}`;
  const branch = (leads: string, where: string): string => `
  select r.* from ${leads} cross join unnest($8::int[], $9::text[]) w(reach, earliest) cross join lateral (
    select t.* from citations_v2.telling t
    where ${heldSql('t')} and ${where} and t.reach = w.reach and t.sort_from >= w.earliest and t.sort_from < $10
      and ($11::text is null or (t.sort_from, t.stream) ${order === 'asc' ? '>' : '<'} ($11, $12))
      and ${ASKED} and ${HAS_ONE_VOICE}
    ${inOrder('t')} limit $13::int) r`;
  return `
with found as (${branch('(select) a', '$5::text[] is null')}
  union all ${branch('unnest($5::text[]) a(source)', 't.lead = a.source')}
)
select f.stream, f.kind, f.sources, f.is_denied as "isDenied", f.day_from::text as "dayFrom", f.day_to::text as "dayTo",
  f.sort_from as "sortFrom", ${isOfPersons('f')} as "isPersonal"
from found f
${inOrder('f')}
limit $13::int`;
}

const ASKED = `($3::text is null or t.kind = $3)
      and ($6::date is null or coalesce(t.day_to, t.day_from) >= $6)
      and ($7::date is null or coalesce(t.day_from, t.day_to) <= $7)
      and ($4::boolean is null or ${isOfPersons('t')} = $4)`;

const HAS_ONE_VOICE = `1 = (
        select count(distinct coalesce($14::jsonb ->> s.source, s.source))
        from (
          select unnest(t.sources) as source union all
          select k.citation ->> 'source'
          from reviews_v1.reviewed w
          join entries_v1.entry c on ${heldSql('c')} and c.stream = w.stream and c.key = w.key and c.source is not null
            and (c.modality = 'negated') = t.is_denied
          cross join lateral jsonb_to_recordset(w.corroborations) k(citation jsonb)
          where ${heldSql('w')} and w.stream = t.stream
        ) s)`;

/** Whether each of its sources is registered as a person. */
function isOfPersons(alias: string): string {
  return `not exists (
        select from unnest(${alias}.sources) u(source)
        where not exists (
          select from sources_v2.source s join citations_v2.person p on ${heldSql('p')} and p.stream = s.actor
          where ${heldSql('s')} and s.stream = u.source))`;
}
