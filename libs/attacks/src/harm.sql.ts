import { heldSql, type AdoptionRule, type Order } from '@tracker/reading';
import { GRADED_LATEST, HULL } from '@tracker/vocabulary';
import { inPeriod } from './counted-claims.sql';
import { isOfTime, STRETCHES, type GroupName } from './groups.sql';
import { NUMBERS } from './harm.tables';

/** The tables of HarmRow, each with what is counted in it. */
export type HarmTable = 'casualties' | 'damage' | 'evacuations';

/** Rows to be added without a look at their claims: those of a table, by a rule. */
export interface Tally {
  readonly table: HarmTable;
  readonly rule: AdoptionRule;
}

/** The selection but for its weapons, of rows `h`. Parameters as in countedClaims, of which $9 are attacks that are left out. */
const selected = ({ table }: Pick<Tally, 'table'>): string => `attacks_v3.${table} h where ${heldSql('h')}
    and ${inPeriod('h')} and h.stream <> all ($9::text[])
    and ($6::text is null or h.place = $6) and ($7::text is null or h.object_kind = $7) and ($8::text is null or h.side = $8)`;

/** The group of a row, as GROUPS has it of claims. */
const groupOf = (by: GroupName): string => {
  if (isOfTime(by)) return STRETCHES[by]('h');
  return by === 'place' ? 'h.place' : 'coalesce(h.object_kind, h.kinds)';
};

const NUMBERS_BY: Readonly<Record<AdoptionRule, string>> = {
  [GRADED_LATEST]: 'h.numbers',
  [HULL]: 'coalesce(h.hull, h.numbers)',
};

const COLUMNS = Array.from({ length: NUMBERS }, (_, index) => `n${index + 1}`);

/**
 * Table `tally`: what rows come to that count as they stand, by group and what they tell of. One pass over a narrow table. And
 * `shared`: those of attacks that have more rows than one, so that each attack is counted once. They are read by themselves, and
 * only if there are any: to keep their names in the first pass, all rows would have to be sorted.
 */
export function tallied(tally: Tally, by?: GroupName): string {
  const grp = by === undefined ? `'all'::text` : groupOf(by);
  const alone = by !== undefined && isOfTime(by) ? ` and ${grp} is not null` : '';
  const cell = by === undefined ? 'h.place, h.object_kind' : 'null::text as place, null::text as object_kind';
  const numbers = NUMBERS_BY[tally.rule];
  return `tally as (
  select ${grp} as grp, ${cell}, ${numbers} as numbers, count(*) as rows, count(*) filter (where h.key = '') as alone,
    ${COLUMNS.map((column) => `sum(h.${column}) as ${column}`).join(', ')}
  from ${selected(tally)}${alone}
  group by 1, 2, 3, 4
),
shared as (
  select * from (
    select ${grp} as grp, h.stream, ${numbers} as numbers from ${selected(tally)}${alone} and h.key <> '' offset 0
  ) several
  where (select bool_or(alone < rows) from tally)
)`;
}

/** Their numbers, as the sums of claims alike: columns as in `pieces` of claim-totals.sql. */
export const TALLIED_PIECES = `
  select grp, f[1] as what, f[2] as part, place as counted_place, object_kind, null::text as weapon, null::text as model, rtrim(f[3], '?') as qualifier,
    coalesce(n[least], 0) as min, n[greatest] as max, n[best] as best, rows as reports,
    case when least is null or greatest is null then rows else 0 end as open, case when f[3] = 'unknown' or f[3] like '%?' then rows else 0 end as unknown
  from tally cross join lateral unnest(string_to_array(numbers, ',')) told(number)
  cross join lateral (select string_to_array(number, ':') as f, array[${COLUMNS.join(', ')}] as n offset 0) cut
  cross join lateral (
    select nullif(f[4], '-')::integer as least, nullif(coalesce(f[5], f[4]), '-')::integer as greatest,
      nullif(coalesce(f[6], f[4]), '-')::integer as best
  ) places`;

const saying = (table: 'tally' | 'shared', column: string): string =>
  `select grp, split_part(number, ':', 1) as what, ${column}
    from ${table} cross join lateral unnest(string_to_array(numbers, ',')) told(number) where split_part(number, ':', 2) = ''`;

