import { daysBetween, parseOccurred, type Day } from '@tracker/vocabulary';

/** Days from one planned date to another, by their first days: 19 from 2025-02-19 to 2025-03-10. Null where one is no day. */
export function slipBetween(first: string | null, later: string | null): number | null {
  const [from, to] = [dayOf(first), dayOf(later)];
  return from === null || to === null ? null : daysBetween(from, to);
}

/** A month or a week names no day that a slip could be counted from; a meeting over two days begins on its first. */
function dayOf(date: string | null): Day | null {
  const span = date === null ? undefined : parseOccurred(date);
  return span?.countedDay ? span.from : null;
}
