import type { Moment } from '@tracker/reading';
import { eventOf, sampleCase, type EventParts } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { lastContacts } from './last-contacts';
import { meetingsModel } from './meeting.model';
import type { MeetingFilter } from './meetings.filter';
import { ListMeetings, ListMeetingsHandler, ShowMeeting, ShowMeetingHandler } from './meetings.queries';

const RIYADH = 'meeting-riyadh-2025-02-18';
const VISIT = 'meeting-zelenskyy-saudi-visit';
const SUMMIT = 'meeting-trump-putin-summit';
const CALLS = 'meeting-macron-calls-2025-02-18';
const OUTLET = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' } as const;
const SAUDI_MEDIA = { source: 'source-saudi-state-media', report: 'report-riyadh-talks' } as const;

const tables = testTables(meetingsModel);

beforeAll(() => tables.project('sample', sampleCase()));

const at = (conflict: string, position = 1_000): Moment => ({ conflict, position, on: '2025-02-19' });
const listed = (
  filter: Partial<MeetingFilter> = {},
  moment = at('sample'),
  limit = 100,
  after?: readonly (string | number)[],
) =>
  new ListMeetingsHandler(tables.questions).execute(
    new ListMeetings(moment, { limit, after }, filter as MeetingFilter),
  );
const streams = async (filter: Partial<MeetingFilter>) => (await listed(filter)).items.map(({ meeting }) => meeting);
const shown = (meeting: string, moment = at('sample')) =>
  new ShowMeetingHandler(tables.questions).execute(new ShowMeeting(moment, meeting));

describe('the talks in Riyadh, as the sample case tells them', () => {
  it('had these people at the table for each side', async () => {
    const { sides, status, occurred, statusClaim } = await shown(RIYADH);
    expect({ status, occurred, source: statusClaim?.citation?.source }).toEqual({
      status: 'held',
      occurred: '2025-02-18',
      source: 'source-unnamed-outlet',
    });
    expect(sides.map(({ party, members }) => [party, members.map(({ actor }) => actor)])).toEqual([
      ['actor-russia', ['actor-sergey-lavrov', 'actor-yuri-ushakov']],
      ['actor-united-states', ['actor-marco-rubio', 'actor-michael-waltz', 'actor-steven-witkoff']],
    ]);
    expect(sides[1]?.members[0]).toMatchObject({
      office: 'office-us-secretary-of-state',
      claims: [{ presence: 'present', citation: { source: 'source-unnamed-outlet' } }],
    });
    expect(sides[0]?.unnamed).toMatchObject([
      { text: 'Other senior Russian officials', count: null, type: 'MeetingDetailReported' },
    ]);
  });

  it('were without Ukraine, which was not invited', async () => {
    expect((await shown(RIYADH)).absent).toMatchObject([
      { actor: 'actor-ukraine', why: 'not_invited', claims: [{ citation: { source: 'source-unnamed-outlet' } }] },
    ]);
  });

  it('have a venue, a host and a convener, each on somebody’s word', async () => {
    const { details } = await shown(RIYADH);
    const told = (['venue', 'hostedBy', 'convenedBy'] as const).map((field) => [
      details[field]?.value,
      details[field]?.claim?.citation?.source,
      details[field]?.claim?.citation?.basis,
    ]);
    expect(told).toEqual([
      ['place-diriyah-palace', 'source-unnamed-outlet', undefined],
      ['actor-saudi-arabia', 'source-unnamed-outlet', 'implied'],
      ['actor-mohammed-bin-salman', 'source-saudi-state-media', undefined],
    ]);
    expect(details.mediatedBy).toBeNull();
  });

  it('are not known at position 1', async () => {
    await expect(shown(RIYADH, at('sample', 1))).rejects.toMatchObject({ code: 'stream.unknown' });
    await expect(shown('no meeting\u0000')).rejects.toMatchObject({ code: 'stream.unknown' });
    expect((await listed({}, at('sample', 1))).items).toEqual([]);
  });
});

describe('a plan', () => {
  it('shows how far the visit slipped, step by step', async () => {
    const { history, slipDays, when, firstWhen, expected } = await shown(VISIT);
    expect({ slipDays, when, firstWhen }).toEqual({ slipDays: 19, when: '2025-03-10', firstWhen: '2025-02-19' });
    expect(history.map(({ step, slipDays: slip }) => [step, slip])).toEqual([
      ['planned', null],
      ['postponed', null],
      ['rescheduled', 19],
    ]);
    expect(history[1]).toMatchObject({
      by: 'actor-volodymyr-zelenskyy',
      reason: { basis: 'implied' },
      from: '2025-02-19',
    });
    expect(expected.map(({ actor }) => actor)).toEqual(['actor-saudi-arabia', 'actor-volodymyr-zelenskyy']);
  });

  it('without a date says so', async () => {
    expect((await listed({ status: 'planned' })).items.map(({ meeting, whenText }) => [meeting, whenText])).toEqual([
      [VISIT, '2025-03-10'],
      [SUMMIT, 'no date set'],
    ]);
  });
});

