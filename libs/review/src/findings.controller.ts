import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { AtMoment, FINDINGS_MODEL, InPages, View, type Moment, type Page, type Paging } from '@tracker/reading';
import { FindingsFilter } from './findings.filter';
import { ListFindings, type FindingItem } from './findings.queries';

@ApiTags('review')
@Controller('v1/conflicts/:conflict/findings')
export class FindingsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'findings',
    version: 1,
    models: [FINDINGS_MODEL],
    summary: 'Events that the rules warn of, or would refuse where they stand since a review, the latest first.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: FindingsFilter,
  ): Promise<Page<FindingItem>> {
    return this.queries.execute(new ListFindings(moment, paging, filter));
  }
}
