import { gradedLatestOrderSql } from '@tracker/reading';
import { GRADED_LATEST } from '@tracker/vocabulary';
import type { AdoptionSql } from './adoption-rule';

/** `graded-latest@1`: the claim of the best grade, of equal ones the latest, with its parts. */
export const gradedLatestSql: AdoptionSql = {
  rule: GRADED_LATEST,
  judge: (claims, carried) => `
select ${carried}, rank() over in_order as in_order, rank() over in_order = 1 as behind, rank() over in_order = 1 as stands,
  c.qualifier, c.min, c.max, c.best, 1 as claims, (c.min is null or c.max is null)::integer as open,
  (c.qualifier = 'unknown')::integer as unknown, split_part(c.key, ' ', 1) as events,
  c.day_from, c.day_to, c.counted_day, c.place
from (${claims}) c
window in_order as (partition by c.stream, c.rivals order by ${gradedLatestOrderSql('c.grade', 'c.position')})`,
};
