import type { Behind } from '@tracker/reading';
import { daysBetween, GRADED_LATEST, type Day, type Modality } from '@tracker/vocabulary';
import type { CommitmentClaimRow, CommitmentRow, CommitmentStatus } from './commitment.tables';
import { claimNamed, toldAnswers, type Claim, type ToldAnswer } from './told.answer';

/** A commitment on the board. Null: the source is silent. */
export interface CommitmentItem {
  readonly commitment: string;
  /** Null: nobody says that it was made. */
  readonly status: CommitmentStatus | null;
  /** Whether it is open and was due before the day of the question. */
  readonly overdue: boolean;
  /** Days since the last on which it was due; null: not overdue. */
  readonly daysOverdue: number | null;
  readonly owedBy: readonly string[];
  readonly owedTo: readonly string[] | null;
  readonly object: string | null;
  /** Parties on whose word it stands, and those that have confirmed it. */
  readonly announcedBy: readonly string[];
  readonly confirmedBy: readonly string[];
  /** Whether a party that owes has neither announced nor confirmed it, and which. */
  readonly oneSided: boolean;
  readonly unconfirmed: readonly string[];
  readonly due: string | null;
  readonly condition: string | null;
  readonly agreement: string | null;
  readonly statement: string | null;
  readonly supersededBy: string | null;
  readonly modality: Modality | null;
  /** When it was made. */
  readonly occurred: string | null;
  /** Whose word the terms, and the progress, rest on; each adopted by `rule` where sources differ. */
  readonly claim: Claim | null;
  readonly statusClaim: Claim | null;
  readonly rule: typeof GRADED_LATEST;
}

/** One commitment with everything that is told of it. */
export interface CommitmentAnswer extends CommitmentItem {
  /** Every claim, in the order of record: makings, confirmations and progress. */
  readonly claims: readonly ToldAnswer[];
}

/** How many commitments stand how. `open` are all that are not final; started, partly and overdue are among them. */
export interface CommitmentCounts {
  readonly all: number;
  readonly open: number;
  readonly started: number;
  readonly partly: number;
  readonly overdue: number;
  readonly kept: number;
  readonly broken: number;
  readonly lapsed: number;
  readonly superseded: number;
  readonly oneSided: number;
  /** If it was asked why: which, by count. */
  readonly behind?: Behind;
}

/** Statuses that nothing is final in. */
export const OPEN_STATUSES: readonly CommitmentStatus[] = ['open', 'started', 'partly'];

/** `claims` may be those of many commitments. */
export function commitmentItem(row: CommitmentRow, claims: readonly CommitmentClaimRow[], on: Day): CommitmentItem {
  const { stream, status, owedBy, owedTo, object, announcedBy, confirmedBy, unconfirmed, oneSided } = row;
  const { due, dueTo, condition, agreement, statement, supersededBy, modality, occurred } = row;
  const daysOverdue =
    status !== null && OPEN_STATUSES.includes(status) && dueTo !== null && dueTo < on ? daysBetween(dueTo, on) : null;
  return {
    commitment: stream,
    status,
    overdue: daysOverdue !== null,
    daysOverdue,
    owedBy,
    owedTo,
    object,
    announcedBy,
    confirmedBy,
    oneSided,
    unconfirmed,
    due,
    condition,
    agreement,
    statement,
    supersededBy,
    modality,
    occurred,
    claim: claimNamed(row.madeEvent, claims),
    statusClaim: claimNamed(row.statusEvent, claims),
    rule: GRADED_LATEST,
  };
}

export function commitmentAnswer(row: CommitmentRow, claims: readonly CommitmentClaimRow[], on: Day): CommitmentAnswer {
  return { ...commitmentItem(row, claims, on), claims: toldAnswers(claims, [row.madeEvent, row.statusEvent]) };
}
