import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { meetingsModel } from '@tracker/meetings';
import { AtMoment, InPages, View, type Moment, type Page, type Paging } from '@tracker/reading';
import { statementsModel } from '@tracker/statements';
import { AgendaFilter } from './agenda.filter';
import { ShowAgenda, type AgendaItem } from './agenda.queries';

@ApiTags('agenda')
@Controller('v1/conflicts/:conflict/agenda')
export class AgendaController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'agenda',
    version: 2,
    models: [meetingsModel, statementsModel],
    rows: ['meeting', 'statement'],
    summary:
      'Meetings that are planned and neither held nor cancelled, with or without a date, which of them are overdue, how far they slipped, and who holds them how likely.',
  })
  show(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: AgendaFilter,
  ): Promise<Page<AgendaItem>> {
    return this.queries.execute(new ShowAgenda(moment, paging, filter));
  }
}
