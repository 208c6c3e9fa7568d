import { eventOf, given, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { MeetingAlreadyHeldError } from './meeting.errors';
import type { MeetingDetailReported, MeetingHeld, MeetingPlanned } from './meeting.events';
import { meetingStream } from './meeting.stream';
import { headlineOf } from './meeting.story';

const OUTLET = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' } as const;
const SAUDI_MEDIA = { source: 'source-saudi-state-media', report: 'report-riyadh-talks' } as const;
const RIYADH = 'meeting-riyadh-2025-02-18';
const VISIT = 'meeting-zelenskyy-saudi-visit';

const RUBIO = { actor: 'actor-marco-rubio', delegation: 'actor-united-states' } as const;
const WITKOFF = { actor: 'actor-steven-witkoff', delegation: 'actor-united-states' } as const;
const LAVROV = { actor: 'actor-sergey-lavrov', delegation: 'actor-russia' } as const;

type Parts = Partial<EventParts>;
const held = (data: Partial<MeetingHeld> = {}, parts: Parts = {}): EventDraft =>
  eventOf(
    'MeetingHeld',
    { format: 'talks', present: [RUBIO, LAVROV], ...data },
    { stream: RIYADH, occurred: '2025-02-18', ...parts },
  );
const detail = (data: MeetingDetailReported, parts: Parts = {}): EventDraft =>
  eventOf('MeetingDetailReported', data, { stream: RIYADH, ...parts });
const planned = (data: Partial<MeetingPlanned> = {}, parts: Parts = {}): EventDraft =>
  eventOf(
    'MeetingPlanned',
    { format: 'visit', parties: ['actor-volodymyr-zelenskyy', 'actor-saudi-arabia'], ...data },
    { stream: VISIT, ...parts },
  );
const postponed = (data: object = {}, parts: Parts = {}): EventDraft =>
  eventOf('MeetingPostponed', data, { stream: VISIT, ...parts });
const rescheduled = (to: string, parts: Parts = {}): EventDraft =>
  eventOf('MeetingRescheduled', { to }, { stream: VISIT, ...parts });
const cancelled = (parts: Parts = {}): EventDraft => eventOf('MeetingCancelled', {}, { stream: VISIT, ...parts });
const visited = (parts: Parts = {}): EventDraft =>
  held(
    { format: 'visit', present: [{ actor: 'actor-volodymyr-zelenskyy' }, { actor: 'actor-saudi-arabia' }] },
    { stream: VISIT, ...parts },
  );

describe('parties', () => {
  it.each([
    ['one delegation of two is one party', [RUBIO, WITKOFF]],
    ['a delegation and its own state are one party', [RUBIO, { actor: 'actor-united-states' }]],
    ['nobody is no party', []],
  ] as const)('%s, which is no meeting', (_claim, present) => {
    const error = given(meetingStream).when(held({ present })).thenRefused('meeting.too_few_parties');
    expect(error.faults).toMatchObject([{ pointer: '/data/present' }]);
    expect(error.message).toContain('two parties at least');
  });

  it('people whom nobody names stand for their side', () => {
    given(meetingStream)
      .when(held({ present: [RUBIO, { unnamed: 'Other senior Russian officials', delegation: 'actor-russia' }] }))
      .thenAccepted();
  });

  it('a plan has two parties at least', () => {
    given(meetingStream)
      .when(planned({ parties: ['actor-volodymyr-zelenskyy'] }))
      .thenRefused('meeting.too_few_parties');
  });
});

describe('presence and absence', () => {
  const absent = [{ actor: RUBIO.actor, why: 'not_stated' }] as const;

  it('nobody is both present and absent', () => {
    const error = given(meetingStream).when(held({ absent })).thenRefused('meeting.present_and_absent');
    expect(error.message).toContain('actor-marco-rubio');
  });

  it('a party at the table is not absent', () => {
    given(meetingStream)
      .when(held({ absent: [{ actor: 'actor-russia', why: 'declined' }] }))
      .thenRefused('meeting.present_and_absent');
  });

  it('one source does not take its word back in a later detail', () => {
    given(meetingStream, held()).when(detail({ absent })).thenRefused('meeting.present_and_absent');
    given(meetingStream, held(), detail({ absent: [{ actor: 'actor-ukraine', why: 'not_invited' }] }))
      .when(detail({ present: [{ actor: 'actor-ukraine' }] }))
      .thenRefused('meeting.present_and_absent');
  });

  it('another source may say the opposite', () => {
    given(meetingStream, held())
      .when(detail({ absent }, { citation: SAUDI_MEDIA }))
      .thenAccepted();
  });

  it('a denied presence is no presence', () => {
    given(meetingStream, held(), detail({ present: [WITKOFF] }, { modality: 'negated' }))
      .when(detail({ absent: [{ actor: WITKOFF.actor, why: 'declined' }] }))
      .thenAccepted();
  });

  it('nobody is listed twice', () => {
    given(meetingStream)
      .when(held({ present: [RUBIO, LAVROV, RUBIO] }))
      .thenRefused('meeting.listed_twice');
    given(meetingStream, held())
      .when(
        detail({
          absent: [
            { actor: 'actor-ukraine', why: 'not_invited' },
            { actor: 'actor-ukraine', why: 'declined' },
          ],
        }),
      )
      .thenRefused('meeting.listed_twice');
  });

  it('a caller who is not on the call is warned of', () => {
    given(meetingStream)
      .when(held({ format: 'call', caller: 'actor-emmanuel-macron' }))
      .thenAccepted({ warnings: ['meeting.caller_not_present'] });
    given(meetingStream)
      .when(held({ format: 'call', caller: RUBIO.actor }))
      .thenAccepted();
  });
});

describe('the end of a meeting', () => {
  it('is told once by one source', () => {
    const error = given(meetingStream, held()).when(held()).thenRefused(MeetingAlreadyHeldError);
    expect(error).toMatchObject({ code: 'meeting.already_held', facts: { source: OUTLET.source, version: 1 } });
    expect(error.message).toContain('Correct version 1');
  });

  it('told by another source is a rival claim', () => {
    given(meetingStream, held())
      .when(held({ format: 'summit' }, { citation: SAUDI_MEDIA }))
      .thenAccepted();
    given(meetingStream, planned(), visited())
      .when(cancelled({ citation: SAUDI_MEDIA }))
      .thenAccepted();
  });

  it('leaves the same source nothing to plan, move or cancel', () => {
    const after = given(meetingStream, planned(), visited());
    for (const event of [planned(), postponed(), rescheduled('2025-03-10'), cancelled()])
      after.when(event).thenRefused('meeting.already_held');
  });

  it('by cancellation leaves the same source nothing either', () => {
    const after = given(meetingStream, planned(), cancelled());
    for (const event of [planned(), postponed(), rescheduled('2025-03-10'), cancelled(), visited()]) {
      after.when(event).thenRefused('meeting.already_cancelled');
    }
  });

  it('may be told by a source that denied it before', () => {
    given(meetingStream, held({}, { modality: 'negated' }))
      .when(held())
      .thenAccepted();
  });
});

describe('a plan', () => {
  it.each([postponed(), rescheduled('2025-03-10'), cancelled()])('is needed for $type', (event) => {
    const error = given(meetingStream).when(event).thenRefused('meeting.not_planned');
    expect(error.message).toContain('Record MeetingPlanned first');
    given(meetingStream, planned({}, { modality: 'negated' }))
      .when(event)
      .thenRefused('meeting.not_planned');
  });

  it('of one source can be moved by another', () => {
    given(meetingStream, planned({}, { citation: SAUDI_MEDIA }))
      .when(postponed())
      .thenAccepted();
  });

  it('can be postponed and rescheduled any number of times, and then held', () => {
    given(
      meetingStream,
      planned(),
      postponed(),
      rescheduled('2025-03-10'),
      postponed(),
      postponed(),
      rescheduled('2025-03-17'),
    )
      .when(visited())
      .thenAccepted();
  });

  it('that was moved is not planned again by the same source', () => {
    given(meetingStream, planned(), postponed())
      .when(planned({ when: '2025-03-10' }))
      .thenRefused('meeting.plan_moved');
  });

  it('with another date in place of the first is warned of', () => {
    given(meetingStream, planned({ when: '2025-02-19' }))
      .when(planned({ when: '2025-03-10' }))
      .thenAccepted({ warnings: ['meeting.date_replaced'] });
    given(meetingStream, planned())
      .when(planned({ when: '2025-03-10' }))
      .thenAccepted();
  });
});

describe('a detail', () => {
  it('needs a planned or held meeting', () => {
    given(meetingStream)
      .when(detail({ venue: 'place-diriyah-palace' }))
      .thenRefused('meeting.not_known');
    given(meetingStream, held())
      .when(detail({ venue: 'place-diriyah-palace' }))
      .thenAccepted();
    given(meetingStream, planned())
      .when(detail({ purpose: 'Talks' }, { stream: VISIT }))
      .thenAccepted();
  });

  it('says something', () => {
    expect(() => given(meetingStream, held()).when(detail({})).thenAccepted()).toThrow(
      /at least one of present, absent/,
    );
  });

  it('may follow the end', () => {
    given(meetingStream, planned(), visited())
      .when(detail({ occasion: 'State visit' }, { stream: VISIT }))
      .thenAccepted();
  });
});

describe('where a meeting stands', () => {
  const standing = (...events: EventDraft[]) => headlineOf(given(meetingStream, ...events).thenState());

  it('planned without a date, it has none', () => {
    expect(standing(planned())).toMatchObject({ status: 'planned', when: null, firstWhen: null, moves: 0 });
  });

  it('postponed, it has no date any more', () => {
    expect(standing(planned({ when: '2025-02-19' }), postponed())).toMatchObject({
      status: 'postponed',
      when: null,
      firstWhen: '2025-02-19',
      moves: 1,
    });
  });

  it('rescheduled, it is planned for the new date', () => {
    expect(standing(planned({ when: '2025-02-19' }), postponed(), rescheduled('2025-03-10'))).toMatchObject({
      status: 'planned',
      when: '2025-03-10',
      firstWhen: '2025-02-19',
      moves: 2,
    });
  });

  it('the first date can be told by the postponement', () => {
    expect(
      standing(planned(), postponed({ from: '2025-02-19' }), planned({ when: '2025-03-10' }, { citation: SAUDI_MEDIA }))
        .firstWhen,
    ).toBe('2025-02-19');
  });

  it('slips are counted from the first of several dates', () => {
    const moved = standing(
      planned(),
      postponed({ from: '2025-02-19' }),
      postponed({ from: '2025-03-10' }),
      rescheduled('2025-03-17'),
    );
    expect(moved.firstWhen).toBe('2025-02-19');
  });

  it('the better graded of two endings is shown first, and of equals the later', () => {
    const rival = (grade: 'A1' | 'C3'): EventDraft => cancelled({ citation: { ...SAUDI_MEDIA, grade } });
    const reported = visited({ citation: { ...OUTLET, grade: 'B2' } });
    expect(standing(planned(), rival('A1'), reported).status).toBe('cancelled');
    expect(standing(planned(), rival('C3'), reported).status).toBe('held');
    expect(standing(planned(), visited(), cancelled({ citation: SAUDI_MEDIA })).status).toBe('cancelled');
    expect(standing(planned(), reported, cancelled({ citation: SAUDI_MEDIA })).status).toBe('held');
  });

  it.each(['negated', 'hypothetical', 'planned'] as const)('a meeting held that is %s was not held', (modality) => {
    expect(standing(planned(), visited({ modality })).status).toBe('planned');
    expect(standing(visited({ modality })).status).toBeNull();
  });
});

describe('any part of a history', () => {
  it('folds without an error', () => {
    const history = [
      planned({ when: '2025-02-19' }),
      postponed({ from: '2025-02-19' }),
      rescheduled('2025-03-10'),
      detail({ purpose: 'Talks' }, { stream: VISIT }),
      visited(),
      cancelled({ citation: SAUDI_MEDIA }),
    ];
    for (let mask = 0; mask < 2 ** history.length; mask += 1) {
      const part = history.filter((_, index) => (mask >> index) % 2 === 1);
      expect(() => headlineOf(given(meetingStream, ...part).thenState())).not.toThrow();
    }
  });
});
