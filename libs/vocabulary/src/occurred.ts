import { daysBetween, periodHolding, type Day } from './days';
import { readOccurred, type Boundary, type OccurredFault, type Reading } from './occurred.reading';

export type { OccurredFault } from './occurred.reading';

/**
 * When: an EDTF level 1 string, or, as our one extension, an instant or a pair of instants with offset, seconds optional.
 * `2025-02-18`, `2025-02-17/2025-02-18`, `2014`, `2023~` (about), `/2025-02-19` (start not known), `2025-02-18/..` (no end),
 * `2025-02-17T19:00+02:00/2025-02-18T09:00+02:00`. Years 0001 to 9999.
 */
export type Occurred = string;

export type OccurredPrecision = 'instant' | 'day' | 'month' | 'season' | 'year' | 'decade' | 'century' | 'range';

/** What an `Occurred` says. `~` and `?` set a flag and do not widen the span. */
export interface OccurredSpan {
  /** First and last calendar day as written, an instant with its own offset; null where the start or the end is open or not known. */
  readonly from: Day | null;
  readonly to: Day | null;
  /** `/2025-02-19`: it began at some time by then. */
  readonly unknownStart: boolean;
  /** `../2025-02-19`: it has no start. */
  readonly openStart: boolean;
  /** `2025-02-18/`: it ended, nobody says when. */
  readonly unknownEnd: boolean;
  /** `2025-02-18/..`: it goes on. */
  readonly openEnd: boolean;
  readonly approximate: boolean;
  readonly uncertain: boolean;
  readonly precision: OccurredPrecision;
  /** The day of a day series it counts on: its own, or the last of a range of two days (a night belongs to its morning). */
  readonly countedDay: Day | null;
  /** Where no day counts: the smallest of week, month and year that holds it, `2025-W08`, `2025-02`, `2025`; null if none does. */
  readonly countedPeriod: string | null;
  /**
   * First and last second in UTC, `2025-02-17T17:00:00Z`, whose text order is time order; null where `from` or `to` is.
   * A day is a UTC day here.
   */
  readonly sortFrom: string | null;
  readonly sortTo: string | null;
}

/** Texts that are remembered, about: many events of a log happened on one day. */
const SPANS_KEPT_MAX = 10_000;
/** Those met last, and those met before them, which are forgotten all at once: taking the oldest out one by one costs more than reading it. */
let [recent, former] = [new Map<string, OccurredSpan | null>(), new Map<string, OccurredSpan | null>()];

/** What the text says, or undefined if it is no `Occurred`; `whyNotOccurred` then tells why. */
export function parseOccurred(text: Occurred): OccurredSpan | undefined {
  let span = recent.get(text);
  if (span === undefined) {
    span = former.get(text) ?? readSpan(text);
    if (recent.size >= SPANS_KEPT_MAX / 2) [recent, former] = [new Map(), recent];
    recent.set(text, span);
  }
  return span ?? undefined;
}

function readSpan(text: Occurred): OccurredSpan | null {
  const reading = readOccurred(text);
  return 'code' in reading ? null : Object.freeze(spanOf(reading));
}

/** Whether the text is an `Occurred`. */
export function isOccurred(text: string): boolean {
  return parseOccurred(text) !== undefined;
}

/** Why the text is no `Occurred`, or undefined if it is one. */
export function whyNotOccurred(text: string): OccurredFault | undefined {
  const reading = readOccurred(text);
  return 'code' in reading ? reading : undefined;
}

/** First day on which it may have begun, its last where the first is not known; null where neither is, or nothing is said. */
export function firstDayOf(occurred: Occurred | null): Day | null {
  const span = occurred === null ? undefined : parseOccurred(occurred);
  return span?.from ?? span?.to ?? null;
}

/** Last day on which it may have ended, its first where the last is not known; null where neither is, or nothing is said. */
export function lastDayOf(occurred: Occurred | null): Day | null {
  const span = occurred === null ? undefined : parseOccurred(occurred);
  return span?.to ?? span?.from ?? null;
}

function spanOf({ start, end, range }: Reading): OccurredSpan {
  const first = stated(start);
  const last = stated(end);
  return {
    // Offsets can differ so far that the later instant has the earlier date.
    from: first && last && first.firstDay > last.lastDay ? last.lastDay : (first?.firstDay ?? null),
    to: first && last && first.firstDay > last.lastDay ? first.firstDay : (last?.lastDay ?? null),
    unknownStart: start === 'unknown',
    openStart: start === 'open',
    unknownEnd: end === 'unknown',
    openEnd: end === 'open',
    approximate: Boolean(first?.approximate || last?.approximate),
    uncertain: Boolean(first?.uncertain || last?.uncertain),
    precision: range ? 'range' : (first?.precision ?? 'range'),
    ...countedOn(first?.firstDay, last?.lastDay),
    sortFrom: first?.firstSecond ?? null,
    sortTo: last?.lastSecond ?? null,
  };
}

function countedOn(from: Day | undefined, to: Day | undefined): Pick<OccurredSpan, 'countedDay' | 'countedPeriod'> {
  if (from === undefined || to === undefined) return { countedDay: null, countedPeriod: null };
  if (from === to || daysBetween(from, to) <= 1) return { countedDay: to, countedPeriod: null };
  return { countedDay: null, countedPeriod: periodHolding(from, to) };
}

function stated(side: Boundary): Exclude<Boundary, string> | undefined {
  return typeof side === 'string' ? undefined : side;
}
