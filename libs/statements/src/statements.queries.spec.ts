import type { AskedPeriod, Moment, PageStart } from '@tracker/reading';
import { eventOf, sampleCase } from '@tracker/spec-kit';
import { parseOccurred, type Citation } from '@tracker/vocabulary';
import { testTables } from '../../../test/setup/test-tables';
import { ListStances, ListStancesHandler } from './stances.queries';
import { statementsModel } from './statement.model';
import type { StatementFilter } from './statements.filter';
import {
  forecastsAbout,
  ListStatements,
  ListStatementsHandler,
  ShowStatement,
  ShowStatementHandler,
} from './statements.queries';

const SUMMIT = 'meeting-trump-putin-summit';
const USEFUL = 'statement-lavrov-very-useful';
const OUTLET = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' } as const;
const REUTERS = { source: 'source-reuters' } as const;

const tables = testTables(statementsModel);

beforeAll(() => tables.project('sample', sampleCase()));

const at = (conflict: string, position = 1_000): Moment => ({ conflict, position, on: '2025-02-19' });
const listed = (
  filter: Partial<StatementFilter> = {},
  moment = at('sample'),
  limit = 100,
  after?: PageStart,
  order?: 'asc' | 'desc',
) =>
  new ListStatementsHandler(tables.questions).execute(
    new ListStatements(moment, { limit, after, order }, filter as StatementFilter),
  );
const streams = async (filter: Partial<StatementFilter>) =>
  (await listed(filter)).items.map(({ statement }) => statement).sort();
const shown = (statement: string, moment = at('sample')) =>
  new ShowStatementHandler(tables.questions).execute(new ShowStatement(moment, statement));

describe('statements of the sample case', () => {
  it('are told by speaker, on somebody’s word', async () => {
    const { items } = await listed({ speaker: 'actor-yuri-ushakov' });
    expect(items.map(({ statement, claim }) => [statement, claim.citation?.source])).toEqual([
      ['statement-ushakov-summit-unlikely', 'source-unnamed-outlet'],
      ['statement-ushakov-no-date', 'source-unnamed-outlet'],
    ]);
  });

  it('that are not safe to print in quotation marks say why', async () => {
    const { items } = await listed({ wording: 'broken' });
    expect(items.map(({ statement, safeToPrint }) => [statement, safeToPrint])).toEqual([
      ['statement-witkoff-right-result', false],
      ['statement-rubio-russia-indispensable', false],
    ]);
    expect(items[0]?.safeToPrintWhy).toContain('quotation marks do not match');
    const unsafe = (await listed({ safeToPrint: 'false' })).items;
    expect(new Set(unsafe.map(({ wording }) => wording))).toEqual(new Set(['partial', 'paraphrase', 'broken']));
  });

  it('that are safe to print are the passage that is cited', async () => {
    const { items } = await listed({ safeToPrint: 'true' });
    expect(items).toHaveLength(8);
    for (const { safeToPrintWhy } of items) expect(safeToPrintWhy).toContain('the text is the passage that is cited');
    expect(items.length + (await listed({ safeToPrint: 'false' })).items.length).toBe((await listed()).items.length);
  });

  it('are found by addressee, subject, kind and day', async () => {
    expect(await streams({ addressee: 'actor-russia' })).toEqual(['statement-macron-end-aggression']);
    expect(await streams({ about: SUMMIT, kind: 'forecast' })).toEqual([
      'statement-ushakov-summit-unlikely',
      'statement-waltz-summit-possible',
    ]);
    expect(await streams({ speaker: 'actor-michael-waltz', from: '2025-02-19' })).toEqual([
      'statement-waltz-territory-and-guarantees',
    ]);
    expect(await streams({ speaker: 'actor-michael-waltz', to: '2025-02-17' })).toEqual([]);
    await expect(listed({ from: '2025-02-19', to: '2025-02-18' })).rejects.toMatchObject({ code: 'parameter.invalid' });
  });

  it('are found by what stands in their text', async () => {
    expect(await streams({ text: 'SECURITY guarantees' })).toEqual([
      'statement-macron-end-aggression',
      'statement-waltz-territory-and-guarantees',
    ]);
    expect(await streams({ text: '%' })).toEqual([]);
  });

  it('are found by the stance they take on an issue', async () => {
    expect(await streams({ issue: 'security-guarantees-for-ukraine', stance: 'demands' })).toEqual([
      'statement-macron-end-aggression',
    ]);
    expect(await streams({ issue: 'security-guarantees-for-ukraine', stance: 'rejects' })).toEqual([]);
    expect(await streams({ stance: 'rejects' })).toEqual([
      'statement-rubio-not-predetermine',
      'statement-zelenskyy-no-outcome-without-ukraine',
    ]);
  });

  it('that take one stance on one issue and another on another do not mix them', async () => {
    const positions = [
      { issue: 'security-guarantees-for-ukraine', stance: 'demands' },
      { issue: 'outcome-of-talks-without-ukraine', stance: 'rejects' },
    ];
    const data = {
      speaker: 'actor-emmanuel-macron',
      kind: 'position',
      text: 'Two stances.',
      wording: 'paraphrase',
      positions,
    };
    await tables.project('mixed', [eventOf('StatementMade', data, { stream: 'statement-macron-two' })]);
    const found = async (issue: string, stance: 'demands' | 'rejects') =>
      (await listed({ issue, stance }, at('mixed'))).items.length;
    expect(await found('security-guarantees-for-ukraine', 'demands')).toBe(1);
    expect(await found('security-guarantees-for-ukraine', 'rejects')).toBe(0);
  });

  it('are listed once each, page by page, the latest first', async () => {
    const all = (await listed()).items.map(({ statement }) => statement);
    const first = await listed({}, at('sample'), 10);
    const second = await listed({}, at('sample'), 100, first.after);
    expect([...first.items, ...second.items].map(({ statement }) => statement)).toEqual(all);
    expect(new Set(all).size).toBe(all.length);
  });

  it('are unknown at position 1', async () => {
    expect((await listed({}, at('sample', 1))).items).toEqual([]);
    await expect(shown(USEFUL, at('sample', 1))).rejects.toMatchObject({ code: 'stream.unknown' });
    await expect(shown('\u0000')).rejects.toMatchObject({ code: 'stream.unknown' });
  });
});

