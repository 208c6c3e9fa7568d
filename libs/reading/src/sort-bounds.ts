import { REACHES, type Reach } from '@tracker/projections';
import { addDays, daysBetween, type Day } from '@tracker/vocabulary';

/** Comes after every sort value. */
export const SORTED_END = 'Z';
const LAST_DAY: Day = '9999-12-31';

/** A night begins the day before the one it counts on, and an offset moves an instant by a day at most. */
const DAYS_ASIDE = 2;

/** Nothing that ended, or counts, on this day or later has a `sortTo` below this, nor a night that counts on it a `sortFrom`. */
export function sortedFrom(day: Day): string {
  return day < '0001-01-10' ? '' : addDays(day, -DAYS_ASIDE);
}

/** Everything that began, or counts, on this day or earlier has a `sortFrom` below this. */
export function sortedBelow(day: Day): string {
  return day > '9999-12-20' ? SORTED_END : addDays(day, DAYS_ASIDE);
}

/** Nothing of a class of reach that ended, or counts, on this day or later has a `sortFrom` below this. */
export function begunFrom(day: Day, reach: Reach): string {
  return reach === REACHES.at(-1) ? '' : addDays(day, -reach - DAYS_ASIDE);
}

/** Everything of a class of reach that began, or counts, on this day or earlier has a `sortTo` below this. */
export function endedBelow(day: Day, reach: Reach): string {
  return reach === REACHES.at(-1) || daysBetween(day, LAST_DAY) < reach ? SORTED_END : sortedBelow(addDays(day, reach));
}
