/**
 * The one call of log.append (see migrations/2-log.functions.ts for its contract). MUST run alone, in autocommit: the lock is
 * then held for one round trip only, and the planner of a cluster can push the call to where the conflict lives.
 */
export const appendSql = /* sql */ `
select event_number, event_position, event_recorded_at
from log.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;