/** When statements were made: a day, instants on either side of the world, days, a month, years, and with one end. */
const TIMES = [
  '2025-02-18',
  '2025-02-17T23:30:00-11:00',
  '2025-02-18T01:00:00+13:00',
  '2025-02-17/2025-02-18',
  '2025-02-10/2025-02-18',
  '2025-02',
  '2024',
  '2024-03/2025-02',
  '2024-02/2025-02',
  '2014/2025',
  '2025-02-18/',
  '/2025-02-18',
];
/** First, last and next days of these. */
const DAYS = [
  '0001-01-01',
  '2013-12-31',
  '2014-01-01',
  '2024-01-01',
  '2024-12-31',
  '2025-01-01',
  '2025-02-01',
  '2025-02-10',
  '2025-02-17',
  '2025-02-18',
  '2025-02-19',
  '2025-02-28',
  '2025-03-01',
  '2025-12-31',
  '2026-01-01',
  '9999-12-31',
];

describe('statements of a period', () => {
  const lavrov = {
    speaker: 'actor-sergey-lavrov',
    kind: 'position',
    text: 'Very useful.',
    wording: 'paraphrase',
    positions: [{ issue: 'talks', stance: 'supports' }],
  };
  const periods = [undefined, ...DAYS].flatMap((from) =>
    [undefined, ...DAYS]
      .filter((to) => from === undefined || to === undefined || from <= to)
      .map((to) => ({ ...(from && { from }), ...(to && { to }) })),
  );
  const liesIn = (occurred: string, { from, to }: AskedPeriod): boolean => {
    const { from: first, to: last } = parseOccurred(occurred)!;
    return (from === undefined || (last ?? first)! >= from) && (to === undefined || (first ?? last)! <= to);
  };

  beforeAll(() =>
    tables.project(
      'periods',
      TIMES.map((occurred, index) => eventOf('StatementMade', lavrov, { stream: `statement-${index + 10}`, occurred })),
    ),
  );

  it('are all that may have been made in it, and no others, however long they took', async () => {
    for (const period of periods) {
      const { items } = await listed(period, at('periods'));
      const expected = TIMES.filter((occurred) => liesIn(occurred, period));
      expect([period, items.length, new Set(items.map(({ occurred }) => occurred))]).toEqual([
        period,
        expected.length,
        new Set(expected),
      ]);
    }
  });

  it('are listed by when they ended, the same page by page in either direction', async () => {
    const period = { from: '2024-06-01', to: '2025-02-18' };
    const whole = (await listed(period, at('periods'))).items.map(({ statement }) => statement);
    const ends = TIMES.map((occurred, index) => ({ stream: `statement-${index + 10}`, end: endOf(occurred) }));
    const expected = ends.sort((one, other) => (one.end + one.stream < other.end + other.stream ? 1 : -1));
    expect(whole).toEqual(expected.map(({ stream }) => stream));
    for (const order of ['desc', 'asc'] as const) {
      const found: string[] = [];
      let after: PageStart | undefined;
      do {
        const page = await listed(period, at('periods'), 2, after, order);
        found.push(...page.items.map(({ statement }) => statement));
        after = page.after;
      } while (after);
      expect(found).toEqual(order === 'desc' ? whole : [...whole].reverse());
    }
  });

  it('give its stances, as they stand by the day', async () => {
    for (const on of ['2025-02-17', '2025-02-18', '2026-01-01'])
      for (const period of periods) {
        const said = TIMES.filter((occurred) => liesIn(occurred, period)).filter((occurred) => isSaidBy(occurred, on));
        const { items } = await new ListStancesHandler(tables.questions).execute(
          new ListStances({ ...at('periods'), on }, { limit: 100 }, period),
        );
        expect([on, period, items.map(({ times }) => times)]).toEqual([
          on,
          period,
          said.length > 0 ? [said.length] : [],
        ]);
      }
  });
});

