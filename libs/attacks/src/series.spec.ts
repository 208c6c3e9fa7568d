import type { Moment, Paging } from '@tracker/reading';
import { AIR_FORCE, eventOf, idAt, sampleCase, type EventParts } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { CASUALTIES, DAMAGE, EVACUATIONS, type Counted } from './attack.claims';
import { attacksModel } from './attack.rows';
import { countedPeriodOf } from './attacks.filters';
import type { GroupName } from './groups.sql';
import { ListCounted, ListCountedHandler } from './counted.queries';
import { ListSeries, ListSeriesHandler, type SeriesItem } from './series.queries';
import { sumTotals } from './sum-totals';

const OVERNIGHT = 'attack-2025-02-18-overnight';
const DOLYNSKA = 'attack-2025-02-18-dolynska';
const CHERKASY = 'attack-2025-02-18-cherkasy';
const FEBRUARY = { from: '2025-02-01', to: '2025-02-28' };

const tables = testTables(attacksModel);

const at = (conflict: string): Moment => ({ conflict, position: 1_000, on: '2025-02-19' });
const series = (
  conflict: string,
  what: readonly Counted[],
  by: GroupName,
  {
    paging = { limit: 100 },
    period = FEBRUARY,
    why = false,
  }: { paging?: Paging; period?: typeof FEBRUARY; why?: boolean } = {},
) =>
  new ListSeriesHandler(tables.questions).execute(new ListSeries(at(conflict), { what, period }, by, paging, { why }));
const said = (items: readonly SeriesItem[], by: GroupName, word: string) =>
  items.map((item) => [item[by], item.totals[word]?.text ?? null]);

const told = (stream: string, type: string, data: object, parts: Partial<EventParts> = {}) =>
  eventOf(type, data, { stream, occurred: '2025-02-17/2025-02-18', citation: AIR_FORCE, ...parts });
const wounded = (count: unknown, occurred: string | undefined, stream = DOLYNSKA, more: object = {}) =>
  told(stream, 'CasualtiesReported', { wounded: count, ...more }, { occurred });

describe('the sample case', () => {
  beforeAll(() => tables.project('sample', sampleCase()));

  it('counts casualties of a night on its morning, and says nothing of killed', async () => {
    const { items, by, totals } = await series('sample', CASUALTIES, 'day');
    expect(by).toBe('day');
    expect(said(items, 'day', 'wounded')).toEqual([['2025-02-18', '3']]);
    expect(items[0]?.totals['killed']).toBeNull();
    expect(items[0]?.totals['wounded']?.parts['children']?.text).toBe('2');
    expect(totals['wounded']?.text).toBe('3');
  });

  it('counts damage by place and by kind of object, evacuations by kind of attack', async () => {
    expect(said((await series('sample', DAMAGE, 'place')).items, 'place', 'damaged')).toEqual([
      ['place-cherkasy-region', '4'],
      ['place-dolynska', '1'],
    ]);
    expect(said((await series('sample', DAMAGE, 'kind')).items, 'kind', 'damaged')).toEqual([['residential', '5']]);
    expect(said((await series('sample', EVACUATIONS, 'kind')).items, 'kind', 'evacuatedApartments')).toEqual([
      ['strike', '38'],
    ]);
  });

  it('counts in its week and its month', async () => {
    expect(said((await series('sample', CASUALTIES, 'week')).items, 'week', 'wounded')).toEqual([['2025-W08', '3']]);
    expect(said((await series('sample', CASUALTIES, 'month')).items, 'month', 'wounded')).toEqual([['2025-02', '3']]);
  });
});

describe('what is vaguer than the stretches of a series', () => {
  beforeAll(() =>
    tables.project('vague', [
      wounded(1, '2025-02-18'),
      wounded(2, '2025-02-17/2025-02-21', 'attack-in-a-week'),
      wounded(4, '2025-02', 'attack-in-a-month'),
      wounded(8, '2025-01-27/2025-02-02', 'attack-before'),
      wounded(16, undefined, 'attack-undated'),
    ]),
  );
  const asked = async (by: GroupName) => {
    const { items, beside, totals } = await series('vague', ['wounded'], by);
    return {
      said: said(items, by, 'wounded'),
      beside: beside.claims.map(({ attack }) => attack),
      all: totals['wounded']?.text,
    };
  };

  it('stands beside the days, and is spread over none of them', async () => {
    expect(await asked('day')).toEqual({
      said: [['2025-02-18', '1']],
      beside: ['attack-undated', 'attack-before', 'attack-in-a-month', 'attack-in-a-week'],
      all: '7',
    });
  });

  it('counts in the week that holds it, and a month does not', async () => {
    expect(await asked('week')).toEqual({
      said: [['2025-W08', '3']],
      beside: ['attack-undated', 'attack-before', 'attack-in-a-month'],
      all: '7',
    });
  });

  it('counts in the month that holds it', async () => {
    expect(await asked('month')).toEqual({
      said: [['2025-02', '7']],
      beside: ['attack-undated', 'attack-before'],
      all: '7',
    });
  });

  it('is left out for that reason', async () => {
    const { items, leftOut } = await series('vague', ['wounded'], 'day', { why: true });
    expect(items[0]?.totals['wounded']?.events).toEqual([idAt(1)]);
    expect(leftOut?.['wounded']?.claims.map(({ attack, reason }) => [attack, reason])).toEqual([
      ['attack-in-a-month', 'vague_time'],
      ['attack-in-a-week', 'vague_time'],
    ]);
  });
});

