import type { Rivalry } from '@tracker/reading';
import { conflictStream } from './conflict.stream';
import { conflictsModel, PartyClaimRow, PhaseClaimRow } from './conflict.tables';

const ofConflicts = { model: conflictsModel, kinds: [conflictStream.kind] } as const;

/** What is told of one party rivals, and phases that begin on one day. */
export const conflictRivalries: readonly Rivalry[] = [
  { ...ofConflicts, table: PartyClaimRow, fact: 'c.party' },
  { ...ofConflicts, table: PhaseClaimRow, fact: `coalesce(c.began::text, '')` },
];