const endOf = (occurred: string): string => {
  const { sortFrom, sortTo } = parseOccurred(occurred)!;
  return sortTo ?? sortFrom!;
};
const isSaidBy = (occurred: string, on: string): boolean => {
  const { from, to } = parseOccurred(occurred)!;
  return (to ?? from)! <= on;
};

describe('a statement told by several sources', () => {
  const made = (text: string, citation: Citation) =>
    eventOf(
      'StatementMade',
      { speaker: 'actor-sergey-lavrov', kind: 'praise', text, wording: 'paraphrase' },
      { stream: USEFUL, occurred: '2025-02-18', citation },
    );

  it('is shown as the best graded has it, the others beside', async () => {
    await tables.project('graded', [
      made('Very useful.', { ...OUTLET, grade: 'B2' }),
      made('Of use.', { ...REUTERS, grade: 'C3' }),
      made('Useful.', { source: 'source-tass' }),
    ]);
    const { text, rule, claims } = await shown(USEFUL, at('graded'));
    expect({ text, rule }).toEqual({ text: 'Very useful.', rule: 'graded-latest@1' });
    expect(claims.map((claim) => claim.text)).toEqual(['Very useful.', 'Of use.', 'Useful.']);
    expect((await listed({}, at('graded'))).items.map((item) => item.text)).toEqual(['Very useful.']);
  });

  it('is shown as the latest has it where grades are equal', async () => {
    await tables.project('equal', [made('Very useful.', OUTLET), made('Of use.', REUTERS)]);
    expect((await shown(USEFUL, at('equal'))).text).toBe('Of use.');
    expect((await listed({}, at('equal'))).items.map((item) => item.text)).toEqual(['Of use.']);
    expect((await listed({}, at('equal', 1))).items.map((item) => item.text)).toEqual(['Very useful.']);
  });

  it('shows what was clarified, denied and withdrawn', async () => {
    const reply = (type: string, data: object) => eventOf(type, data, { stream: USEFUL, citation: REUTERS });
    await tables.project('replies', [
      made('Very useful.', OUTLET),
      reply('StatementClarified', { text: 'Useful, not decisive.' }),
      reply('StatementDenied', { by: 'actor-marco-rubio', denies: 'content' }),
      reply('StatementWithdrawn', { reason: { text: 'He misspoke.' } }),
    ]);
    expect(await shown(USEFUL, at('replies'))).toMatchObject({
      withdrawn: true,
      clarifications: [{ text: 'Useful, not decisive.', by: null, citation: REUTERS }],
      denials: [{ by: 'actor-marco-rubio', denies: 'content' }],
      withdrawals: [{ reason: { text: 'He misspoke.' } }],
    });
    expect((await listed({}, at('replies'))).items).toMatchObject([
      { withdrawn: true, deniedBy: ['actor-marco-rubio'], clarifications: 1 },
    ]);
    expect((await listed({}, at('replies', 2))).items).toMatchObject([
      { withdrawn: false, deniedBy: [], clarifications: 1 },
    ]);
  });
});

describe('forecasts', () => {
  it('are given with likelihood and window, both null where the speaker names none', async () => {
    const forecasts = await forecastsAbout(tables.questions, at('sample'), [SUMMIT, 'meeting-zelenskyy-saudi-visit']);
    expect(forecasts.map(({ speaker, forecast }) => [speaker, forecast])).toEqual([
      ['actor-yuri-ushakov', { likelihood: 'unlikely', when: '2025-02-24/2025-03-02' }],
      ['actor-michael-waltz', { likelihood: 'possible', when: null }],
    ]);
    expect(await forecastsAbout(tables.questions, at('sample'), [])).toEqual([]);
  });
});
