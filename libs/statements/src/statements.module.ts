import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import { statementsModel } from './statement.model';
import { statementStream } from './statement.stream';
import { StatementsController } from './statements.controller';
import { ListStatementsHandler, ShowStatementHandler } from './statements.queries';

@Module({ controllers: [StatementsController], providers: [ListStatementsHandler, ShowStatementHandler] })
export class StatementsModule {}

/** What was said, by whom and in whose words. */
export const statements: Feature = {
  streams: [statementStream],
  readModels: [statementsModel],
  module: StatementsModule,
};
