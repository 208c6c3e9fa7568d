import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import type { Explaining } from '@tracker/reading';
import { meetingRivalries } from './meeting.rivals';
import { ContactsController } from './contacts.controller';
import { ListContactsHandler } from './contacts.queries';
import { meetingsModel } from './meeting.model';
import { meetingStream } from './meeting.stream';
import { MeetingsController } from './meetings.controller';
import { ListMeetingsHandler, ShowMeetingHandler } from './meetings.queries';

@Module({
  controllers: [MeetingsController, ContactsController],
  providers: [ListMeetingsHandler, ShowMeetingHandler, ListContactsHandler],
})
export class MeetingsModule {}

/** Talks, summits, calls and visits: planned, moved, held or cancelled. */
export const meetings: Feature & Explaining = {
  streams: [meetingStream],
  readModels: [meetingsModel],
  rivalries: meetingRivalries,
  module: MeetingsModule,
};
