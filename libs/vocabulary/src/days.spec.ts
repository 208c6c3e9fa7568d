import { addDays, daysBetween, daysInMonth, periodHolding, weekOf } from './days';

test('the visit moved from 19 February to 10 March 2025 slips 19 days', () => {
  expect(daysBetween('2025-02-19', '2025-03-10')).toBe(19);
  expect(daysBetween('2025-03-10', '2025-02-19')).toBe(-19);
});

test('days are added over the ends of months, years and leap days', () => {
  expect(addDays('2025-02-18', 1)).toBe('2025-02-19');
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2025-03-01', -1)).toBe('2025-02-28');
  expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
  expect(addDays('0099-12-31', 1)).toBe('0100-01-01');
});

test.each([
  ['2025-02-18', '2025-W08'],
  ['2025-02-17', '2025-W08'],
  ['2025-02-23', '2025-W08'],
  ['2025-02-24', '2025-W09'],
  ['2024-12-30', '2025-W01'],
  ['2023-01-01', '2022-W52'],
  ['2020-12-31', '2020-W53'],
  ['2021-01-03', '2020-W53'],
])('%s lies in the ISO week %s', (day, week) => expect(weekOf(day)).toBe(week));

test.each([
  ['2025-02-17', '2025-02-19', '2025-W08'],
  ['2025-02-15', '2025-02-18', '2025-02'],
  ['2025-01-30', '2025-02-02', '2025-W05'],
  ['2025-01-30', '2025-02-04', '2025'],
  ['2024-12-30', '2025-01-02', '2025-W01'],
  ['2024-12-20', '2025-01-10', null],
  ['2024-01-01', '2025-01-01', null],
])('the smallest period with %s and %s is %s', (from, to, period) => expect(periodHolding(from, to)).toBe(period));

test('February has 29 days in leap years of the Gregorian calendar only', () => {
  expect([1900, 2000, 2023, 2024].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28, 29]);
  expect(daysInMonth(2025, 13)).toBe(0);
});
