import { BEHIND_MAX } from '@tracker/reading';
import { sayQuantity } from '@tracker/vocabulary';

/** A sum of intervals. */
export interface IntervalAnswer {
  /** `500000000`, `89 to 176`, `at least 3`; `unknown` where nothing bounds it. */
  readonly text: string;
  readonly min: number;
  /** Null: some part gives no upper bound. */
  readonly max: number | null;
  /** Null: some part gives no best number. */
  readonly best: number | null;
  /** Amounts that were added, and of these those that leave a bound open. */
  readonly parts: number;
  readonly open: number;
  /** If it was asked why: the events that were added, BEHIND_MAX at most. */
  readonly events?: readonly string[];
}

/** What was pledged of one currency or thing, what came of it, and what is outstanding. Null: nobody tells of any. */
export interface Standing {
  readonly pledged: IntervalAnswer | null;
  readonly delivered: IntervalAnswer | null;
  readonly outstanding: IntervalAnswer | null;
}

/** Money of one currency. */
export interface MoneyStanding extends Standing {
  readonly currency: string;
}

/** Things of one name. */
export interface ItemStanding extends Standing {
  readonly name: string;
}

/** Money of one currency that one donor gives. */
export interface DonorTotal extends MoneyStanding {
  readonly donor: string;
}

type Side = 'pledged' | 'delivered' | 'outstanding';
/** Columns of `standingSql` that are sums. */
export type SumRecord = Readonly<Record<`${Side}_${'min' | 'max' | 'best'}`, number | null>> &
  Readonly<Record<`${'pledged' | 'delivered'}_${'parts' | 'open'}`, number | null>> & {
    /** If it was asked why: with spaces between. */
    readonly [events in `${'pledged' | 'delivered'}_events`]?: string | null;
  };
/** A row of `standingSql`. */
export interface StandingRecord extends SumRecord {
  readonly stream: string;
  readonly what: 'money' | 'item';
  readonly unit: string;
}
/** A row of `totalsSql`. */
export interface TotalRecord extends SumRecord {
  readonly donor: string;
  readonly currency: string;
}

export function standingOf(record: SumRecord): Standing {
  const { pledged_parts, pledged_open, delivered_parts, delivered_open } = record;
  const sides = { parts: pledged_parts ?? 0, open: pledged_open ?? 0 };
  const [pledging, delivering] = [record.pledged_events, record.delivered_events];
  return {
    pledged: interval(record, 'pledged', { ...sides, ...added(pledging) }),
    delivered: interval(record, 'delivered', {
      parts: delivered_parts ?? 0,
      open: delivered_open ?? 0,
      ...added(delivering),
    }),
    outstanding: interval(record, 'outstanding', {
      parts: sides.parts + (delivered_parts ?? 0),
      open: sides.open + (delivered_open ?? 0),
      ...added(pledging, delivering),
    }),
  };
}

/** Nothing unless it was asked why. */
function added(...events: readonly (string | null | undefined)[]): Pick<IntervalAnswer, 'events'> {
  if (events.every((ids) => ids === undefined)) return {};
  const ids = events.flatMap((some) => some?.split(' ') ?? []);
  return { events: [...new Set(ids)].slice(0, BEHIND_MAX) };
}

/** Whether certainly more came than was promised. */
export function isMoreThanPledged({ delivered_min, pledged_max }: SumRecord): boolean {
  return delivered_min !== null && pledged_max !== null && delivered_min > pledged_max;
}

function interval(
  record: SumRecord,
  side: Side,
  counts: Pick<IntervalAnswer, 'parts' | 'open' | 'events'>,
): IntervalAnswer | null {
  const [min, max, best] = [record[`${side}_min`], record[`${side}_max`], record[`${side}_best`]];
  return min === null ? null : { text: sayInterval(min, max, best), min, max, best, ...counts };
}

function sayInterval(min: number, max: number | null, best: number | null): string {
  if (max !== null) return sayQuantity(min === max ? min : { qualifier: 'range', min, max });
  if (best !== null) return sayQuantity({ qualifier: 'about', best });
  return sayQuantity(min === 0 ? { qualifier: 'unknown' } : { qualifier: 'atLeast', min });
}
