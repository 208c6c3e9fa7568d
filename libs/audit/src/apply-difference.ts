import { DifferenceNotApplicableError } from './audit.errors';
import type { Difference, HeldColumns } from './difference';

/** A state: the columns of every row that holds, by `<view> <table> <stream> <key>`. */
export type HeldRows = ReadonlyMap<string, HeldColumns>;

/**
 * The state that a difference makes of the one at its `from`. Pure. Throws DifferenceNotApplicableError where the state does not
 * hold what the difference says was held before.
 */
export function applyDifference(
  state: HeldRows,
  differences: Iterable<Pick<Difference, 'view' | 'table' | 'stream' | 'key' | 'change' | 'before' | 'after'>>,
): HeldRows {
  const applied = new Map(state);
  for (const { view, table, stream, key, change, before, after } of differences) {
    const row = `${view} ${table} ${stream} ${key}`;
    const held = JSON.stringify(applied.get(row) ?? null);
    if (held !== JSON.stringify(before)) throw new DifferenceNotApplicableError(row, change, held);
    if (after === null) applied.delete(row);
    else applied.set(row, after);
  }
  return applied;
}
