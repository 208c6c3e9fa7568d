import { addDays, type Day } from '@tracker/vocabulary';
import fc from 'fast-check';
import { monthLexemes, monthsAsked, MONTHS_MAX } from './months';

const SEED = 20_250_218;

describe('the months of an event', () => {
  it.each([
    ['a day', '2025-02-18', '2025-02-18', ['month:2025-02']],
    ['a night over the turn of the year', '2024-12-31', '2025-01-01', ['month:2024-12', 'month:2025-01']],
    ['an end without a beginning', null, '0987-10-01', ['month:0987-10']],
    ['a beginning without an end', '2022-02-24', null, ['month:2022-02']],
    ['what lasted longer than a year', '2022-02-24', '2025-02-18', ['month:many']],
    ['what nobody dates', null, null, []],
  ])('are told of %s', (_, dayFrom, dayTo, months) => {
    expect(monthLexemes(dayFrom, dayTo)).toEqual(months);
  });

  it('are a year at most', () => {
    expect(monthLexemes('2024-03-31', '2025-02-01')).toHaveLength(MONTHS_MAX);
    expect(monthLexemes('2024-03-31', '2025-03-01')).toEqual(['month:many']);
  });
});

describe('the months asked about', () => {
  it('are those of the period, and what lasted longer', () => {
    expect(monthsAsked({ from: '2025-02-12', to: '2025-03-18' })).toEqual([
      'month:2025-02',
      'month:2025-03',
      'month:many',
    ]);
  });

  it.each([
    ['without a beginning', { to: '2025-02-18' }],
    ['without an end', { from: '2025-02-18' }],
    ['of years', { from: '2022-02-24', to: '2025-02-18' }],
  ])('are not named in a period %s', (_, period) => {
    expect(monthsAsked(period)).toBeUndefined();
  });

  it('are among those of whatever lies in the period', () => {
    const span = fc.tuple(fc.nat(1_500), fc.oneof(fc.nat(3), fc.nat(400))).map(([begin, days]): [Day, Day] => {
      const from = addDays('2022-02-24', begin);
      return [from, addDays(from, days)];
    });
    let touched = 0;
    fc.assert(
      fc.property(span, span, ([from, to], [dayFrom, dayTo]) => {
        fc.pre(dayTo >= from && dayFrom <= to);
        touched += 1;
        const asked = monthsAsked({ from, to });
        expect(asked === undefined || monthLexemes(dayFrom, dayTo).some((month) => asked.includes(month))).toBe(true);
      }),
      { seed: SEED, numRuns: 1_000, maxSkipsPerRun: 100, verbose: true },
    );
    expect(touched).toBeGreaterThanOrEqual(1_000);
  });
});
