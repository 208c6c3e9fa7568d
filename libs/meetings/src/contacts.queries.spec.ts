import { ForeignCursorError, type Moment, type Paging } from '@tracker/reading';
import { eventOf, idAt, sampleCase, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { ListContacts, ListContactsHandler, type AskedContacts } from './contacts.queries';
import { lastContacts } from './last-contacts';
import { meetingsModel } from './meeting.model';
import { ShowMeeting, ShowMeetingHandler } from './meetings.queries';

const RIYADH = 'meeting-riyadh-2025-02-18';
const CALLS = 'meeting-macron-calls-2025-02-18';
const G20 = 'meeting-lavrov-blinken-g20';
const SAUDI_MEDIA = { source: 'source-saudi-state-media', report: 'report-riyadh-talks' } as const;

const RUBIO = { actor: 'actor-marco-rubio', delegation: 'actor-united-states' } as const;
const WALTZ = { actor: 'actor-michael-waltz', delegation: 'actor-united-states' } as const;
const LAVROV = { actor: 'actor-sergey-lavrov', delegation: 'actor-russia' } as const;
const ZELENSKYY = { actor: 'actor-volodymyr-zelenskyy', delegation: 'actor-ukraine' } as const;

const tables = testTables(meetingsModel);

beforeAll(() => tables.project('sample', sampleCase()));

const at = (conflict: string, on = '2025-02-19', position = 1_000): Moment => ({ conflict, position, on });
const page = (asked: AskedContacts = {}, moment = at('sample'), paging: Paging = { limit: 100 }) =>
  new ListContactsHandler(tables.questions).execute(new ListContacts(moment, paging, asked));
const pairs = async (asked: AskedContacts = {}, moment = at('sample')) =>
  (await page(asked, moment)).items.map(({ between }) => between);
const meetingShown = (meeting: string, moment = at('sample')) =>
  new ShowMeetingHandler(tables.questions).execute(new ShowMeeting(moment, meeting));

const held = (present: readonly object[], data: object = {}, parts: Partial<EventParts> = {}): EventDraft =>
  eventOf('MeetingHeld', { format: 'talks', present, ...data }, { stream: RIYADH, occurred: '2025-02-18', ...parts });

describe('the contacts of the sample case', () => {
  it('tell how often two parties met, when first and when last', async () => {
    const { by, items } = await page({ between: 'actor-united-states,actor-russia' });
    expect(by).toBe('party');
    expect(items).toMatchObject([
      {
        between: ['actor-russia', 'actor-united-states'],
        meetings: 2,
        first: { meeting: G20, occurred: '2023~', format: 'sideline' },
        last: { meeting: RIYADH, occurred: '2025-02-18', daysAgo: 1, citation: { source: 'source-unnamed-outlet' } },
        behind: [RIYADH, G20],
      },
    ]);
    expect(items[0]).not.toHaveProperty('why');
  });

  it('of Macron by telephone are with each whom he called, and not between these', async () => {
    expect(await pairs({ by: 'actor', format: 'call' })).toEqual([
      ['actor-emmanuel-macron', 'actor-volodymyr-zelenskyy'],
      ['actor-donald-trump', 'actor-emmanuel-macron'],
    ]);
    expect(await pairs({ by: 'actor', between: 'actor-donald-trump,actor-volodymyr-zelenskyy' })).toEqual([]);
    expect(await pairs({ between: 'actor-ukraine,actor-united-states' })).toEqual([]);
    expect((await meetingShown(CALLS)).contacts).toEqual({
      parties: [
        ['actor-france', 'actor-ukraine'],
        ['actor-france', 'actor-united-states'],
      ],
      actors: [
        ['actor-donald-trump', 'actor-emmanuel-macron'],
        ['actor-emmanuel-macron', 'actor-volodymyr-zelenskyy'],
      ],
    });
  });

  it('are found by actor, for itself and for the party it sat for', async () => {
    const ofParty = await pairs({ actor: 'actor-emmanuel-macron' });
    expect(ofParty).toEqual([
      ['actor-france', 'actor-united-states'],
      ['actor-france', 'actor-ukraine'],
    ]);
    expect(await pairs({ by: 'actor', actor: 'actor-sergey-lavrov' })).toHaveLength(4);
    expect(await pairs({ by: 'actor', between: 'actor-russia,actor-antony-blinken' })).toEqual([
      ['actor-antony-blinken', 'actor-sergey-lavrov'],
    ]);
  });

  it('are not between those who sat for one party, nor with a country that was not asked', async () => {
    expect(await pairs({ by: 'actor', between: 'actor-marco-rubio,actor-michael-waltz' })).toEqual([]);
    expect(await pairs({ between: 'actor-russia,actor-ukraine' })).toEqual([]);
  });

  it('are those of a period, and known by a day', async () => {
    const talks = 'actor-russia,actor-united-states';
    expect((await page({ between: talks, from: '2025-01-01' })).items).toMatchObject([
      { meetings: 1, first: { meeting: RIYADH }, last: { meeting: RIYADH } },
    ]);
    expect((await page({ between: talks, to: '2024-12-31' })).items).toMatchObject([{ last: { meeting: G20 } }]);
    expect((await page({ between: talks }, at('sample', '2025-02-17'))).items).toMatchObject([
      { meetings: 1, last: { meeting: G20 } },
    ]);
    await expect(page({ from: '2025-02-19', to: '2025-02-18' })).rejects.toMatchObject({ code: 'parameter.invalid' });
  });

  it('name on request the events behind each meeting', async () => {
    const [contact] = (await page({ between: 'actor-france,actor-ukraine', why: '1' })).items;
    const { statusClaim, sides } = await meetingShown(CALLS);
    const seats = sides
      .filter(({ party }) => party !== 'actor-united-states')
      .flatMap(({ members }) => members.flatMap(({ claims }) => claims.map(({ event }) => event)));
    expect(contact?.why).toEqual([{ meeting: CALLS, events: [...new Set([statusClaim?.event, ...seats])] }]);
  });

  it('are listed once each, page by page, the latest first or last', async () => {
    const all = await pairs({ by: 'actor' });
    const first = await page({ by: 'actor' }, at('sample'), { limit: 5 });
    const second = await page({ by: 'actor' }, at('sample'), { limit: 100, after: first.after });
    expect([...first.items, ...second.items].map(({ between }) => between)).toEqual(all);
    const turned = await page({ by: 'actor' }, at('sample'), { limit: 100, order: 'asc' });
    expect(turned.items.map(({ between }) => between)).toEqual([...all].reverse());
    await expect(page({}, at('sample'), { limit: 5, after: ['2025'] })).rejects.toBeInstanceOf(ForeignCursorError);
  });

  it('are none while nothing is known', async () => {
    expect(await pairs({}, at('sample', '2025-02-19', 1))).toEqual([]);
  });
});

describe('whoever was absent', () => {
  const absence = (actor: string, grade?: 'A1' | 'C3'): EventDraft =>
    eventOf(
      'MeetingDetailReported',
      { absent: [{ actor, why: 'prevented' }] },
      { stream: RIYADH, citation: grade ? { ...SAUDI_MEDIA, grade } : SAUDI_MEDIA },
    );

  it('met nobody, and the others of the party did', async () => {
    await tables.project('absent', [held([RUBIO, WALTZ, LAVROV]), absence('actor-michael-waltz')]);
    expect(await pairs({ by: 'actor' }, at('absent'))).toEqual([['actor-marco-rubio', 'actor-sergey-lavrov']]);
    expect(await pairs({ by: 'actor' }, at('absent', '2025-02-19', 1))).toHaveLength(2);
    const { contacts } = await meetingShown(RIYADH, at('absent'));
    expect(contacts.actors).toEqual([['actor-marco-rubio', 'actor-sergey-lavrov']]);
  });

  it('as a party had nobody at the table', async () => {
    const told = held([RUBIO, LAVROV, ZELENSKYY], {}, { citation: { source: 'source-unnamed-outlet', grade: 'B2' } });
    await tables.project('party-absent', [told, absence('actor-ukraine', 'A1')]);
    await tables.project('party-present', [told, absence('actor-ukraine', 'C3')]);
    const talks = ['actor-russia', 'actor-united-states'];
    expect(await pairs({}, at('party-absent'))).toEqual([talks]);
    const without = await meetingShown(RIYADH, at('party-absent'));
    expect(without.parties).toEqual(talks);
    expect(without.absent.map(({ actor }) => actor)).toEqual(['actor-ukraine']);
    expect(without.otherClaims).toMatchObject([{ actor: 'actor-volodymyr-zelenskyy', presence: 'present' }]);
    expect(await pairs({}, at('party-present'))).toHaveLength(3);
    const withIt = await meetingShown(RIYADH, at('party-present'));
    expect(withIt.parties).toEqual(['actor-russia', 'actor-ukraine', 'actor-united-states']);
    expect(withIt.absent).toEqual([]);
  });

  it('sat for the party that the better source names', async () => {
    const elsewhere = eventOf(
      'MeetingDetailReported',
      { present: [{ actor: 'actor-michael-waltz', delegation: 'actor-us-state-department' }] },
      { stream: RIYADH, citation: { ...SAUDI_MEDIA, grade: 'A1' } },
    );
    await tables.project('delegations', [held([WALTZ, LAVROV]), elsewhere]);
    expect(await pairs({}, at('delegations'))).toEqual([['actor-russia', 'actor-us-state-department']]);
    expect((await meetingShown(RIYADH, at('delegations'))).parties).toEqual([
      'actor-russia',
      'actor-us-state-department',
    ]);
  });
});

describe('contacts are only of what was held', () => {
  it('as the adopted claim has it', async () => {
    const parties = ['actor-russia', 'actor-united-states'];
    await tables.project('planned', [
      eventOf('MeetingPlanned', { format: 'talks', parties, when: '2025-02-18' }, { stream: RIYADH }),
      held([RUBIO, LAVROV], {}, { modality: 'negated', citation: SAUDI_MEDIA }),
    ]);
    expect(await pairs({}, at('planned'))).toEqual([]);
    expect((await meetingShown(RIYADH, at('planned'))).contacts).toEqual({ parties: [], actors: [] });
  });

  it('and the undated come before all others', async () => {
    await tables.project('undated', [
      held([RUBIO, LAVROV]),
      held([RUBIO, LAVROV], {}, { stream: 'meeting-undated', occurred: undefined }),
    ]);
    const [contact] = (await page({}, at('undated'))).items;
    expect(contact).toMatchObject({
      meetings: 2,
      first: { meeting: RIYADH },
      last: { meeting: RIYADH, event: idAt(1) },
      behind: [RIYADH, 'meeting-undated'],
    });
    expect((await page({ to: '2025-02-18' }, at('undated'))).items).toMatchObject([{ meetings: 1 }]);
  });
});

describe('the last contact of two parties', () => {
  it('is the last by the day of the question', async () => {
    const [contact] = await lastContacts(tables.questions, at('sample', '2025-02-17'), [
      'actor-united-states',
      'actor-russia',
    ]);
    expect(contact).toMatchObject({ party: 'actor-russia', other: 'actor-united-states', meeting: G20 });
  });

  it('is asked of two parties alone', async () => {
    const two = await lastContacts(tables.questions, at('sample'), ['actor-ukraine', 'actor-france']);
    expect(two.map(({ meeting }) => meeting)).toEqual([CALLS]);
  });
});
