import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { AtMoment, ENTRIES_MODEL, InPages, View, type Moment, type Page, type Paging } from '@tracker/reading';
import { SEARCH_MODEL } from './search.tables';
import { TimelineFilter } from './timeline.filter';
import { ListTimeline, type TimelineEntry } from './timeline.queries';

@ApiTags('views')
@Controller('v1/conflicts/:conflict')
export class TimelineController {
  constructor(private readonly queries: QueryBus) {}

  @Get('timeline')
  @View({
    name: 'timeline',
    version: 2,
    models: [ENTRIES_MODEL, SEARCH_MODEL],
    summary: 'What happened, latest first, one sentence an event; all of it, or what has certain words.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() { from, to, q, type, stream, source }: TimelineFilter,
  ): Promise<Page<TimelineEntry>> {
    return this.queries.execute(new ListTimeline(moment, paging, { from, to, q, type, stream, source }));
  }
}
