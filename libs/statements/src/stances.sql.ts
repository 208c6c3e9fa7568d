import { REACHES } from '@tracker/projections';
import { goesBeforeSql, heldSql } from '@tracker/reading';

/**
 * A page of the stances of each holder on each issue: what stands now, the latest said first; null where none stands. Stances on
 * one issue that several sources tell of one statement are rivals, of which graded-latest@1 adopts one. A stance stands if its
 * statement is realised, was not withdrawn, and neither the holder nor the speaker denies it; of those the latest said is shown, of
 * equals the one recorded last. What was said, withdrawn or denied after $3 is not looked at; without a time it is.
 * $1 conflict, $2 position, $3 day; null where they do not narrow: $4 and $5 first and last day of a period, $6 and $7 the same as
 * bounds of sort_to and sort_from, $8 holder, $9 issue, $10 stance, $11 time, $12 and $13 holder and issue after which the page
 * begins; $14 how many; $15 whether every stance is told of, or the one that stands; $16 a bound of sort_to for each class of
 * reach, so that no index is read beyond the period and the day.
 */
export function stancesPageSql(order: 'asc' | 'desc'): string {
  const after = order === 'asc' ? '>' : '<';
  // One branch a class, since the planner would not use a bound that is joined to.
  const branches = REACHES.map(
    (reach, index) => `
  select s.stream, s.key, s.position, s.modality, s.grade, s.holder, s.issue, s.stance, s.speaker, s.sort_to
  from statements_v3.stance s
  where ${heldSql('s')} and s.reach = ${reach} and s.sort_to < ($16::text[])[${index + 1}] and ${byTheDay('s')}
    and ($4::date is null or coalesce(s.day_to, s.day_from) >= $4::date) and ($6::text is null or s.sort_to >= $6::text)
    and ($5::date is null or coalesce(s.day_from, s.day_to) <= $5::date) and ($7::text is null or s.sort_from < $7::text)
    and ($8::text is null or s.holder = $8::text) and ($9::text is null or s.issue = $9::text)`,
  );
  return `with asked as (${branches.join(`
  union all`)}
), taken as materialized (
  select s.*, ${REPLIES} as replies
  from asked s
  where not exists (
    select 1 from statements_v3.stance rival
    where ${heldSql('rival')} and rival.stream = s.stream and rival.holder = s.holder and rival.issue = s.issue
      and ${goesBeforeSql('rival', 's')}
  )
), judged as (
  select taken.*, case
      when replies = '[]' and modality = 'realised' then 'stands'
      when replies @> '[{"reply": "withdrawn"}]' then 'withdrawn'
      when replies @> jsonb_build_array(jsonb_build_object('reply', 'denied', 'by', holder))
        or replies @> jsonb_build_array(jsonb_build_object('reply', 'denied', 'by', speaker)) then 'denied'
      when modality <> 'realised' then 'not_realised'
      else 'stands'
    end as judgement
  from taken
), ranked as (
  select judged.*, row_number() over (
      partition by holder, issue order by judgement = 'stands' desc, sort_to desc, position desc, stream desc
    ) as place, count(*) over (partition by holder, issue)::integer as times
  from judged
), page as (
  select * from ranked
  where place = 1 and ($10::text is null or (judgement = 'stands' and stance = $10::text))
    and ($11::text is null or (sort_to, holder, issue) ${after} ($11::text, $12::text, $13::text))
  order by sort_to ${order}, holder ${order}, issue ${order}
  limit $14::integer
)
select page.holder, page.issue, page.times, page.sort_to as "sortTo", (
  select jsonb_agg(jsonb_build_object(
    'stance', s.stance, 'reason', s.reason, 'statement', s.stream, 'speaker', s.speaker, 'occurred', s.occurred,
    'text', t.text, 'wording', t.wording, 'condition', t.condition, 'replies', r.replies,
    'judgement', case when r.judgement = 'stands' and r.place > 1 then 'earlier' else r.judgement end,
    'event', s.event, 'position', s.position, 'modality', s.modality, 'citation', s.citation
  ) order by r.sort_to desc, r.position desc, r.stream desc)
  from ranked r
    join statements_v3.stance s on ${heldSql('s')} and s.stream = r.stream and s.key = r.key
    join statements_v3.statement t on ${heldSql('t')} and t.stream = s.stream and t.key = s.event
  where r.holder = page.holder and r.issue = page.issue and ($15::boolean or (r.place = 1 and r.judgement = 'stands'))
) as told
from page
order by page.sort_to ${order}, page.holder ${order}, page.issue ${order}`;
}

/** What became of the statement by the day: withdrawals, and denials by anyone. */
const REPLIES = `(
    select coalesce(jsonb_agg(jsonb_build_object('reply', r.reply, 'by', r.by, 'event', r.event) order by r.position), '[]')
    from statements_v3.reply r
    where ${heldSql('r')} and r.stream = s.stream and r.reply in ('withdrawn', 'denied') and r.modality = 'realised'
      and ${byTheDay('r')}
  )`;

function byTheDay(alias: string): string {
  return `coalesce(coalesce(${alias}.day_to, ${alias}.day_from) <= $3::date, true)`;
}
