import { heldSql } from '@tracker/reading';
import type { AdoptionSql } from './adoption-rule';
import { COUNTED_PLACE, GROUPS, isOfTime, type GroupName } from './groups.sql';

/** How claims are counted. */
export interface Counting {
  readonly adoption: AdoptionSql;
  /** Into what they are divided, see GROUPS; left out: not at all. */
  readonly by?: GroupName;
  /** Only what is told of single models, each of which is then a whole. */
  readonly ofModels?: boolean;
  /** Keeps what is not counted, with the reasons. */
  readonly why?: boolean;
}

const CARRIED = `c.stream, c.key, c.what, c.part, c.rivals, c.weapon, c.model, c.object_kind, c.side, c.position`;
const CLAIM_COLUMNS = `${CARRIED}, c.qualifier, c.min, c.max, c.best, c.grade, c.modality, c.place, c.day_from, c.day_to, c.counted_day`;

/** What a whole and its parts both state if they state it: never added. Missiles of any kind are one thing here. */
const FACT = `concat_ws(' ', j.what, case when j.weapon like '%missile' then 'missile' else j.weapon end, j.object_kind)`;
const MODEL = `coalesce(j.model, case when j.part like 'model:%' then substr(j.part, 7) end)`;

const claimsWhich = (condition: string): string => `
  select c.* from candidate cross join lateral (
    select ${CLAIM_COLUMNS} from attacks_v3.claim c
    where ${heldSql('c')} and c.stream = candidate.stream and c.what = any($3::text[]) and ${condition}
    -- Keeps the planner from reading the whole table instead.
    offset 0
  ) c
  union all
  select ${CLAIM_COLUMNS} from attacks_v3.claim c
  where ${heldSql('c')} and c.what = any($3::text[]) and ${condition} and $4::date is null and $9::text[] is null`;

/** The selection but for its period, of claims `j` that a table names. */
const placed = (claims: string, group: string): string => `
  select j.*, ${COUNTED_PLACE} as counted_place, a.sort_from, ${group} as grp
  from ${claims} j join attacks_v3.attack a on ${heldSql('a')} and a.stream = j.stream and a.key = ''
  where ($6::text is null or ${COUNTED_PLACE} = $6)
    and ($7::text is null or j.object_kind = $7)
    and ($8::text is null or j.side = $8)
    and ($10::text is null or j.weapon = $10)
    and ($11::text is null or ${MODEL} = $11)
    and ($12::text is null or $12 = any(a.attackers))
    and ($13::text is null or $13 = any(a.toward))`;

/** Claims of the attacks in question that nobody says happened: planned, supposed or denied. To follow `countedClaims`. */
export const UNREALISED = placed(`(${claimsWhich(`c.modality <> 'realised'`)})`, 'null::text');

/** Whether a claim or row counts in the period. */
export const inPeriod = (alias: string): string =>
  `($4::date is null or ${alias}.counted_day between $4 and $5 or (${alias}.counted_day is null and ${alias}.day_from >= $4 and ${alias}.day_to <= $5))`;

/**
 * Which claims are counted, by a rule: the opening of every statement about totals. It is `with ...` up to the table `counted`: the
 * adopted values of the selection (`own`), each with its group (`grp`) and with `shadowed`: true where a whole states the same and
 * only that counts.
 *
 * Parameters: $1 conflict, $2 position, $3 what (text[]), $4 and $5 first and last day (date, both or neither null), $6 place,
 * $7 object kind, $8 side, $9 only these attacks (text[]), $10 weapon, $11 model, $12 attacker, $13 toward; null where all count.
 *
 * A claim counts on its day; one that is vaguer than a day counts in a period that holds all of its days. Rivals are judged before
 * the selection is made, or a rival of another day would be adopted too.
 *
 * The planner cannot know how many rows a step gives, and would join two steps in a loop over loops. So no step is joined with another:
 * each one meets tables by their index, and claims meet the claims of their wholes in windows.
 */
