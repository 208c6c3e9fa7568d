/* Into what claims are divided: stretches of time, places and kinds. */

/** Where a claim counts: at the place it names, or else at its attack's, if that has just one. */
export const COUNTED_PLACE = `coalesce(j.place, case when cardinality(a.places) = 1 then a.places[1] end)`;

const stretch = (nameOf: (day: string) => string, claim: string): string =>
  `case when ${claim}.counted_day is not null then ${nameOf(`${claim}.counted_day`)}
      when ${nameOf(`${claim}.day_from`)} = ${nameOf(`${claim}.day_to`)} then ${nameOf(`${claim}.day_from`)} end`;

/** Stretches of time: what is vaguer is in none of them, and is never spread over several. */
export const STRETCHES = {
  day: (claim: string) => `${claim}.counted_day::text`,
  week: (claim: string) => stretch((day) => `to_char(${day}, 'IYYY-"W"IW')`, claim),
  month: (claim: string) => stretch((day) => `left(${day}::text, 7)`, claim),
} as const;

/** The group of a claim `j` of an attack `a`. A kind is that of the object, or else that of the attack, `drone_barrage+strike` where several are told. */
export const GROUPS = {
  day: STRETCHES.day('j'),
  week: STRETCHES.week('j'),
  month: STRETCHES.month('j'),
  place: COUNTED_PLACE,
  kind: `coalesce(j.object_kind, nullif(array_to_string(a.kinds, '+'), ''))`,
} as const;

export type GroupName = keyof typeof GROUPS;
export const GROUP_NAMES = Object.keys(GROUPS) as readonly GroupName[];

/** Whether the groups are stretches of time. Each is then counted as if asked for alone: in it a whole speaks for its parts. */
export function isOfTime(by: GroupName): by is keyof typeof STRETCHES {
  return by in STRETCHES;
}

/** A claim `c` that may belong to the period from $4 to $5, and is too vague to be counted in it, or in one of its groups. */
export function isTooVague(by?: GroupName): string {
  const group = by !== undefined && isOfTime(by) ? ` and (${STRETCHES[by]('c')}) is not null` : '';
  return `c.counted_day is null and (c.day_from is null or c.day_from <= $5::date) and (c.day_to is null or c.day_to >= $4::date)
  and not coalesce(c.day_from >= $4::date and c.day_to <= $5::date${group}, false)`;
}
