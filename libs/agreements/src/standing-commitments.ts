import { heldRows, type Moment } from '@tracker/reading';
import type { DataSource } from 'typeorm';
import type { CommitmentCounts, CommitmentItem } from './commitment.answer';
import { countsIn, IS_OPEN } from './commitment-counts';
import { CommitmentRow } from './commitment.tables';
import { commitmentItems } from './commitments.queries';

/** How the commitments of a conflict stand on the day of a moment. */
export interface StandingCommitments {
  readonly counts: CommitmentCounts;
  /** Those still open, the longest overdue first, then the soonest due, what has no due day last; at most OPEN_SHOWN_MAX. */
  readonly open: readonly CommitmentItem[];
}

/** Open commitments shown of one moment. */
const OPEN_SHOWN_MAX = 20;

/** Counts, with `why` what they count, and the open commitments that want attention first. */
export async function standingCommitments(
  source: DataSource,
  moment: Moment,
  why = false,
): Promise<StandingCommitments> {
  const held = () => heldRows(source, CommitmentRow, 'commitment', moment);
  const [counts, rows] = await Promise.all([
    countsIn(held(), moment.on, why),
    held()
      .andWhere(IS_OPEN)
      .orderBy('commitment.dueTo', 'ASC', 'NULLS LAST')
      .addOrderBy('commitment.stream')
      .limit(OPEN_SHOWN_MAX)
      .getMany(),
  ]);
  const items = await commitmentItems(source, moment, rows);
  return { counts, open: rows.map(({ stream }) => items.get(stream)!) };
}