/** How many attacks say something in each group. */
export const TALLIED_EVERYBODY = `
    select grp, sum(alone) as attacks from tally group by grp
    union all
    select grp, count(distinct stream) from shared group by grp`;

/** The same of each thing. What tells of parts of a number tells the whole of it too. */
export const TALLIED_SAYING = `
    select grp, what, sum(alone) as attacks from (${saying('tally', 'alone')}) told group by grp, what
    union all
    select grp, what, count(distinct stream) from (${saying('shared', 'stream')}) told group by grp, what`;

/** Whether something comes after the attack that $10 and $11 name, in an order. */
const comesAfter = (alias: string, order: Order): string =>
  `($10::text is null or (${alias}.sort_from, ${alias}.stream) ${order === 'asc' ? '>' : '<'} ($10, $11::text))`;

const ordered = (order: Order): string => `order by sort_from ${order}, stream ${order}`;

/**
 * A page of attacks with rows in a selection, by when they began. Parameters: $1, $2 and $4 to $9 as in countedClaims, $9 being attacks that
 * are left out; $3 limit, $10 and $11 after which attack: its sort_from and stream; null for the first page.
 */
export function talliedAttacks(tally: Pick<Tally, 'table'>, order: Order): string {
  const page = comesAfter('h', order);
  const inOrder = `${ordered(order)} limit $3::integer`;
  // Whose row is the only one needs no comparing with others.
  return `
select stream, sort_from as "sortFrom" from (
  (select h.stream, h.sort_from from ${selected(tally)} and h.key = '' and ${page} ${inOrder})
  union all
  (select distinct h.stream, h.sort_from from ${selected(tally)} and h.key <> '' and ${page} ${inOrder})
) listed ${inOrder}`;
}

/**
 * The same of the $12 attacks of any kind that come next, which their list's index tells: if that makes a full page, it is the
 * page, and the table need not be read.
 */
export function nearestTallied(tally: Pick<Tally, 'table'>, order: Order): string {
  return `
with near as materialized (
  select a.stream, a.sort_from from attacks_v3.attack a
  where ${heldSql('a')} and a.key = '' and ${comesAfter('a', order)}
  ${ordered(order)} limit $12::integer
)
select stream, sort_from as "sortFrom" from near
where exists (select from ${selected(tally)} and h.stream = near.stream)
${ordered(order)} limit $3::integer`;
}

/**
 * Attacks whose numbers have to be judged claim by claim, and whether they have no row (`rowless`): those of ApartRow, and where one is
 * told to be part of the other and both tell of harm, both. Parameters: $1 conflict, $2 position.
 */
export function attacksToJudge(table: HarmTable): string {
  const link = (alias: string): string =>
    `attacks_v3.link ${alias} where ${heldSql(alias)} and ${alias}.relation = 'partOf' and ${alias}.modality = 'realised'`;
  const tells = (stream: string): string => `(
    exists (select from attacks_v3.${table} h where ${heldSql('h')} and h.stream = ${stream})
    or exists (select from attacks_v3.apart a where ${heldSql('a')} and a.stream = ${stream} and a.key = '${table}'))`;
  // From the wholes down: few are told to be one, and most of these leave the numbers to their parts.
  return `
with recursive whole as materialized (
  select other from (select distinct l.other from ${link('l')}) told where ${tells('told.other')}
),
below as (
  select l.stream as part, whole.other as whole
  from whole cross join lateral (select l.stream from ${link('l')} and l.other = whole.other offset 0) l
  union
  select l.stream, below.whole
  from below cross join lateral (select l.stream from ${link('l')} and l.other = below.part offset 0) l
)
select stream, bool_or(rowless) as rowless from (
  select a.stream, true as rowless from attacks_v3.apart a where ${heldSql('a')} and a.key = '${table}'
  union all
  select linked.stream, false from below cross join lateral (values (part), (whole)) linked(stream)
  where part <> whole and ${tells('part')}
) judged
group by stream`;
}

/** The wholes of some attacks, and theirs. Parameters: $1 conflict, $2 position, $3 the attacks (text[]). */
export const WHOLES_OF_ATTACKS = `
with recursive above as (
  select stream collate "C" from unnest($3::text[]) asked(stream)
  union
  select l.other from above join attacks_v3.link l on ${heldSql('l')} and l.stream = above.stream
    and l.relation = 'partOf' and l.modality = 'realised'
)
select stream from above`;