describe('the list', () => {
  it('is filtered by who took part, as an actor or by a delegation', async () => {
    expect(await streams({ participant: 'actor-sergey-lavrov' })).toEqual([RIYADH, 'meeting-lavrov-blinken-g20']);
    expect(await streams({ participant: 'actor-united-states' })).toEqual([
      RIYADH,
      CALLS,
      'meeting-lavrov-blinken-g20',
    ]);
    expect(await streams({ participant: 'actor-vladimir-putin' })).toEqual([SUMMIT]);
  });

  it('tells apart who was there from whom somebody was there for', async () => {
    expect(await streams({ actor: 'actor-marco-rubio' })).toEqual([RIYADH]);
    expect(await streams({ actor: 'actor-united-states' })).toEqual([]);
    expect(await streams({ party: 'actor-russia' })).toEqual([RIYADH, 'meeting-lavrov-blinken-g20']);
    expect(await streams({ party: 'actor-sergey-lavrov' })).toEqual([]);
  });

  it('is filtered by place, host and convener, held or planned', async () => {
    expect(await streams({ venue: 'place-diriyah-palace' })).toEqual([RIYADH]);
    expect(await streams({ venue: 'place-saudi-arabia' })).toEqual([VISIT]);
    expect(await streams({ hostedBy: 'actor-saudi-arabia', from: '2025-01-01' })).toEqual([VISIT, RIYADH]);
    expect(await streams({ convenedBy: 'actor-france' })).toEqual(['meeting-european-emergency-2025-02-17']);
    expect((await listed({ convenedBy: 'actor-mohammed-bin-salman' })).items).toMatchObject([
      { meeting: RIYADH, venue: 'place-diriyah-palace', hostedBy: 'actor-saudi-arabia' },
    ]);
  });

  it('leaves out those who were absent', async () => {
    expect(await streams({ participant: 'actor-ukraine', from: '2025-02-18' })).toEqual([CALLS]);
  });

  it('is filtered by days and kind', async () => {
    expect(await streams({ from: '2025-02-18', to: '2025-02-18' })).toEqual([RIYADH, CALLS]);
    expect(await streams({ from: '2025-02-19' })).toEqual([VISIT]);
    expect(await streams({ format: 'emergency' })).toEqual(['meeting-european-emergency-2025-02-17']);
  });

  it('is cut into pages, the latest first and those without a date last', async () => {
    const all = (await listed()).items.map(({ meeting }) => meeting);
    const first = await listed({}, at('sample'), 4);
    const second = await listed({}, at('sample'), 4, first.after);
    expect([...first.items, ...second.items].map(({ meeting }) => meeting)).toEqual(all);
    expect(all).toHaveLength(7);
    expect(all.at(-1)).toBe(SUMMIT);
  });

  it('says of a meeting that is over nothing about a date to be set', async () => {
    expect((await listed({ format: 'talks' })).items[0]).toMatchObject({
      occurred: '2025-02-18',
      when: null,
      whenText: null,
    });
  });

  it('names the parties', async () => {
    expect((await listed({ format: 'emergency' })).items[0]?.parties).toEqual([
      'actor-european-union-countries',
      'actor-united-kingdom',
    ]);
    expect((await listed({ format: 'talks' })).items[0]?.parties).toEqual(['actor-russia', 'actor-united-states']);
  });
});