export function countedClaims({ adoption, by, ofModels = false, why = false }: Counting): string {
  const alone = by !== undefined && isOfTime(by) ? ', grp' : '';
  return `
with recursive candidate as (
  select stream collate "C" from unnest($9::text[]) listed(stream)
  union
  select c.stream from attacks_v3.claim c
  where ${heldSql('c')} and $9::text[] is null and c.what = any($3::text[]) and c.counted_day between $4::date and $5::date
  union
  select c.stream from attacks_v3.claim c
  where ${heldSql('c')} and $9::text[] is null and c.what = any($3::text[]) and c.counted_day is null
    and c.day_from >= $4::date and c.day_to <= $5::date
),
judged as (${adoption.judge(claimsWhich(`c.modality = 'realised'`), CARRIED)}
),
placed as (${placed('judged', by ? GROUPS[by] : 'null::text')}
    and ${why ? 'true' : 'j.stands'}${ofModels ? ` and ${MODEL} is not null` : ''}
),
selected as (
  select j.stream, j.key, j.what, j.weapon, j.side, j.object_kind, j.counted_place, j.sort_from, j.grp, j.position,
    j.qualifier, j.min, j.max, j.best, j.open, j.unknown, j.events, ${
      ofModels
        ? `'' as part, ${MODEL} as model, ${FACT} || ' ' || ${MODEL} as fact, null::text as bearing`
        : `j.part, j.model, ${FACT} as fact, coalesce(j.side, j.model) as bearing`
    }
  from placed j
  where j.stands and ${inPeriod('j')}${alone ? ' and j.grp is not null' : ''}
),
${spokenFor(alone, why)}`;
}

/** Tables from `selected` to `counted`. `alone`: the column, if any, within whose values alone a whole speaks for its parts. */
const spokenFor = (alone: string, why: boolean): string => `
-- Each claim once more for every whole above its attack: there it asks whether the whole states the same.
asking as (
  select s.stream as asker, s.key, s.what, s.fact, s.bearing, s.grp, l.other as stream
  from selected s join attacks_v3.link l on ${heldSql('l')} and l.stream = s.stream and l.relation = 'partOf' and l.modality = 'realised'
  union
  select a.asker, a.key, a.what, a.fact, a.bearing, a.grp, l.other
  from asking a join attacks_v3.link l on ${heldSql('l')} and l.stream = a.stream and l.relation = 'partOf' and l.modality = 'realised'
),
-- Of attacks that are told to be parts of each other, the first by name is the whole.
asked as (
  select * from (
    select a.*, min(asker) over pair <> max(asker) over pair as mutual from asking a where asker <> stream
    window pair as (partition by least(asker, stream), greatest(asker, stream))
  ) paired
  where not mutual or stream < asker
),
meeting as (
  select stream as asker, stream, key, what, part, fact, bearing, grp, true as own, qualifier <> 'unknown' as states,
    weapon, model, object_kind, counted_place, sort_from, position, qualifier, min, max, best, open, unknown, events
  from selected
  union all
  select asker, stream, key, what, null, fact, bearing, grp, false, false,
    null, null, null, null, null, null, null, null, null, null, null, null, null from asked
),
answered as (
  select meeting.*,
    case
      when own then bearing is not null and bool_or(states and bearing is null) over same_fact
      when bearing is null then bool_or(states) over same_fact
      else bool_or(states and bearing is null) over same_fact or bool_or(states) over same_bearing
    end as shadow${why ? WHOLE : ''}
  from meeting
  window same_fact as (partition by stream, fact${alone}), same_bearing as (partition by stream, fact, bearing${alone})
),
counted as (
  select answered.*, bool_or(shadow) over own_claim as shadowed${why ? ', min(case when shadow then whole end) over own_claim as whole_claim' : ''}
  from answered window own_claim as (partition by asker, key)
)`;

/** Names the claim that states the same as a part: its attack and its key. */
const WHOLE = `,
    stream || ' ' || case
      when own or bearing is not null then coalesce(min(case when states and bearing is null then key end) over same_fact,
        min(case when states then key end) over same_bearing)
      else min(case when states then key end) over same_fact
    end as whole`;
