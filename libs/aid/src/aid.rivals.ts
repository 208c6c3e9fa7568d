import type { Rivalry } from '@tracker/reading';
import { aidStream } from './aid.stream';
import { AidClaimRow, AmountRow } from './aid.tables';
import { aidModel } from './aid.model';

const ofAid = { model: aidModel, kinds: [aidStream.kind] } as const;

/** Amounts rival for each fact, what is delivered as far as it was by the day; so do pledges. Turns follow each other. */
export const aidRivalries: readonly Rivalry[] = [
  {
    ...ofAid,
    table: AmountRow,
    fact: `c.side || ' ' || c.fact`,
    competes: `c.modality = 'realised' and (c.side = 'pledged' or coalesce(c.began <= $5::date, true))`,
  },
  { ...ofAid, table: AidClaimRow, fact: 'c.type', competes: `c.modality = 'realised' and c.type = 'AidPledged'` },
];
