import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, ViewQuery, type Moment, type Page, type Paging } from '@tracker/reading';
import { assessmentsModel } from './assessment.tables';
import { AssessmentFilter } from './assessments.filter';
import { ListAssessments, ShowAssessment, type AssessmentAnswer, type AssessmentItem } from './assessments.queries';

@ApiTags('assessments')
@Controller('v1/conflicts/:conflict/assessments')
export class AssessmentsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'assessments',
    version: 1,
    models: [assessmentsModel],
    rows: ['assessment'],
    summary:
      'What sources make of things, the latest first: analysis, background, reactions and outlooks, apart from reported facts.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: AssessmentFilter,
  ): Promise<Page<AssessmentItem>> {
    return this.queries.execute(new ListAssessments(moment, paging, filter));
  }

  @Get(':assessment')
  @ApiParam({ name: 'assessment', description: 'Id of the topic', example: 'assessment-front-line' })
  @View({
    name: 'assessment',
    version: 1,
    models: [assessmentsModel],
    rows: ['assessment'],
    summary: 'One topic: what each source makes of it now, side by side, and made of it before.',
  })
  show(
    @AtMoment() moment: Moment,
    @Param('assessment') assessment: string,
    @Query() _query: ViewQuery,
  ): Promise<AssessmentAnswer> {
    return this.queries.execute(new ShowAssessment(moment, assessment));
  }
}
