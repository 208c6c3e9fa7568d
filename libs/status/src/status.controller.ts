import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { ceasefiresModel, commitmentsModel } from '@tracker/agreements';
import { attacksModel } from '@tracker/attacks';
import { conflictsModel } from '@tracker/conflicts';
import { measuresModel } from '@tracker/measures';
import { meetingsModel } from '@tracker/meetings';
import { AtMoment, View, type Moment } from '@tracker/reading';
import { StatusQuery } from './status.filter';
import { ShowStatus, type StatusAnswer } from './status.queries';

@ApiTags('views')
@Controller('v1/conflicts/:conflict')
export class StatusController {
  constructor(private readonly queries: QueryBus) {}

  @Get('status')
  @View({
    name: 'status',
    version: 3,
    models: [conflictsModel, meetingsModel, attacksModel, commitmentsModel, ceasefiresModel, measuresModel],
    rows: ['attack', 'commitment', 'ceasefire', 'measure', 'meeting'],
    summary:
      'How the conflict stands: phase, duration, the last attack night, casualties and damage of a period, commitments, ceasefires and measures in force, next meetings, last contacts.',
  })
  show(@AtMoment() moment: Moment, @Query() question: StatusQuery): Promise<StatusAnswer> {
    return this.queries.execute(new ShowStatus(moment, question));
  }
}
