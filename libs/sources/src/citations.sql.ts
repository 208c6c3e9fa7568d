import { heldSql, refsSql, type Order } from '@tracker/reading';

/**
 * Events and on whose word they rest, by when they happened, at one time in the order of record. Where a source is asked for ($3),
 * each event once: `direct`, it says so itself; `via`, the word of another came through it; `report`, it published the report in
 * which another says so. `alone`: no source that is independent of the event's own tells the same, which is an event of that type
 * in that stream, denied or not as this one is, or corroborates one that does.
 *
 * Parameters: $1 conflict, $2 position, $3 source, $4 how, $5 type, $6 kind of stream, $7 basis, $8 report, $9 alone, $10 and $11 first and
 * last day, $12 and $13 classes of reach and where each begins, $14 where all end, $15 and $16 sort value and position of the entry
 * before (all null: not asked), $17 limit, $18 groups of linked sources by source (jsonb).
 */
export function citationsSql(order: Order): string {
  const inOrder = (alias: string): string => `order by ${alias}.sort_from ${order}, ${alias}.position ${order}`;
  const branch = (how: string, from: string, where: string): string => `
  select r.* from unnest($12::int[], $13::text[]) w(reach, earliest) cross join lateral (
    select c.*, '${how}' as how from ${from}
    where ${heldSql('c')} and c.reach = w.reach and c.sort_from >= w.earliest and c.sort_from < $14
      and ($15::text is null or (c.sort_from, c.position) ${order === 'asc' ? '>' : '<'} ($15, $16::bigint))
      and ${where} and ($4::text is null or $4 = '${how}') and ${ASKED}
    ${inOrder('c')} limit $17::int) r`;
  const direct = branch('direct', 'entries_v1.entry c', 'c.source is not null and ($3::text is null or c.source = $3)');
  const via = branch('via', 'entries_v1.entry c', `$3::text is not null and ${RESTS_THROUGH}`);
  const report = branch(
    'report',
    `reports_v2.report p join entries_v1.entry c on c.refs @> ${refsSql('p.stream')}`,
    `${heldSql('p')} and p.source = $3 and c.source <> $3 and not ${RESTS_THROUGH}`,
  );
  return `
with found as (${direct}
  union all ${via}
  union all ${report}
)
select f.key as event, f.stream, f.type, f.occurred, f.modality, f.source, coalesce(f.citation -> 'via', '[]') as via,
  f.citation ->> 'report' as report, ${basisOf('f')} as basis, f.citation ->> 'grade' as grade, f.how, f.position,
  f.sort_from as "sortFrom", ${isAlone('f')} as alone
from found f
${inOrder('f')}
limit $17::int`;
}

/** The word of another came through the source that is asked for. */
const RESTS_THROUGH = `c.refs @> ${refsSql('$3')}`;

/** Events by other conditions than who says so. */
const ASKED = `($5::text is null or c.type = $5) and ($6::text is null or split_part(c.stream, '-', 1) = $6)
      and ($7::text is null or ${basisOf('c')} = $7) and ($8::text is null or c.refs @> ${refsSql('$8')})
      and ($10::date is null or coalesce(c.day_to, c.day_from) >= $10)
      and ($11::date is null or coalesce(c.day_from, c.day_to) <= $11)
      and ($9::boolean is null or ${isAlone('c')} = $9)`;

function basisOf(alias: string): string {
  return `coalesce(${alias}.citation ->> 'basis', 'stated')`;
}

function isAlone(alias: string): string {
  const isOther = (source: string): string => `${group(source)} <> ${group(`${alias}.source`)}`;
  return `not exists (
        select from entries_v1.entry o
        where ${heldSql('o')} and o.stream = ${alias}.stream and o.type = ${alias}.type and o.source is not null
          and (o.modality = 'negated') = (${alias}.modality = 'negated')
          and (${isOther('o.source')} or exists (
            select from reviews_v1.reviewed w cross join lateral jsonb_array_elements(w.corroborations) k
            where ${heldSql('w')} and w.stream = o.stream and w.key = o.key and ${isOther(`k #>> '{citation,source}'`)})))`;
}

/** The group of a source, by the parameter that names the groups of linked ones. */
function group(source: string): string {
  return `coalesce($18::jsonb ->> (${source}), ${source})`;
}
