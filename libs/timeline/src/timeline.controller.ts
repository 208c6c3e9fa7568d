import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, type Moment, type Page, type Paging } from '@tracker/reading';
import { TimelineFilter } from './timeline.filter';
import { ListTimeline, type TimelineEntry } from './timeline.queries';
import { TIMELINE_MODEL } from './timeline.tables';

@ApiTags('views')
@Controller('v1/conflicts/:conflict')
export class TimelineController {
  constructor(private readonly queries: QueryBus) {}

  @Get('timeline')
  @View({
    name: 'timeline',
    version: 1,
    models: [TIMELINE_MODEL],
    summary: 'What happened, in the order in which it happened, one sentence an event.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: TimelineFilter,
  ): Promise<Page<TimelineEntry>> {
    return this.queries.execute(new ListTimeline(moment, filter, paging));
  }
}
