import { heldSql } from '@tracker/reading';

/**
 * How a ceasefire stands on a day: SQL over a row of ceasefires_v1.ceasefire. Null: nobody says that it was proposed or declared.
 * On the day of its end it is ended; an end without a time is one as far as known. `on` is an expression of type date.
 */
export function standingSql(alias: string, on: string): string {
  return `case
    when ${alias}.declared_event is null then case when ${alias}.proposed_event is not null then 'proposed' end
    when ${alias}.ended_day <= ${on} then 'ended'
    when ${alias}.first_day > ${on} then 'not_yet'
    when ${alias}.ended_event is not null and ${alias}.ended_day is null then 'ended'
    when ${alias}.last_day < ${on} then 'expired'
    else 'in_force'
  end`;
}

/**
 * Of these ceasefires ($4, text[]), how each stands on a day ($3) and how many violations are told of by then, each once whoever
 * tells of it. $1 conflict, $2 position.
 */
export const STANDINGS_SQL = `
select c.stream, ${standingSql('c', '$3::date')} as standing, (
  select count(distinct v.fact)::integer from ceasefires_v1.claim v
  where ${heldSql('v')} and v.stream = c.stream and v.type = 'CeasefireViolated' and v.modality = 'realised'
    and (v.day is null or v.day <= $3::date)
) as violations
from ceasefires_v1.ceasefire c
where ${heldSql('c')} and c.stream = any($4::text[])`;
