import type { Rivalry } from '@tracker/reading';
import { statementsModel } from './statement.model';
import { statementStream } from './statement.stream';
import { ReplyRow, StanceRow, StatementRow } from './statement.tables';

const ofStatements = { model: statementsModel, kinds: [statementStream.kind] } as const;

/** What sources make of one statement rivals, and of the stances in it. Clarifications, denials and withdrawals all stand. */
export const statementRivalries: readonly Rivalry[] = [
  { ...ofStatements, table: StatementRow, fact: `''` },
  { ...ofStatements, table: StanceRow, fact: `c.holder || ' ' || c.issue` },
  { ...ofStatements, table: ReplyRow, fact: `''`, competes: 'false' },
];
