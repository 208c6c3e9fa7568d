import type { Rivalry } from '@tracker/reading';
import { territoryModel } from './territory.model';
import { territoryStream } from './territory.stream';
import { ControlClaimRow } from './territory.tables';

/** Changes told of one day rival. */
export const territoryRivalries: readonly Rivalry[] = [
  {
    model: territoryModel,
    kinds: [territoryStream.kind],
    table: ControlClaimRow,
    fact: `coalesce(c.began::text, '')`,
  },
];
