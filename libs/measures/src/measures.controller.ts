import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, ViewQuery, type Moment, type Page, type Paging } from '@tracker/reading';
import type { MeasureAnswer, MeasureItem } from './measure.answer';
import { measuresModel } from './measure.model';
import { MeasureFilter } from './measures.filter';
import { ListMeasures, ShowMeasure } from './measures.queries';

@ApiTags('measures')
@Controller('v1/conflicts/:conflict/measures')
export class MeasuresController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'measures',
    version: 2,
    models: [measuresModel],
    rows: ['measure'],
    summary:
      'Sanctions, expulsions and other measures, the latest imposed first: by whom, on whom, and whether they are in force on the day `on`.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: MeasureFilter,
  ): Promise<Page<MeasureItem>> {
    return this.queries.execute(new ListMeasures(moment, paging, filter));
  }

  @Get(':measure')
  @ApiParam({ name: 'measure', description: 'Id of the measure', example: 'measure-western-sanctions-on-russia' })
  @View({
    name: 'measure',
    version: 2,
    models: [measuresModel],
    rows: ['measure'],
    summary: 'One measure: as each source tells of its imposition, what was eased, and whether it was lifted.',
  })
  show(
    @AtMoment() moment: Moment,
    @Param('measure') measure: string,
    @Query() _query: ViewQuery,
  ): Promise<MeasureAnswer> {
    return this.queries.execute(new ShowMeasure(moment, measure));
  }
}
