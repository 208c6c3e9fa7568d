import { HELD } from '@tracker/projections';

/** Every conflict as its read model has it now, in order of id. Parameters: the id before (or null), the number of entries. */
export const CONFLICTS_SQL = `
select c.conflict, c.name, c.occurred as began, k.position
from conflicts_v1.conflict c
join projections.checkpoints k
  on k.conflict = c.conflict and k.model = 'conflicts' and k.version = 1 and k.generation = 'live'
where c.until = ${HELD} and ($1::text is null or c.conflict > $1)
order by c.conflict
limit $2`;
