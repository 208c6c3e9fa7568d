import { BEHIND_MAX } from '@tracker/reading';
import type { IntervalAnswer, SumAnswer, Totals } from './totals.answer';
import { sayInterval } from './interval.answer';

/**
 * Totals of several groups as one: of the places of a region, say. The groups MUST be of one answer and not overlap, as `byPlace`
 * is: then no whole is added to its parts. What no group tells stays null.
 */
export function sumTotals(groups: readonly Totals[]): Totals {
  const words = [...new Set(groups.flatMap((totals) => Object.keys(totals)))];
  return Object.fromEntries(
    words.map((word) => {
      const told = groups.flatMap((totals) => totals[word] ?? []);
      return [word, told.length === 0 ? null : sumOf(told)];
    }),
  );
}

function sumOf(told: readonly SumAnswer[]): SumAnswer {
  const names = [...new Set(told.flatMap(({ parts }) => Object.keys(parts)))].sort();
  const parts = names.map((name) => [name, added(told.flatMap((sum) => sum.parts[name] ?? []))] as const);
  return { ...added(told), parts: Object.fromEntries(parts) };
}

function added(intervals: readonly IntervalAnswer[]): IntervalAnswer {
  const total = (read: (interval: IntervalAnswer) => number): number =>
    intervals.reduce((sum, interval) => sum + read(interval), 0);
  const bound = (read: (interval: IntervalAnswer) => number | null): number | null =>
    intervals.some((interval) => read(interval) === null) ? null : total((interval) => read(interval)!);
  const [min, max, best] = [total((own) => own.min), bound((own) => own.max), bound((own) => own.best)];
  const counts = {
    reports: total((own) => own.reports),
    open: total((own) => own.open),
    unknown: total((own) => own.unknown),
  };
  const qualifiers = [...new Set(intervals.flatMap((own) => own.qualifiers))].sort();
  const sum = { text: sayInterval({ min, max, best }), min, max, best, ...counts, qualifiers };
  const events = intervals.flatMap((own) => own.events ?? []);
  return events.length === 0 ? sum : { ...sum, events: [...new Set(events)].slice(0, BEHIND_MAX) };
}
