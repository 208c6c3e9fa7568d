import { addDays, type Day } from '@tracker/vocabulary';

/** A night begins the day before the one it counts on, and an offset moves an instant by a day at most. */
const DAYS_ASIDE = 2;

/** Nothing that ended, or counts, on this day or later has a `sortTo` below this, nor a night that counts on it a `sortFrom`. */
export function sortedFrom(day: Day): string {
  return day < '0001-01-10' ? '' : addDays(day, -DAYS_ASIDE);
}

/** Everything that began, or counts, on this day or earlier has a `sortFrom` below this. */
export function sortedBelow(day: Day): string {
  return day > '9999-12-20' ? 'Z' : addDays(day, DAYS_ASIDE);
}
