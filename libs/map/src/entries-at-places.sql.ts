import { heldSql, placesSql, refsSql, type Order } from '@tracker/reading';

/** `onMap`: events at the places they tell of. `unplaced`: those at a place without a point, and those that tell of none. */
export type Placing = 'onMap' | 'unplaced';

/**
 * Events and each place they tell of, by when they happened, at one time in the order of record, and those of one event in the
 * order of their keys: the event's id, and the place after a colon if there is one.
 *
 * Parameters: $1 conflict, $2 position, $3 how its stream begins, $4 type, $5 place, $6 precisions (text[]), $7 west, south, east
 * and north (float8[]; west greater than east crosses the antimeridian), $8 key of the entry before; then those of
 * listedPeriod: $9 and $10 first and last day, $11 and $12 classes of reach and where each begins, $13 where all end, $14 and $15
 * sort value and position of the entry before (all null: not asked), $16 limit.
 */
export function entriesAtPlacesSql(placing: Placing, order: Order): string {
  const inOrder = (entry: string, place: string): string =>
    `order by ${entry}.sort_from ${order}, ${entry}.position ${order}, ${place}.place ${order} limit $16::int`;
  const [placed, standing] = placing === 'onMap' ? ['inner', 'true'] : ['left', 'at.lon is null'];
  const [is, isAtOr] = order === 'asc' ? ['>', '>='] : ['<', '<='];
  return `
with found as (
  select r.* from unnest($11::int[], $12::text[]) k(reach, earliest) cross join lateral (
    select e.stream, e.key as event, e.type, e.line, e.occurred, e.modality, e.citation, e.sort_from, e.position, w.place,
      at.precision, at.country, at.lon, at.lat
    from entries_v1.entry e
    ${placed} join lateral ${placesSql('e')} w on true
    left join places_v1.place at on ${heldSql('at')} and at.stream = w.place
    where ${heldSql('e')} and e.line is not null
      and e.reach = k.reach and e.sort_from >= k.earliest and e.sort_from < $13
      and ($14::text is null or (e.sort_from, e.position) ${isAtOr} ($14, $15::bigint)
        and (e.position <> $15::bigint or ${keyOf('e.key', 'w.place')} ${is} $8))
      and ${ASKED} and ${standing}
    ${inOrder('e', 'w')}) r
)
select ${keyOf('f.event', 'f.place')} as key, f.*, f.sort_from as "sortFrom" from found f
${inOrder('f', 'f')}`;
}

function keyOf(event: string, place: string): string {
  return `${event} || coalesce(':' || ${place}, '')`;
}

/** PostgreSQL takes such an expression for rare while it is nearly always true of what the index leaves, see inPeriod. */
function nearlyAlways(condition: string): string {
  return `case when ${condition} then 1 end <> 0`;
}

const ASKED = `($3::text is null or starts_with(e.stream, $3)) and ($4::text is null or e.type = $4)
      and ($5::text is null or (e.refs @> ${refsSql('$5')} and w.place = $5))
      and ($6::text[] is null or at.precision = any($6))
      and ($7::float8[] is null or (at.lat between $7[2] and $7[4] and case when $7[1] <= $7[3]
        then at.lon between $7[1] and $7[3] else at.lon >= $7[1] or at.lon <= $7[3] end))
      and ($9::date is null or ${nearlyAlways('coalesce(e.day_to, e.day_from) >= $9')})
      and ($10::date is null or ${nearlyAlways('coalesce(e.day_from, e.day_to) <= $10')})`;
