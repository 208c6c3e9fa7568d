import { meetingsModel } from '@tracker/meetings';
import type { Moment } from '@tracker/reading';
import { eventOf, sampleCase } from '@tracker/spec-kit';
import { statementsModel } from '@tracker/statements';
import { testTables } from '../../../test/setup/test-tables';
import { ShowAgenda, ShowAgendaHandler, type AskedAgenda } from './agenda.queries';

const SUMMIT = 'meeting-trump-putin-summit';
const VISIT = 'meeting-zelenskyy-saudi-visit';

const tables = testTables(meetingsModel, statementsModel);

beforeAll(() => tables.project('sample', sampleCase()));

const at = (conflict: string, position = 1_000): Moment => ({ conflict, position, on: '2025-02-19' });
const agenda = async (moment: Moment, asked: AskedAgenda = {}) =>
  (await new ShowAgendaHandler(tables.questions).execute(new ShowAgenda(moment, { limit: 100 }, asked))).items;
const meetings = async (asked: AskedAgenda, on?: string) =>
  (await agenda({ ...at('sample'), ...(on === undefined ? {} : { on }) }, asked)).map(({ meeting }) => meeting);

describe('the agenda of the sample case', () => {
  it('has the summit without a date, and both outlooks', async () => {
    const [summit] = await agenda(at('sample'));
    expect(summit).toMatchObject({
      meeting: SUMMIT,
      status: 'planned',
      format: 'summit',
      when: null,
      whenText: 'no date set',
      daysUntil: null,
      moves: 0,
      slipDays: null,
    });
    expect(summit?.parties).toEqual(['actor-donald-trump', 'actor-vladimir-putin']);
    expect(summit?.outlooks).toMatchObject([
      {
        speaker: 'actor-yuri-ushakov',
        likelihood: 'unlikely',
        window: '2025-02-24/2025-03-02',
        citation: { source: 'source-unnamed-outlet' },
        withdrawn: false,
      },
      {
        speaker: 'actor-michael-waltz',
        likelihood: 'possible',
        window: null,
        citation: { source: 'source-unnamed-outlet' },
      },
    ]);
  });

  it('has the visit 19 days after its first date', async () => {
    const [, visit] = await agenda(at('sample'));
    expect(visit).toMatchObject({
      meeting: VISIT,
      firstWhen: '2025-02-19',
      when: '2025-03-10',
      slipDays: 19,
      moves: 2,
      daysUntil: 19,
      overdue: false,
      outlooks: [],
    });
    expect(visit?.whenClaim).toMatchObject({
      type: 'MeetingRescheduled',
      citation: { source: 'source-unnamed-outlet' },
    });
  });

  it('is cut to plans with a date, or in a period', async () => {
    expect(await meetings({ dated: 'true' })).toEqual([VISIT]);
    expect(await meetings({ dated: 'false' })).toEqual([SUMMIT]);
    expect(await meetings({ from: '2025-03-01', to: '2025-03-31' })).toEqual([VISIT]);
    expect(await meetings({ to: '2025-02-28' })).toEqual([]);
  });

  it('marks a plan as overdue once its date has passed, and never one without a date', async () => {
    expect(await meetings({ overdue: 'true' }, '2025-03-10')).toEqual([]);
    expect(await meetings({ overdue: 'true' }, '2025-03-11')).toEqual([VISIT]);
    expect(await meetings({ overdue: 'false' }, '2025-03-11')).toEqual([SUMMIT]);
    const [summit, visit] = await agenda({ ...at('sample'), on: '2025-03-11' });
    expect([summit?.overdue, visit?.overdue, visit?.daysUntil]).toEqual([false, true, -1]);
    const [, today] = await agenda({ ...at('sample'), on: '2025-03-10' });
    expect([today?.overdue, today?.daysUntil]).toEqual([false, 0]);
  });

  it('has nothing else: what was held is over', async () => {
    expect(await agenda(at('sample'))).toHaveLength(2);
  });

  it('is empty at position 1', async () => {
    expect(await agenda(at('sample', 1))).toEqual([]);
  });
});

describe('a meeting on the agenda', () => {
  const plan = eventOf(
    'MeetingPlanned',
    { format: 'summit', parties: ['actor-donald-trump', 'actor-vladimir-putin'], when: '2025-02-10' },
    { stream: SUMMIT },
  );

  it.each([
    [
      'held',
      eventOf(
        'MeetingHeld',
        { format: 'summit', present: [{ actor: 'actor-donald-trump' }, { actor: 'actor-vladimir-putin' }] },
        { stream: SUMMIT },
      ),
    ],
    ['cancelled', eventOf('MeetingCancelled', {}, { stream: SUMMIT })],
  ])('leaves it once it is %s, and still stood there before', async (name, end) => {
    await tables.project(name, [plan, end]);
    expect(await agenda(at(name, 1))).toMatchObject([{ meeting: SUMMIT, daysUntil: -9, overdue: true }]);
    expect(await agenda(at(name, 2))).toEqual([]);
  });

  it('stays there postponed, with no date any more', async () => {
    await tables.project('postponed', [plan, eventOf('MeetingPostponed', {}, { stream: SUMMIT })]);
    expect(await agenda(at('postponed'))).toMatchObject([
      { status: 'postponed', when: null, whenText: 'no date set', firstWhen: '2025-02-10', daysUntil: null },
    ]);
  });
});
