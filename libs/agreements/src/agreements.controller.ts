import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, ViewQuery, type Moment, type Page, type Paging } from '@tracker/reading';
import type { AgreementAnswer, AgreementItem } from './agreement.answer';
import { agreementsModel } from './agreement.model';
import { AgreementFilter } from './agreements.filter';
import { ListAgreements, ShowAgreement } from './agreements.queries';
import { commitmentsModel } from './commitment.model';

@ApiTags('agreements')
@Controller('v1/conflicts/:conflict/agreements')
export class AgreementsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'agreements',
    version: 1,
    models: [agreementsModel],
    rows: ['agreement'],
    summary: 'What was agreed, the latest first: by whom, on what, in which form, how far it has come, on whose word.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: AgreementFilter,
  ): Promise<Page<AgreementItem>> {
    return this.queries.execute(new ListAgreements(moment, paging, filter));
  }

  @Get(':agreement')
  @ApiParam({ name: 'agreement', description: 'Id of the agreement', example: 'agreement-riyadh-2025-02-18' })
  @View({
    name: 'agreement',
    version: 1,
    models: [agreementsModel, commitmentsModel],
    rows: ['agreement', 'commitment'],
    summary: 'One agreement: every claim of it with its citation, and what is owed under it.',
  })
  show(
    @AtMoment() moment: Moment,
    @Param('agreement') agreement: string,
    @Query() _query: ViewQuery,
  ): Promise<AgreementAnswer> {
    return this.queries.execute(new ShowAgreement(moment, agreement));
  }
}
