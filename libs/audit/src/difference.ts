import type { FieldChange, ReviewKind } from '@tracker/reading';
import type { Citation } from '@tracker/vocabulary';

/** A read model's own columns of one row, by the names of its properties, exactly as held. */
export type HeldColumns = Readonly<Record<string, unknown>>;

/** What a review is about, and why. */
export interface ReviewCause {
  readonly kind: ReviewKind;
  /** What it is about in the end; `review` is what it names itself, if that is a review. */
  readonly of: {
    readonly event: string;
    readonly type: string;
    readonly version: number;
    readonly review: string | null;
  };
  readonly reason: string | null;
  readonly note: string | null;
}

/** An event that changed a row: what, who recorded it when, and why. */
export interface Cause {
  readonly position: number;
  readonly event: string;
  readonly type: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  /** On whose word; null: registrations need none. */
  readonly citation: Citation | null;
  /** Null of an event that is no review, and of one that the parked model `reviews` has not taken in. */
  readonly review: ReviewCause | null;
}

/** One row that differs between two moments. */
export interface Difference {
  /** Name and version of the read model. */
  readonly view: string;
  readonly version: number;
  readonly table: string;
  readonly stream: string;
  readonly key: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Null on the side on which there is no such row. */
  readonly before: HeldColumns | null;
  readonly after: HeldColumns | null;
  /** Of a changed one: the fields that differ. */
  readonly changes?: readonly FieldChange[];
  /** Every event between the two moments with which this row began, changed or ended, in order. */
  readonly causes: readonly Cause[];
}
