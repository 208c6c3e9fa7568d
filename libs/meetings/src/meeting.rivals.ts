import type { Rivalry } from '@tracker/reading';
import { meetingsModel } from './meeting.model';
import { meetingStream } from './meeting.stream';
import { DetailRow, ParticipantRow, StepRow } from './meeting.tables';

const ofMeetings = { model: meetingsModel, kinds: [meetingStream.kind] } as const;

/** Plans, endings, somebody's presence and details rival. Moves follow each other, so that none sets another aside. */
export const meetingRivalries: readonly Rivalry[] = [
  {
    ...ofMeetings,
    table: StepRow,
    fact: `case when c.step = 'planned' then 'plan' else 'ending' end`,
    competes: `c.step in ('held', 'cancelled') and c.modality = 'realised' or c.step = 'planned' and c.modality in ('realised', 'planned')`,
  },
  {
    ...ofMeetings,
    table: ParticipantRow,
    fact: 'c.actor',
    competes: `c.presence <> 'expected' and c.actor is not null and c.modality = 'realised'`,
  },
  { ...ofMeetings, table: DetailRow, fact: 'c.field' },
];
