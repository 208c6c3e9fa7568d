import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import type { Explaining } from '@tracker/reading';
import { statementRivalries } from './statement.rivals';
import { StancesController } from './stances.controller';
import { ListStancesHandler } from './stances.queries';
import { statementsModel } from './statement.model';
import { statementStream } from './statement.stream';
import { StatementsController } from './statements.controller';
import { ListStatementsHandler, ShowStatementHandler } from './statements.queries';

@Module({
  controllers: [StatementsController, StancesController],
  providers: [ListStatementsHandler, ShowStatementHandler, ListStancesHandler],
})
export class StatementsModule {}

/** What was said, by whom and in whose words. */
export const statements: Feature & Explaining = {
  streams: [statementStream],
  readModels: [statementsModel],
  rivalries: statementRivalries,
  module: StatementsModule,
};
