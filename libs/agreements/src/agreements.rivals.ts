import type { Rivalry } from '@tracker/reading';
import { agreementsModel } from './agreement.model';
import { agreementStream } from './agreement.stream';
import { AgreementClaimRow } from './agreement.tables';
import { ceasefiresModel } from './ceasefire.model';
import { ceasefireStream } from './ceasefire.stream';
import { CeasefireClaimRow } from './ceasefire.tables';
import { commitmentsModel } from './commitment.model';
import { commitmentStream } from './commitment.stream';
import { CommitmentClaimRow } from './commitment.tables';
import { exchangesModel } from './exchange.model';
import { exchangeStream } from './exchange.stream';
import { ExchangeClaimRow, ReleaseRow } from './exchange.tables';

/** Steps, terms and numbers rival. Of violations and confirmations all stand: who tells of one twice adds to it. */
export const agreementRivalries: readonly Rivalry[] = [
  { model: agreementsModel, kinds: [agreementStream.kind], table: AgreementClaimRow, fact: 'c.fact' },
  {
    model: ceasefiresModel,
    kinds: [ceasefireStream.kind],
    table: CeasefireClaimRow,
    fact: 'c.fact',
    competes: `c.modality = 'realised' and c.type <> 'CeasefireViolated'`,
  },
  {
    model: commitmentsModel,
    kinds: [commitmentStream.kind],
    table: CommitmentClaimRow,
    fact: 'c.fact',
    competes: `c.modality = 'realised' and c.type <> 'CommitmentConfirmed'`,
  },
  { model: exchangesModel, kinds: [exchangeStream.kind], table: ReleaseRow, fact: 'c.party' },
  { model: exchangesModel, kinds: [exchangeStream.kind], table: ExchangeClaimRow, fact: 'c.fact' },
];
