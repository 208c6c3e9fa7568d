import type { Moment, Paging } from '@tracker/reading';
import { AIR_FORCE, eventOf, idAt, sampleCase, type EventParts } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { attacksModel } from './attack.rows';
import type { Asking } from './attack.facts';
import { ListNights, ListNightsHandler } from './nights.queries';
import { remainderOf } from './remainder';
import type { IntervalAnswer, Totals } from './totals.answer';

const OVERNIGHT = 'attack-2025-02-18-overnight';
const MISSILES = 'attack-2025-02-18-missiles';
const FEBRUARY = { from: '2025-02-01', to: '2025-02-28' };

const tables = testTables(attacksModel);

const at = (conflict: string): Moment => ({ conflict, position: 1_000, on: '2025-02-19' });
const nights = (
  conflict: string,
  selection: ListNights['selection'] = {},
  paging: Paging = { limit: 100 },
  asking: Asking = {},
) =>
  new ListNightsHandler(tables.questions).execute(
    new ListNights(at(conflict), { period: FEBRUARY, ...selection }, paging, asking),
  );

const told = (stream: string, type: string, data: object, parts: Partial<EventParts> = {}) =>
  eventOf(type, data, { stream, occurred: '2025-02-17/2025-02-18', citation: AIR_FORCE, ...parts });
const outcome = (data: object, parts: Partial<EventParts> = {}, stream = OVERNIGHT) =>
  told(stream, 'BarrageOutcomeReported', { weapon: 'drone', ...data }, parts);
const others = { citation: { source: 'source-associated-press', grade: 'C3' } } as const;

describe('the night into 2025-02-18, as the sample case tells it', () => {
  beforeAll(() => tables.project('sample', sampleCase()));

  it('is one row: 176 launched, most destroyed or jammed, of the rest nobody says anything', async () => {
    const { items, rule, from, to } = await nights('sample');
    expect([rule, from, to]).toEqual(['graded-latest@1', FEBRUARY.from, FEBRUARY.to]);
    expect(items.map(({ night, attacksCount }) => [night, attacksCount])).toEqual([['2025-02-18', 1]]);
    const { totals, remainder, byWeapon, models, attacks } = items[0]!;
    expect(totals).toMatchObject({
      launched: { text: '176', complete: true },
      destroyedOrJammed: { text: '89 to 176', qualifiers: ['most'], complete: true },
      destroyed: null,
      jammed: null,
      hits: null,
      unaccounted: null,
    });
    expect(remainder).toEqual({
      text: '0 to 87',
      min: 0,
      max: 87,
      computed: 'launched, less destroyed, jammed and hits as far as told',
    });
    expect(byWeapon).toMatchObject([{ weapon: 'drone', totals: { launched: { text: '176' } } }]);
    expect(models).toEqual([]);
    expect(
      attacks[0]?.facts.map(({ what, adopted, claims }) => [what, adopted?.quantity?.text, claims.length]),
    ).toEqual([
      ['destroyed_or_jammed', 'most of 176', 1],
      ['launched', '176', 1],
    ]);
  });

  it('is found by who attacked and where weapons were headed', async () => {
    const found = async (cut: ListNights['selection']) => (await nights('sample', cut)).items.length;
    expect(await found({ attacker: 'actor-russia', toward: 'place-ukraine', weapon: 'drone' })).toBe(1);
    expect(await found({ attacker: 'actor-ukraine' })).toBe(0);
    expect(await found({ toward: 'place-riyadh' })).toBe(0);
    expect(await found({ weapon: 'missile' })).toBe(0);
  });
});

