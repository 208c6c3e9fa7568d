import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, ViewQuery, type Moment, type Page, type Paging } from '@tracker/reading';
import type { MeetingItem } from './meeting.answer';
import { meetingsModel } from './meeting.model';
import { MeetingFilter } from './meetings.filter';
import { ListMeetings, ShowMeeting, type MeetingAnswer } from './meetings.queries';

@ApiTags('meetings')
@Controller('v1/conflicts/:conflict/meetings')
export class MeetingsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'meetings',
    version: 2,
    models: [meetingsModel],
    rows: ['meeting'],
    summary: 'Meetings held, planned, postponed and cancelled, the latest first: who met, when, and on whose word.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: MeetingFilter,
  ): Promise<Page<MeetingItem>> {
    return this.queries.execute(new ListMeetings(moment, paging, filter));
  }

  @Get(':meeting')
  @ApiParam({ name: 'meeting', description: 'Id of the meeting', example: 'meeting-riyadh-2025-02-18' })
  @View({
    name: 'meeting',
    version: 2,
    models: [meetingsModel],
    rows: ['meeting'],
    summary:
      'One meeting: who sat for each side, who was absent and why, venue, host and convener each on whose word, and the history of its plan with slips in days.',
  })
  show(
    @AtMoment() moment: Moment,
    @Param('meeting') meeting: string,
    @Query() _query: ViewQuery,
  ): Promise<MeetingAnswer> {
    return this.queries.execute(new ShowMeeting(moment, meeting));
  }
}
