const DAY_MS = 86_400_000;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** A calendar day, `2025-02-18`, of the years 0001 to 9999: text order is time order. */
export type Day = string;

/** How many days from one day to another: 19 from 2025-02-19 to 2025-03-10, negative if the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((startMs(to) - startMs(from)) / DAY_MS);
}

/** The day so many days later, or earlier if negative. */
export function addDays(day: Day, days: number): Day {
  return new Date(startMs(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whether the month has that day. `month` is 1 to 12. */
export function hasDay(year: number, month: number, day: number): boolean {
  return day >= 1 && day <= daysInMonth(year, month);
}

/** Days in a month, 1 to 12; 0 for a month that does not exist. */
export function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

/** The ISO 8601 week that holds a day: `2025-W08`. Its year can differ from the day's around New Year. */
export function weekOf(day: Day): string {
  // ISO 8601: a week belongs to the year of its Thursday, and week 1 is the one with 4 January.
  const thursday = addDays(day, 4 - (new Date(startMs(day)).getUTCDay() || 7));
  const year = thursday.slice(0, 4);
  const week = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** The smallest of week, month and year that holds both days (`2025-W08`, `2025-02`, `2025`), or null. */
export function periodHolding(from: Day, to: Day): string | null {
  if (weekOf(from) === weekOf(to)) return weekOf(to);
  if (from.slice(0, 7) === to.slice(0, 7)) return to.slice(0, 7);
  return from.slice(0, 4) === to.slice(0, 4) ? to.slice(0, 4) : null;
}

function startMs(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}