describe('claims of several sources', () => {
  const told = (type: string, data: object, parts: Partial<EventParts> = {}) =>
    eventOf(type, data, { stream: RIYADH, ...parts });
  const held = told(
    'MeetingHeld',
    {
      format: 'talks',
      venue: 'place-riyadh',
      present: [
        { actor: 'actor-marco-rubio', delegation: 'actor-united-states' },
        { actor: 'actor-sergey-lavrov', delegation: 'actor-russia' },
      ],
    },
    { occurred: '2025-02-18', citation: { ...OUTLET, grade: 'C3' } },
  );
  const rival = (grade: 'A1' | 'B2' | undefined) => (grade ? { ...SAUDI_MEDIA, grade } : SAUDI_MEDIA);

  it('stand beside the value of the best grade, and of equals the latest', async () => {
    const detail = (venue: string, grade?: 'A1' | 'B2') =>
      told('MeetingDetailReported', { venue }, { citation: rival(grade) });
    await tables.project('venues', [
      held,
      detail('place-diriyah-palace', 'B2'),
      detail('place-diriyah', 'B2'),
      detail('place-jeddah'),
    ]);
    const { venue } = (await shown(RIYADH, at('venues'))).details;
    expect(venue?.value).toBe('place-diriyah');
    const heldIn = async (place: string) =>
      (await listed({ venue: place }, at('venues'))).items.map((item) => item.venue);
    expect(await heldIn('place-diriyah')).toEqual(['place-diriyah']);
    expect(await heldIn('place-riyadh')).toEqual([]);
    expect(venue?.claims.map(({ value }) => value)).toEqual([
      'place-diriyah',
      'place-diriyah-palace',
      'place-riyadh',
      'place-jeddah',
    ]);
  });

  it('on a presence are all shown with the one adopted', async () => {
    const absent = told(
      'MeetingDetailReported',
      { absent: [{ actor: 'actor-marco-rubio', why: 'prevented' }] },
      { citation: rival('B2') },
    );
    await tables.project('presence', [held, absent]);
    const answer = await shown(RIYADH, at('presence'));
    expect(answer.sides.map(({ party }) => party)).toEqual(['actor-russia']);
    expect((await listed({ participant: 'actor-marco-rubio' }, at('presence'))).items).toEqual([]);
    expect((await listed({}, at('presence'))).items.map(({ parties }) => parties)).toEqual([['actor-russia']]);
    expect(answer.absent).toMatchObject([
      { actor: 'actor-marco-rubio', why: 'prevented', claims: [{ presence: 'absent' }, { presence: 'present' }] },
    ]);
    expect(await lastContacts(tables.questions, at('presence'))).toEqual([]);
  });

  it('that deny a presence are told beside it', async () => {
    const denial = told(
      'MeetingDetailReported',
      { present: [{ actor: 'actor-yuri-ushakov', delegation: 'actor-russia' }] },
      { modality: 'negated' },
    );
    await tables.project('denial', [held, denial]);
    const answer = await shown(RIYADH, at('denial'));
    expect(answer.sides.flatMap(({ members }) => members.map(({ actor }) => actor))).toEqual([
      'actor-sergey-lavrov',
      'actor-marco-rubio',
    ]);
    expect(answer.otherClaims).toMatchObject([{ actor: 'actor-yuri-ushakov', modality: 'negated' }]);
  });

  it('on where a held meeting was to take place are not where it took place', async () => {
    const plan = told(
      'MeetingPlanned',
      { format: 'talks', parties: ['actor-russia', 'actor-united-states'], venue: 'place-jeddah' },
      { citation: rival('A1') },
    );
    await tables.project('planned-venue', [plan, held]);
    const { venue } = (await shown(RIYADH, at('planned-venue'))).details;
    expect(venue?.value).toBe('place-riyadh');
    expect((await listed({ venue: 'place-jeddah' }, at('planned-venue'))).items).toEqual([]);
    expect((await listed({ venue: 'place-jeddah' }, at('planned-venue', 1))).items).toHaveLength(1);
    expect(venue?.claims.map(({ value, type }) => [value, type])).toEqual([
      ['place-jeddah', 'MeetingPlanned'],
      ['place-riyadh', 'MeetingHeld'],
    ]);
    expect((await shown(RIYADH, at('planned-venue', 1))).details.venue?.value).toBe('place-jeddah');
  });
});

describe('the last contact of two parties', () => {
  it('is the latest meeting held at which both were present', async () => {
    const contacts = await lastContacts(tables.questions, at('sample'));
    expect(
      contacts.find(({ party, other }) => party === 'actor-russia' && other === 'actor-united-states'),
    ).toMatchObject({
      meeting: RIYADH,
      dayFrom: '2025-02-18',
      dayTo: '2025-02-18',
      citation: { source: 'source-unnamed-outlet' },
    });
  });

  it('on calls is only between the caller and each other one', async () => {
    const calls = (await lastContacts(tables.questions, at('sample'))).filter(({ meeting }) => meeting === CALLS);
    expect(calls.map(({ party, other }) => [party, other])).toEqual([
      ['actor-france', 'actor-ukraine'],
      ['actor-france', 'actor-united-states'],
    ]);
  });

  it('is none while nothing is known', async () => {
    expect(await lastContacts(tables.questions, at('sample', 1))).toEqual([]);
  });
});
