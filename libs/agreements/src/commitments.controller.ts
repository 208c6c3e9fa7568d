import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, ViewQuery, type Moment, type Paging } from '@tracker/reading';
import type { CommitmentAnswer } from './commitment.answer';
import { commitmentsModel } from './commitment.model';
import { CommitmentFilter } from './commitments.filter';
import { ListCommitments, ShowCommitment, type CommitmentBoard } from './commitments.queries';

@ApiTags('commitments')
@Controller('v1/conflicts/:conflict/commitments')
export class CommitmentsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'commitments',
    version: 1,
    models: [commitmentsModel],
    rows: ['commitment'],
    summary:
      'Who owes what to whom, on whose word, one-sided or confirmed, open, kept, broken or overdue on the day, the latest first; with counts of each.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: CommitmentFilter,
  ): Promise<CommitmentBoard> {
    return this.queries.execute(new ListCommitments(moment, paging, filter));
  }

  @Get(':commitment')
  @ApiParam({ name: 'commitment', description: 'Id of the commitment', example: 'commitment-embassy-staffing' })
  @View({
    name: 'commitment',
    version: 1,
    models: [commitmentsModel],
    rows: ['commitment'],
    summary: 'One commitment: its terms, who confirmed it, how far it has come, every claim with its citation.',
  })
  show(
    @AtMoment() moment: Moment,
    @Param('commitment') commitment: string,
    @Query() _query: ViewQuery,
  ): Promise<CommitmentAnswer> {
    return this.queries.execute(new ShowCommitment(moment, commitment));
  }
}
