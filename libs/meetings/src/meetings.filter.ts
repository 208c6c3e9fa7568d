import { CodeParameter, DayParameter, ListQuery, StreamParameter } from '@tracker/reading';
import { MEETING_FORMATS, type MeetingFormat } from './attendance.parts';
import { MEETING_STATUSES, type MeetingStatus } from './meeting.story';

/** Which meetings to list. A time of which only one end is stated counts by that end; one that is not known is in no period. */
export class MeetingFilter extends ListQuery {
  @CodeParameter(MEETING_STATUSES, 'Only meetings that stand so.')
  readonly status?: MeetingStatus;

  @CodeParameter(MEETING_FORMATS, 'Only meetings of this kind.')
  readonly format?: MeetingFormat;

  @StreamParameter(
    'Only meetings at which this actor, or a delegation of it, was present or is expected.',
    'actor-united-states',
    'actor',
  )
  readonly participant?: string;

  @DayParameter('Only meetings held, or planned, on this day (YYYY-MM-DD) or later.')
  readonly from?: string;

  @DayParameter('Only meetings held, or planned, on this day (YYYY-MM-DD) or earlier.')
  readonly to?: string;
}
