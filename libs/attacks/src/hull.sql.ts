import { gradedLatestOrderSql } from '@tracker/reading';
import { HULL } from '@tracker/vocabulary';
import type { AdoptionSql } from './adoption-rule';

/** The qualifier of a value that several claims make together: none of theirs says it. */
export const OF_SEVERAL = 'hull';

const said = (column: string, least: 'min' | 'max'): string =>
  `case when count(c.${column}) over same_part = count(*) over same_part then ${least}(c.${column}) over same_part end`;

/**
 * `hull@1`: from the least minimum to the greatest maximum of all claims. A bound that one of them leaves open stays open, and one
 * that says it is not known leaves both open. Claims that say the same, or one alone, keep what they say. The claim that
 * `graded-latest@1` would adopt tells when and where it counts.
 */
export const hullSql: AdoptionSql = {
  rule: HULL,
  judge: (claims, carried) => `
select ${carried}, rank() over in_order as in_order, true as behind, row_number() over part_in_order = 1 as stands,
  case when min(c.said) over same_part = max(c.said) over same_part then c.qualifier else '${OF_SEVERAL}' end as qualifier,
  ${said('min', 'min')} as min, ${said('max', 'max')} as max,
  case when min(c.best) over same_part = max(c.best) over same_part then ${said('best', 'min')} end as best,
  (count(*) over same_part)::integer as claims,
  (count(*) filter (where c.min is null or c.max is null) over same_part)::integer as open,
  (count(*) filter (where c.qualifier = 'unknown') over same_part)::integer as unknown,
  string_agg(split_part(c.key, ' ', 1), ' ') over same_part as events,
  first_value(c.day_from) over in_order as day_from, first_value(c.day_to) over in_order as day_to,
  first_value(c.counted_day) over in_order as counted_day, first_value(c.place) over in_order as place
from (select c.*, concat_ws(' ', c.qualifier, c.min, c.max, c.best) as said from (${claims}) c) c
window in_order as (partition by c.stream, c.rivals order by ${gradedLatestOrderSql('c.grade', 'c.position')}),
  same_part as (partition by c.stream, c.rivals, c.part),
  part_in_order as (same_part order by ${gradedLatestOrderSql('c.grade', 'c.position')})`,
};
