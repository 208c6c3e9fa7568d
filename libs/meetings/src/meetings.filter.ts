import { CodeParameter, PeriodQuery, StreamParameter } from '@tracker/reading';
import { MEETING_FORMATS, type MeetingFormat } from './attendance.parts';
import { MEETING_STATUSES, type MeetingStatus } from './meeting.story';

/** Which meetings to list. The period is that of the meeting, or of its plan if it is not held. */
export class MeetingFilter extends PeriodQuery {
  @CodeParameter(MEETING_STATUSES, 'Only meetings that stand so.')
  readonly status?: MeetingStatus;

  @CodeParameter(MEETING_FORMATS, 'Only meetings of this kind.')
  readonly format?: MeetingFormat;

  @StreamParameter(
    'Only meetings at which this actor, or somebody for it, was present or is expected.',
    'actor-united-states',
    'actor',
  )
  readonly participant?: string;

  @StreamParameter('Only meetings at which this actor itself was present or is expected.', 'actor-marco-rubio', 'actor')
  readonly actor?: string;

  @StreamParameter('Only meetings at which somebody represented this party, or is to.', 'actor-russia', 'actor')
  readonly party?: string;

  @StreamParameter('Only meetings held, or to be held, in this place.', 'place-diriyah-palace', 'place')
  readonly venue?: string;

  @StreamParameter('Only meetings of this host.', 'actor-saudi-arabia', 'actor')
  readonly hostedBy?: string;

  @StreamParameter('Only meetings that this actor called together.', 'actor-france', 'actor')
  readonly convenedBy?: string;
}
