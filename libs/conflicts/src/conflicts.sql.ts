import { HELD } from '@tracker/projections';
import type { Order } from '@tracker/reading';

/** Every conflict as its read model has it now, in order of id. Parameters: the id before (or null), the number of entries. */
export function conflictsSql(order: Order): string {
  return `
select c.conflict, c.name, c.occurred as began, k.position
from conflicts_v2.conflict c
join projections.checkpoints k
  on k.conflict = c.conflict and k.model = 'conflicts' and k.version = 2 and k.generation = 'live'
where c.until = ${HELD} and ($1::text is null or c.conflict ${order === 'asc' ? '>' : '<'} $1)
order by c.conflict ${order}
limit $2`;
}
