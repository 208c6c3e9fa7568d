import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, type Moment, type Paging } from '@tracker/reading';
import type { AidAnswer } from './aid.answer';
import { AidFilter, PledgeQuery } from './aid.filter';
import { aidModel } from './aid.model';
import { ListAid, ShowAid, type AidPage } from './aid.queries';

@ApiTags('aid')
@Controller('v1/conflicts/:conflict/aid')
export class AidController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'aid',
    version: 1,
    models: [aidModel],
    rows: ['aid'],
    summary:
      'Who pledged what to whom, the latest first: what was delivered by the day `on`, what is outstanding and what is suspended, with totals by donor and currency.',
  })
  list(@AtMoment() moment: Moment, @InPages() paging: Paging, @Query() filter: AidFilter): Promise<AidPage> {
    return this.queries.execute(new ListAid(moment, paging, filter));
  }

  @Get(':aid')
  @ApiParam({ name: 'aid', description: 'Id of the pledge', example: 'aid-united-states-military-2025-01-09' })
  @View({
    name: 'pledge',
    version: 1,
    models: [aidModel],
    rows: ['aid'],
    summary: 'One pledge: every amount promised or delivered, as each source has it, and what counts of it and why.',
  })
  show(@AtMoment() moment: Moment, @Param('aid') aid: string, @Query() question: PledgeQuery): Promise<AidAnswer> {
    return this.queries.execute(new ShowAid(moment, aid, question));
  }
}
