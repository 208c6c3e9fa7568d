import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, ViewQuery, type Moment, type Page, type Paging } from '@tracker/reading';
import type { AreaAnswer, AreaItem } from './territory.answer';
import { TerritoryFilter } from './territory.filter';
import { territoryModel } from './territory.model';
import { ListAreas, ShowArea } from './territory.queries';

@ApiTags('territory')
@Controller('v1/conflicts/:conflict/territory')
export class TerritoryController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'territory',
    version: 1,
    models: [territoryModel],
    rows: ['area'],
    summary: 'Who holds which area on the day `on`, since when, how it came to that, and how sure that is.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: TerritoryFilter,
  ): Promise<Page<AreaItem>> {
    return this.queries.execute(new ListAreas(moment, paging, filter));
  }

  @Get(':area')
  @ApiParam({ name: 'area', description: 'Id of the area', example: 'area-crimea' })
  @View({
    name: 'area',
    version: 1,
    models: [territoryModel],
    rows: ['area'],
    summary: 'One area: who holds it on the day `on`, as each source has it, and every change that is told.',
  })
  show(@AtMoment() moment: Moment, @Param('area') area: string, @Query() _query: ViewQuery): Promise<AreaAnswer> {
    return this.queries.execute(new ShowArea(moment, area));
  }
}