describe('a night of two barrages', () => {
  beforeAll(() =>
    tables.project('two', [
      told(OVERNIGHT, 'DroneBarrageReported', { launched: 176, models: [{ model: 'Shahed', launched: 100 }] }),
      told(OVERNIGHT, 'DroneBarrageReported', { launched: { qualifier: 'about', best: 180 } }, others),
      outcome({ destroyed: { qualifier: 'atLeast', min: 103 }, hits: { qualifier: 'some' } }),
      outcome({ model: 'Shahed', destroyed: 60, jammed: { qualifier: 'unknown' } }),
      told(MISSILES, 'MissileBarrageReported', { launched: { qualifier: 'range', min: 8, max: 10 } }),
      outcome({ weapon: 'missile', destroyed: 6, unaccounted: 1 }, {}, MISSILES),
    ]),
  );

  it('comes to interval sums of both, each with its qualifiers, and says what one of them is silent on', async () => {
    const { items } = await nights('two');
    expect(items).toHaveLength(1);
    expect(items[0]!.totals).toMatchObject({
      launched: { text: '184 to 186', reports: 2, open: 0, silent: 0, qualifiers: ['exact', 'range'], complete: true },
      destroyed: { text: 'at least 109', open: 1, qualifiers: ['atLeast', 'exact'], complete: false },
      hits: { text: 'at least 1', open: 1, silent: 1, qualifiers: ['some'] },
      unaccounted: { text: '1', silent: 1 },
      destroyedOrJammed: null,
    });
    expect(items[0]!.totals['jammed']).toMatchObject({ text: 'unknown', open: 1, unknown: 1 });
  });

  it('tells weapons apart, with what is left of each', async () => {
    const { byWeapon, attacks, attacksCount } = (await nights('two')).items[0]!;
    expect(
      byWeapon.map(({ weapon, totals, remainder }) => [weapon, totals['launched']?.text, remainder?.text]),
    ).toEqual([
      ['drone', '176', '0 to 72'],
      ['missile', '8 to 10', '2 to 4'],
    ]);
    expect([attacksCount, attacks.map(({ attack }) => attack)]).toEqual([2, [MISSILES, OVERNIGHT]]);
  });

  it('tells models apart, as far as sources do', async () => {
    const { models } = (await nights('two')).items[0]!;
    expect(models).toHaveLength(1);
    expect(models[0]).toMatchObject({
      weapon: 'drone',
      model: 'Shahed',
      totals: { launched: { text: '100' }, destroyed: { text: '60' }, jammed: { text: 'unknown', unknown: 1 } },
      remainder: { text: '0 to 40' },
    });
  });

  it('keeps the other claim beside the adopted value, and takes both by the hull', async () => {
    const launchedOf = async (asking: Asking) => {
      const { items } = await nights('two', { weapon: 'drone' }, { limit: 100 }, asking);
      const { facts } = items[0]!.attacks.find(({ attack }) => attack === OVERNIGHT)!;
      return { total: items[0]!.totals['launched'], fact: facts.find(({ what }) => what === 'launched')! };
    };
    const { total, fact } = await launchedOf({});
    expect([total?.text, fact.claims.map(({ quantity }) => quantity?.text)]).toEqual(['176', ['176', 'about 180']]);
    const hull = await launchedOf({ rule: 'hull@1' });
    expect(hull.total).toMatchObject({ min: 0, max: null, open: 1, qualifiers: ['hull'] });
    expect(hull.fact.adopted?.events).toEqual([idAt(1), idAt(2)]);
  });

  it('of one model has the numbers of that model alone', async () => {
    const { items } = await nights('two', { model: 'Shahed' });
    expect(items[0]!.totals).toMatchObject({ launched: { text: '100' }, destroyed: { text: '60' }, hits: null });
    expect(items[0]!.attacks.map(({ attack, facts }) => [attack, facts.map(({ what }) => what)])).toEqual([
      [OVERNIGHT, ['destroyed', 'jammed', 'launched']],
    ]);
    expect((await nights('two', { model: 'Kh-101' })).items).toEqual([]);
  });

  it('asked why, names the events of each number and those left out', async () => {
    const { items, leftOut } = await nights('two', {}, { limit: 100 }, { why: true });
    expect(items[0]!.totals['launched']?.events).toEqual([idAt(1), idAt(5)]);
    expect(leftOut?.['launched']?.claims).toEqual([
      expect.objectContaining({ event: idAt(2), reason: 'outranked', by: { attack: OVERNIGHT, event: idAt(1) } }),
    ]);
    // The number of one model is a part of that of all.
    expect(leftOut?.['destroyed']?.claims).toMatchObject([
      { event: idAt(4), reason: 'part_of_whole', by: { event: idAt(3) } },
    ]);
  });
});

describe('a barrage and a part of it', () => {
  it('are not added where the whole states the number, and are where it does not', async () => {
    const part = 'attack-2025-02-18-kyiv';
    await tables.project('parts', [
      told(OVERNIGHT, 'DroneBarrageReported', { launched: 176 }),
      told(part, 'AttacksLinked', { other: OVERNIGHT, relation: 'partOf' }, { occurred: undefined }),
      told(part, 'DroneBarrageReported', { launched: 20 }),
      outcome({ destroyed: 18 }, {}, part),
    ]);
    const { totals, attacks } = (await nights('parts')).items[0]!;
    expect([totals['launched']?.text, totals['destroyed']?.text]).toEqual(['176', '18']);
    const counts = attacks.flatMap(({ attack, facts }) => facts.map((fact) => [attack, fact.what, fact.counts]));
    expect(counts).toContainEqual([part, 'launched', false]);
    expect(counts).toContainEqual([part, 'destroyed', true]);
  });
});

