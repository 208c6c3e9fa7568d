import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, ViewQuery, type Moment, type Page, type Paging } from '@tracker/reading';
import type { StatementAnswer, StatementItem } from './statement.answer';
import { statementsModel } from './statement.model';
import { StatementFilter } from './statements.filter';
import { ListStatements, ShowStatement } from './statements.queries';

@ApiTags('statements')
@Controller('v1/conflicts/:conflict/statements')
export class StatementsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'statements',
    version: 1,
    models: [statementsModel],
    rows: ['statement'],
    summary:
      'What was said, the latest first: by whom, to whom, about what, with which stance, and whether it may stand in quotation marks.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: StatementFilter,
  ): Promise<Page<StatementItem>> {
    return this.queries.execute(new ListStatements(moment, paging, filter));
  }

  @Get(':statement')
  @ApiParam({ name: 'statement', description: 'Id of the statement', example: 'statement-waltz-summit-possible' })
  @View({
    name: 'statement',
    version: 1,
    models: [statementsModel],
    rows: ['statement'],
    summary: 'One statement: as each source tells it, with what was clarified, denied or withdrawn, and on whose word.',
  })
  show(
    @AtMoment() moment: Moment,
    @Param('statement') statement: string,
    @Query() _query: ViewQuery,
  ): Promise<StatementAnswer> {
    return this.queries.execute(new ShowStatement(moment, statement));
  }
}
