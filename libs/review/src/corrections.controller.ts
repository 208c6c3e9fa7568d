import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, REVIEWS_MODEL, View, type Moment, type Page, type Paging } from '@tracker/reading';
import { CorrectionsFilter } from './corrections.filter';
import { ListCorrections, type CorrectionItem } from './corrections.queries';

@ApiTags('review')
@Controller('v1/conflicts/:conflict/corrections')
export class CorrectionsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'corrections',
    version: 1,
    models: [REVIEWS_MODEL],
    summary:
      'What was corrected, retracted, disputed, resolved and corroborated, the latest first: when, by whom, why, old and new.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: CorrectionsFilter,
  ): Promise<Page<CorrectionItem>> {
    return this.queries.execute(new ListCorrections(moment, paging, filter));
  }
}
