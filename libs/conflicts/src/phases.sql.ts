import { gradedLatestOrderSql, heldSql } from '@tracker/reading';

/** Name and version of the rule below. */
export const LAST_CHANGE = 'last-change@1';

/**
 * What is told of phases, the one in force on a day first: of the changes told as real, the last that began by that day (one
 * without a date before all others); of several that began on one day, the best grade, then the latest position.
 * Parameters: conflict, position, day.
 */
export const PHASES_SQL = `
select p.key as event, p.position, p.phase, p.occurred, p.modality, p.citation,
  p.modality = 'realised' and coalesce(p.began <= $3::date, true) as "isBegun"
from conflicts_v2.phase_claim p
where ${heldSql('p')}
order by "isBegun" desc, p.began desc nulls last, ${gradedLatestOrderSql('p.grade', 'p.position')}`;
