import { reviewsOf } from './plausible-reviews';
import { barrage, dayText, incident, meeting, registrations, statement, type Submission } from './plausible-things';
import { seededRandom, type Random } from './seeded-random';

/** Days are as full as the worst ones of a great war, and all alike: a longer log is a longer war. Most events are incidents along the front. */
const TOLD_A_DAY = 410;
/** With reviews of what was told on earlier days. */
const EVENTS_A_DAY = 450;

/** A log of that many events, day by day: seven in ten tell of attacks, most others of statements and meetings; one in fifteen reviews an earlier one. Always the same. */
export function* plausibleLog(events: number): Generator<Submission, void, undefined> {
  let left = events;
  for (const event of endlessWar()) {
    if (left-- <= 0) return;
    yield event;
  }
}

function* endlessWar(): Generator<Submission, never, undefined> {
  const random = seededRandom(20_250_218);
  /** Day -> what is reviewed on it. */
  const later = new Map<number, Submission[]>();
  yield* registrations();
  for (let day = 0; ; day += 1) {
    yield* later.get(day) ?? [];
    later.delete(day);
    for (let today = 0, thing = 0; today < TOLD_A_DAY; thing += 1) {
      const events = somethingHappens(`${dayText(day)}-${thing}`, day, thing, random);
      today += events.length;
      yield* events;
      let on = day;
      for (const { days, review } of reviewsOf(events, day, random)) {
        on += days;
        later.set(on, [...(later.get(on) ?? []), review]);
      }
    }
  }
}

/** The first days of such a log, as many as lie within that share of its events; one at least, seven at most. */
export function firstDays(events: number, share: number): Days {
  return daysFrom(0, Math.floor((events * share) / EVENTS_A_DAY));
}

/** Seven days in such a log before that share of its events was recorded, or as many as there are. */
export function lastDaysBefore(events: number, share: number): Days {
  const last = Math.max(0, Math.floor((events * share) / EVENTS_A_DAY) - 1);
  return daysFrom(Math.max(0, last - DAYS_MAX + 1), last + 1);
}

/** About the day on which the event at a position was recorded: not before it. Counted from 0. */
export function dayAt(position: number): number {
  return Math.floor(position / EVENTS_A_DAY);
}

/** The last whole day in it. */
export function lastDayOf(events: number): string {
  return lastDaysBefore(events, 1).to;
}

/** A period, both days included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

const DAYS_MAX = 7;

function daysFrom(first: number, end: number): Days {
  const days = Math.max(1, Math.min(DAYS_MAX, end - first));
  return { from: dayText(first), to: dayText(first + days - 1) };
}

function somethingHappens(name: string, day: number, thing: number, random: Random): readonly Submission[] {
  if (thing === 0) return barrage(name, day, random);
  const chance = random();
  if (chance < 0.64) return incident(name, day, random);
  return chance < 0.92 ? statement(name, day, random) : meeting(name, day, random);
}
