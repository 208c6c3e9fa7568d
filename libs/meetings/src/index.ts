export { lastContacts, type Contact } from './last-contacts';
export type { MeetingItem } from './meeting.answer';
export { meetingsModel } from './meeting.model';
export { MeetingRow } from './meeting.tables';
export { meetingItems } from './meetings.queries';
export { nextMeetings } from './next-meetings';
export { meetings } from './meetings.module';
