import type { Citation, Modality } from '@tracker/vocabulary';
import type { ToldRow } from './told.tables';

/** Whose word something rests on. */
export interface Claim {
  readonly event: string;
  readonly type: string;
  readonly position: number;
  readonly modality: Modality;
  readonly occurred: string | null;
  readonly citation: Citation | null;
}

/** A claim with what it says, as recorded. */
export interface ToldAnswer extends Claim {
  readonly data: object;
  /** Whether something that is shown first rests on it. */
  readonly adopted: boolean;
}

export function claimOf({ event, type, position, modality, occurred, citation }: ToldRow): Claim {
  return { event, type, position, modality, occurred, citation };
}

/** The claim that an event makes; null for none. `rows` may be those of many streams. */
export function claimNamed(event: string | null, rows: readonly ToldRow[]): Claim | null {
  const row = event === null ? undefined : rows.find((candidate) => candidate.event === event);
  return row ? claimOf(row) : null;
}

/** Every claim in the order of record. `adopted`: ids of the events that values shown first rest on. */
export function toldAnswers(rows: readonly ToldRow[], adopted: readonly (string | null)[]): readonly ToldAnswer[] {
  return rows
    .toSorted((one, other) => one.position - other.position)
    .map((row) => ({ ...claimOf(row), data: row.data, adopted: adopted.includes(row.event) }));
}
