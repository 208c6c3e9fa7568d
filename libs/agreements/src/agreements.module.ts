import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import type { Explaining } from '@tracker/reading';
import { agreementRivalries } from './agreements.rivals';
import { agreementsModel } from './agreement.model';
import { agreementStream } from './agreement.stream';
import { AgreementsController } from './agreements.controller';
import { ListAgreementsHandler, ShowAgreementHandler } from './agreements.queries';
import { ceasefiresModel } from './ceasefire.model';
import { ceasefireStream } from './ceasefire.stream';
import { CeasefiresController } from './ceasefires.controller';
import { ListCeasefiresHandler, ShowCeasefireHandler } from './ceasefires.queries';
import { commitmentsModel } from './commitment.model';
import { commitmentStream } from './commitment.stream';
import { CommitmentsController } from './commitments.controller';
import { ListCommitmentsHandler, ShowCommitmentHandler } from './commitments.queries';
import { exchangesModel } from './exchange.model';
import { exchangeStream } from './exchange.stream';
import { ExchangesController } from './exchanges.controller';
import { ListExchangesHandler, ShowExchangeHandler } from './exchanges.queries';

@Module({
  controllers: [AgreementsController, CommitmentsController, CeasefiresController, ExchangesController],
  providers: [
    ListAgreementsHandler,
    ShowAgreementHandler,
    ListCommitmentsHandler,
    ShowCommitmentHandler,
    ListCeasefiresHandler,
    ShowCeasefireHandler,
    ListExchangesHandler,
    ShowExchangeHandler,
  ],
})
export class AgreementsModule {}

/** What parties agree on and owe each other: agreements, commitments, ceasefires and exchanges of prisoners. */
export const agreements: Feature & Explaining = {
  streams: [agreementStream, commitmentStream, ceasefireStream, exchangeStream],
  readModels: [agreementsModel, commitmentsModel, ceasefiresModel, exchangesModel],
  rivalries: agreementRivalries,
  module: AgreementsModule,
};
