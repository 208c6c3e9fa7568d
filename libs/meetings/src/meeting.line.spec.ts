import { meetingTypes } from './meeting.events';

const RUBIO = { actor: 'actor-marco-rubio', delegation: 'actor-united-states' } as const;
const LAVROV = { actor: 'actor-sergey-lavrov', delegation: 'actor-russia' } as const;

describe('the timeline tells', () => {
  it('a plan with its date, or that there is none', () => {
    const plan = { format: 'summit', parties: ['actor-donald-trump', 'actor-vladimir-putin'] } as const;
    expect(meetingTypes.MeetingPlanned.line(plan)).toBe(
      'Planned: summit of {actor-donald-trump} and {actor-vladimir-putin}, no date set',
    );
    expect(meetingTypes.MeetingPlanned.line({ ...plan, when: '2025-03-10', venue: 'place-riyadh' })).toContain(
      'in {place-riyadh}, 2025-03-10',
    );
  });

  it('a move with dates, actor and reason', () => {
    const moved = {
      from: '2025-02-19',
      to: '2025-03-10',
      by: 'actor-volodymyr-zelenskyy',
      reason: { text: 'no part in the talks' },
    } as const;
    expect(meetingTypes.MeetingRescheduled.line(moved)).toBe(
      'Meeting rescheduled from 2025-02-19 to 2025-03-10 by {actor-volodymyr-zelenskyy}: no part in the talks',
    );
  });

  it('who met, who was absent and where', () => {
    const talks = {
      format: 'talks',
      present: [RUBIO, LAVROV, { unnamed: 'Interpreters', delegation: 'actor-russia', count: 2 }],
      absent: [{ actor: 'actor-ukraine', why: 'not_invited' }],
      venue: 'place-riyadh',
    } as const;
    expect(meetingTypes.MeetingHeld.line(talks)).toBe(
      'Held: talks of {actor-marco-rubio} ({actor-united-states}), {actor-sergey-lavrov} ({actor-russia}) and Interpreters ({actor-russia}, 2); absent {actor-ukraine} (not invited); at {place-riyadh}',
    );
    expect(meetingTypes.MeetingDetailReported.line({ absent: [] })).toBe('Of the meeting: nobody was missing');
  });
});
