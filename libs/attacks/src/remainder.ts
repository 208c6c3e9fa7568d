import { sayInterval } from './interval.answer';
import type { IntervalAnswer, Totals } from './totals.answer';

/** How many weapons nobody accounts for, by our own sum: no source says this number. `unaccounted` is what sources say. */
export interface Remainder {
  readonly text: string;
  readonly min: number;
  /** Null: nobody says how many were launched at most. */
  readonly max: number | null;
  readonly computed: typeof COMPUTED;
  /** If it was asked why: the events behind the sums that it is computed from. */
  readonly events?: readonly string[];
}

const COMPUTED = 'launched, less destroyed, jammed and hits as far as told';

interface Interval {
  readonly min: number;
  readonly max: number | null;
}

const NOTHING_TOLD: Interval = { min: 0, max: 0 };

/** Null: nobody says how many were launched, or what became of any. */
export function remainderOf(totals: Totals): Remainder | null {
  const { launched, destroyed, jammed, destroyedOrJammed, hits } = totals;
  if (!launched || !(destroyed || jammed || destroyedOrJammed || hits)) return null;
  const accounted = plus(downed(destroyed, jammed, destroyedOrJammed), hits ?? NOTHING_TOLD);
  const min = accounted.max === null ? 0 : Math.max(0, launched.min - accounted.max);
  const max = launched.max === null ? null : Math.max(0, launched.max - accounted.min);
  const remainder = { text: sayInterval({ min, max, best: null }), min, max, computed: COMPUTED } as const;
  const events = [launched, destroyed, jammed, destroyedOrJammed, hits].flatMap((told) => told?.events ?? []);
  return events.length === 0 ? remainder : { ...remainder, events: [...new Set(events)] };
}

type Told = IntervalAnswer | null | undefined;

/** Told apart or together, both of which hold; where they contradict each other, whatever one of them allows. */
function downed(destroyed: Told, jammed: Told, together: Told): Interval {
  if (!destroyed && !jammed) return together ?? NOTHING_TOLD;
  const apart = plus(destroyed ?? NOTHING_TOLD, jammed ?? NOTHING_TOLD);
  if (!together) return apart;
  // Of one of the two nothing is told: together they are at least the other.
  const told: Interval = destroyed && jammed ? apart : { min: apart.min, max: null };
  const min = Math.max(told.min, together.min);
  const max = least(told.max, together.max);
  if (max === null || min <= max) return { min, max };
  return { min: Math.min(told.min, together.min), max: greatest(told.max, together.max) };
}

function plus(one: Interval, other: Interval): Interval {
  return { min: one.min + other.min, max: one.max === null || other.max === null ? null : one.max + other.max };
}

function least(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

function greatest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.max(one, other);
}
