import type { Rivalry } from '@tracker/reading';
import { attacksModel } from './attack.rows';
import { attackStream } from './attack.stream';
import { ClaimRow } from './attack.tables';

/** Numbers of attacks rival for each fact; what nobody says happened is no candidate. */
export const attackRivalries: readonly Rivalry[] = [
  {
    model: attacksModel,
    kinds: [attackStream.kind],
    table: ClaimRow,
    event: `split_part(c.key, ' ', 1)`,
    fact: 'c.rivals',
  },
];
