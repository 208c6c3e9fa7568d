import type { Moment } from '@tracker/reading';
import type { DataSource } from 'typeorm';
import type { Counted } from './attack.claims';
import { claimOf, type ClaimAnswer, type ClaimRecord } from './claims.answer';
import { claimsBeside } from './claims-beside.sql';
import type { GroupName } from './groups.sql';
import { selectionParameters, type Selection } from './selection';

/** What may belong to a period and is not counted in it, or in a group of it, because its time is too vague. */
export interface Beside {
  readonly count: number;
  /** The latest recorded of them, BESIDE_SHOWN_MAX at most. */
  readonly claims: readonly BesideClaim[];
}

export interface BesideClaim extends ClaimAnswer {
  readonly attack: string;
  readonly what: Counted;
}

const BESIDE_SHOWN_MAX = 100;

export async function besideOf(
  source: DataSource,
  moment: Moment,
  selection: Selection,
  by?: GroupName,
): Promise<Beside> {
  if (!selection.period) return { count: 0, claims: [] };
  const rows: readonly (ClaimRecord & { readonly beside: number })[] = await source.query(claimsBeside(by), [
    ...selectionParameters(moment, { ...selection, attacks: undefined }),
    BESIDE_SHOWN_MAX,
  ]);
  return {
    count: rows[0]?.beside ?? 0,
    claims: rows.map((record) => ({ attack: record.stream, what: record.what, ...claimOf([record]) })),
  };
}
