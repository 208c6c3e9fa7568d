import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, type Moment, type Page, type Paging } from '@tracker/reading';
import { statementsModel } from './statement.model';
import { StanceFilter } from './stances.filter';
import { ListStances, type StanceItem } from './stances.queries';

@ApiTags('statements')
@Controller('v1/conflicts/:conflict/stances')
export class StancesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'stances',
    version: 1,
    models: [statementsModel],
    rows: ['statement'],
    summary:
      'The latest stance of each actor on each issue by the day of the question, and in whose words. What was withdrawn, or is denied by the actor itself, is none.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: StanceFilter,
  ): Promise<Page<StanceItem>> {
    return this.queries.execute(new ListStances(moment, paging, filter));
  }
}
