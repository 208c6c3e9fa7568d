import type { AskedPeriod } from '@tracker/reading';
import type { Day } from '@tracker/vocabulary';

/** What may have happened in more months than this, of the calendar, is marked as such; longer periods are asked about without naming months. */
export const MONTHS_MAX = 12;

/** A colon stands in no stem and in no id of a stream. */
const MONTH = 'month:';
const MANY = `${MONTH}many`;

/**
 * What a search vector holds of when something happened, so that its index finds a word of one month without reading those of
 * all others: `month:2025-02` for each month in which it may have happened. Nothing for what is undated.
 */
export function monthLexemes(dayFrom: Day | null, dayTo: Day | null): readonly string[] {
  const first = dayFrom ?? dayTo;
  if (first === null) return [];
  return monthsOf(first, dayTo ?? first) ?? [MANY];
}

/** What every event of a period has one of; undefined: a period without an end, or of so many months that naming them finds little less. */
export function monthsAsked({ from, to }: AskedPeriod): readonly string[] | undefined {
  const months = from === undefined || to === undefined ? undefined : monthsOf(from, to);
  return months && [...months, MANY];
}

/** Undefined: more than MONTHS_MAX. */
function monthsOf(from: Day, to: Day): readonly string[] | undefined {
  const first = monthNumber(from);
  const months = monthNumber(to) - first + 1;
  if (months > MONTHS_MAX) return undefined;
  return Array.from({ length: Math.max(0, months) }, (_, index) => monthLexeme(first + index));
}

/** Counted from January of year 0. */
function monthNumber(day: Day): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

function monthLexeme(number: number): string {
  const year = String(Math.floor(number / 12)).padStart(4, '0');
  return `${MONTH}${year}-${String((number % 12) + 1).padStart(2, '0')}`;
}
