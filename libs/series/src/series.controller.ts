import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, type Moment, type Page, type Paging } from '@tracker/reading';
import type { PointAnswer } from './point.answer';
import type { SeriesAnswer, SeriesItem } from './series.answer';
import { PointFilter, SeriesFilter } from './series.filter';
import { seriesModel } from './series.model';
import { ListSeries, ShowSeries } from './series.queries';

@ApiTags('series')
@Controller('v1/conflicts/:conflict/series')
export class SeriesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'series-list',
    version: 1,
    models: [seriesModel],
    rows: ['series'],
    summary: 'Which series of numbers are kept, by metric: in which unit, how many points, and the last value.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() { metric }: SeriesFilter,
  ): Promise<Page<SeriesItem>> {
    return this.queries.execute(new ListSeries(moment, paging, { metric }));
  }

  @Get(':series')
  @ApiParam({ name: 'series', description: 'Id of the series', example: 'series-russian-personnel-losses-2025' })
  @View({
    name: 'series',
    version: 1,
    models: [seriesModel],
    rows: ['series'],
    summary:
      'The points of one series in order of time, with the claims behind each, the difference from the one before, and where the definition changed.',
  })
  show(
    @AtMoment() moment: Moment,
    @Param('series') series: string,
    @InPages() paging: Paging,
    @Query() filter: PointFilter,
  ): Promise<SeriesAnswer & Page<PointAnswer>> {
    return this.queries.execute(new ShowSeries(moment, series, paging, filter));
  }
}
