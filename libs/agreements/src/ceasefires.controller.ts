import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, ViewQuery, type Moment, type Page, type Paging } from '@tracker/reading';
import type { CeasefireAnswer, CeasefireItem } from './ceasefire.answer';
import { ceasefiresModel } from './ceasefire.model';
import { CeasefireFilter } from './ceasefires.filter';
import { ListCeasefires, ShowCeasefire } from './ceasefires.queries';

@ApiTags('ceasefires')
@Controller('v1/conflicts/:conflict/ceasefires')
export class CeasefiresController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'ceasefires',
    version: 1,
    models: [ceasefiresModel],
    rows: ['ceasefire'],
    summary:
      'Ceasefires, the latest first: proposed, not begun, in force, expired or ended on the day, for how long, with the violations counted, on whose word.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: CeasefireFilter,
  ): Promise<Page<CeasefireItem>> {
    return this.queries.execute(new ListCeasefires(moment, paging, filter));
  }

  @Get(':ceasefire')
  @ApiParam({ name: 'ceasefire', description: 'Id of the ceasefire', example: 'ceasefire-energy-2025-03' })
  @View({
    name: 'ceasefire',
    version: 1,
    models: [ceasefiresModel],
    rows: ['ceasefire'],
    summary: 'One ceasefire: every violation told of, and every claim with its citation.',
  })
  show(
    @AtMoment() moment: Moment,
    @Param('ceasefire') ceasefire: string,
    @Query() _query: ViewQuery,
  ): Promise<CeasefireAnswer> {
    return this.queries.execute(new ShowCeasefire(moment, ceasefire));
  }
}