describe('nights', () => {
  const days = ['2025-02-10', '2025-02-11', '2025-02-14'];
  beforeAll(() =>
    tables.project('days', [
      ...days.map((day, index) =>
        told(`attack-${day}`, 'DroneBarrageReported', { launched: 100 + index }, { occurred: day }),
      ),
      told('attack-in-february', 'DroneBarrageReported', { launched: 3_000 }, { occurred: '2025-02' }),
      told('attack-undated', 'DroneBarrageReported', { launched: 5 }, { occurred: undefined }),
    ]),
  );

  it('come latest first, page by page, or earliest first where that is asked', async () => {
    const first = await nights('days', {}, { limit: 2 });
    const second = await nights('days', {}, { limit: 2, after: first.after });
    expect([first, second].map(({ items }) => items.map(({ night }) => night))).toEqual([
      ['2025-02-14', '2025-02-11'],
      ['2025-02-10'],
    ]);
    expect(second.after).toBeUndefined();
    const { items } = await nights('days', {}, { limit: 100, order: 'asc' });
    expect(items.map(({ night, totals }) => [night, totals['launched']?.text])).toEqual([
      ['2025-02-10', '100'],
      ['2025-02-11', '101'],
      ['2025-02-14', '102'],
    ]);
    await expect(nights('days', {}, { limit: 2, after: ['2025'] })).rejects.toMatchObject({ code: 'cursor.foreign' });
  });

  it('make a full page however many days of which something is told do not count', async () => {
    const missiles = ['2025-02-12', '2025-02-15', '2025-02-16', '2025-02-17', '2025-02-18'].map((day) =>
      told(`attack-${day}`, 'MissileBarrageReported', { launched: 3 }, { occurred: day }),
    );
    const drones = ['2025-02-10', '2025-02-14'].map((day) =>
      told(`attack-${day}`, 'DroneBarrageReported', { launched: 100 }, { occurred: day }),
    );
    const moved = told(
      'attack-2025-02-14',
      'DroneBarrageReported',
      { launched: 90 },
      { occurred: '2025-02-19', ...others },
    );
    await tables.project('told', [...missiles, ...drones, moved]);
    const found = async (paging: Paging) =>
      (await nights('told', { weapon: 'drone' }, paging)).items.map(({ night }) => night);
    expect(await found({ limit: 1 })).toEqual(['2025-02-14']);
    expect(await found({ limit: 1, after: [0, '2025-02-14'] })).toEqual(['2025-02-10']);
    expect(await found({ limit: 2, order: 'asc' })).toEqual(['2025-02-10', '2025-02-14']);
    expect((await nights('told', { period: null }, { limit: 3 })).items.map(({ night }) => night)).toEqual([
      '2025-02-18',
      '2025-02-17',
      '2025-02-16',
    ]);
  });

  it('are those of the period', async () => {
    const { items } = await nights('days', { period: { from: '2025-02-11', to: '2025-02-13' } });
    expect(items.map(({ night }) => night)).toEqual(['2025-02-11']);
  });

  it('are not told of what is vaguer than a day: it stands beside them, and is spread over none', async () => {
    const { beside } = await nights('days');
    expect(beside.count).toBe(2);
    expect(beside.claims.map(({ attack, countedDay, countedPeriod }) => [attack, countedDay, countedPeriod])).toEqual([
      ['attack-undated', null, null],
      ['attack-in-february', null, '2025-02'],
    ]);
  });
});

describe('what is unaccounted for by our own sum', () => {
  const interval = (min: number, max: number | null): IntervalAnswer => ({ min, max }) as IntervalAnswer;
  const left = (totals: Record<string, IntervalAnswer | null>) => {
    const remainder = remainderOf(totals as Totals);
    return remainder && [remainder.min, remainder.max];
  };

  it.each<[string, Record<string, IntervalAnswer | null>, unknown]>([
    ['is not there where nobody says how many were launched', { launched: null, destroyed: interval(3, 3) }, null],
    ['is not there where nobody says what became of any', { launched: interval(176, 176) }, null],
    [
      'is what neither was downed nor hit',
      { launched: interval(176, 176), destroyed: interval(100, 100), jammed: interval(60, 60), hits: interval(5, 5) },
      [11, 11],
    ],
    [
      'is everything as far as it is not known',
      { launched: interval(176, 176), destroyed: interval(100, null) },
      [0, 76],
    ],
    ['has no end where the launched have none', { launched: interval(30, null), hits: interval(2, 2) }, [28, null]],
    ['is never less than nothing', { launched: interval(5, 5), destroyed: interval(9, 9) }, [0, 0]],
    [
      'holds what is told apart against what is told together',
      {
        launched: interval(176, 176),
        destroyed: interval(100, 100),
        jammed: interval(60, 60),
        destroyedOrJammed: interval(89, 176),
      },
      [16, 16],
    ],
    [
      'takes what is told of one of the two for the least of both',
      { launched: interval(176, 176), destroyed: interval(100, 100), destroyedOrJammed: interval(89, 176) },
      [0, 76],
    ],
    [
      'takes either where they contradict each other',
      {
        launched: interval(176, 176),
        destroyed: interval(50, 50),
        jammed: interval(10, 10),
        destroyedOrJammed: interval(89, 176),
      },
      [0, 116],
    ],
  ])('%s', (_, totals, expected) => {
    expect(left(totals)).toEqual(expected);
  });
});