describe('a whole', () => {
  it('speaks for its parts on its own day only', async () => {
    await tables.project('whole', [
      wounded(10, '2025-02-18', OVERNIGHT),
      ...[DOLYNSKA, CHERKASY].map((part) =>
        told(part, 'AttacksLinked', { other: OVERNIGHT, relation: 'partOf' }, { occurred: undefined }),
      ),
      wounded(3, '2025-02-18', DOLYNSKA),
      wounded(2, '2025-02-19', CHERKASY),
    ]);
    const { items, totals } = await series('whole', ['wounded'], 'day');
    expect(said(items, 'day', 'wounded')).toEqual([
      ['2025-02-19', '2'],
      ['2025-02-18', '10'],
    ]);
    expect(totals['wounded']?.text).toBe('10');
  });
});

describe('an unknown part', () => {
  it('of a day leaves that day open and says so, and no other', async () => {
    await tables.project('unknown', [
      wounded(3, '2025-02-18'),
      wounded({ qualifier: 'unknown' }, '2025-02-18', CHERKASY),
      wounded(5, '2025-02-19', OVERNIGHT, { killed: { qualifier: 'some' } }),
      wounded(1, '2025-02-19', 'attack-silent-on-killed'),
    ]);
    const { items } = await series('unknown', CASUALTIES, 'day');
    expect(items.map(({ totals }) => totals['wounded'])).toMatchObject([
      { text: '6', open: 0, unknown: 0, silent: 0, complete: true },
      { text: 'at least 3', max: null, open: 1, unknown: 1, complete: false },
    ]);
    expect(items.map(({ totals }) => totals['killed'])).toMatchObject([
      { text: 'at least 1', open: 1, unknown: 0, silent: 1, qualifiers: ['some'], complete: false },
      null,
    ] as object[]);
  });
});

describe('pages of a series', () => {
  beforeAll(() =>
    tables.project('pages', [
      wounded(1, '2025-02-10', 'attack-a', { place: 'place-dolynska' }),
      wounded(2, '2025-02-11', 'attack-b'),
      wounded(3, '2025-02-12', 'attack-c', { place: 'place-cherkasy-region' }),
    ]),
  );
  const pages = async (by: GroupName, order?: 'asc' | 'desc') => {
    const first = await series('pages', ['wounded'], by, { paging: { limit: 2, order } });
    const second = await series('pages', ['wounded'], by, { paging: { limit: 2, order, after: first.after } });
    expect(second.after).toBeUndefined();
    return [...first.items, ...second.items].map((item) => item[by]);
  };

  it('come latest first, or earliest first where that is asked', async () => {
    expect(await pages('day')).toEqual(['2025-02-12', '2025-02-11', '2025-02-10']);
    expect(await pages('day', 'asc')).toEqual(['2025-02-10', '2025-02-11', '2025-02-12']);
  });

  it('come by name, what nobody places last', async () => {
    expect(await pages('place')).toEqual(['place-cherkasy-region', 'place-dolynska', null]);
    await expect(series('pages', ['wounded'], 'day', { paging: { limit: 2, after: [1] } })).rejects.toMatchObject({
      code: 'cursor.foreign',
    });
  });

  it('of attacks go both ways as well', async () => {
    const names = async (order?: 'asc' | 'desc') => {
      const handler = new ListCountedHandler(tables.questions);
      const question = { what: ['wounded'], period: FEBRUARY } as const;
      const first = await handler.execute(new ListCounted(at('pages'), question, { limit: 2, order }));
      const second = await handler.execute(
        new ListCounted(at('pages'), question, { limit: 2, order, after: first.after }),
      );
      return [...first.items, ...second.items].map(({ attack }) => attack);
    };
    expect(await names()).toEqual(['attack-c', 'attack-b', 'attack-a']);
    expect(await names('asc')).toEqual(['attack-a', 'attack-b', 'attack-c']);
  });

  it('of some places can be put together as one region', async () => {
    const { items } = await series('pages', ['wounded'], 'place');
    const region = items.filter(({ place }) => place !== null).map(({ totals }) => totals);
    expect(sumTotals(region)['wounded']).toMatchObject({ text: '4', min: 4, max: 4, reports: 2 });
    expect(sumTotals([])).toEqual({});
  });
});

describe('the period of a question', () => {
  it('is the last 30 days, the day of the question included, unless it says otherwise', () => {
    expect(countedPeriodOf({}, '2025-02-19')).toEqual({ from: '2025-01-21', to: '2025-02-19' });
    expect(countedPeriodOf({ from: '2024-01-01' }, '2025-02-19')).toEqual({ from: '2024-01-01', to: '2025-02-19' });
    expect(countedPeriodOf({ to: '2025-01-31' }, '2025-02-19')).toEqual({ from: '2025-01-02', to: '2025-01-31' });
    expect(countedPeriodOf({ night: '2025-02-18' }, '2025-02-19')).toEqual({ from: '2025-02-18', to: '2025-02-18' });
  });

  it.each([
    [{ from: '2025-02-20' }, 'from'],
    [{ from: '2025-02-02', to: '2025-02-01' }, 'from'],
    [{ night: '2025-02-18', to: '2025-02-18' }, 'night'],
  ])('is refused where it makes no sense: %j', (question, parameter) => {
    expect(() => countedPeriodOf(question, '2025-02-19')).toThrow(
      expect.objectContaining({
        code: 'parameter.invalid',
        message: expect.stringContaining(parameter) as string,
      }) as Error,
    );
  });
});
