import { GRADED_LATEST, type Modality } from '@tracker/vocabulary';
import type { AgreementForm } from './agreement.events';
import type { AgreementClaimRow, AgreementRow, AgreementStatus } from './agreement.tables';
import { claimNamed, toldAnswers, type Claim, type ToldAnswer } from './told.answer';

/** An agreement in a list. Null: the source is silent. */
export interface AgreementItem {
  readonly agreement: string;
  /** Null: nobody says that it was reached or signed. */
  readonly status: AgreementStatus | null;
  readonly parties: readonly string[];
  readonly subjects: readonly string[] | null;
  readonly form: AgreementForm | null;
  readonly title: string | null;
  readonly announcedBy: readonly string[] | null;
  readonly signatories: readonly string[] | null;
  readonly meetings: readonly string[];
  readonly modality: Modality | null;
  readonly occurred: string | null;
  /** Whose word the status, and what was reached and signed, rest on; each adopted by `rule` where sources differ. */
  readonly statusClaim: Claim | null;
  readonly reachedClaim: Claim | null;
  readonly signedClaim: Claim | null;
  readonly rule: typeof GRADED_LATEST;
}

/** A commitment that is made under an agreement. */
export interface CommitmentUnder {
  readonly commitment: string;
  readonly object: string | null;
  readonly status: string | null;
  readonly oneSided: boolean;
}

/** One agreement with everything that is told of it. */
export interface AgreementAnswer extends AgreementItem {
  /** Every claim, in the order of record. */
  readonly claims: readonly ToldAnswer[];
  /** What is owed under it, by name: at most 100. The commitments view has all, with `agreement=`. */
  readonly commitments: readonly CommitmentUnder[];
}

/** `claims` may be those of many agreements. */
export function agreementItem(row: AgreementRow, claims: readonly AgreementClaimRow[]): AgreementItem {
  const { stream, status, parties, subjects, form, title, announcedBy, signatories, meetings, modality, occurred } =
    row;
  return {
    agreement: stream,
    status,
    parties,
    subjects,
    form,
    title,
    announcedBy,
    signatories,
    meetings,
    modality,
    occurred,
    statusClaim: claimNamed(row.statusEvent, claims),
    reachedClaim: claimNamed(row.reachedEvent, claims),
    signedClaim: claimNamed(row.signedEvent, claims),
    rule: GRADED_LATEST,
  };
}

export function agreementAnswer(
  row: AgreementRow,
  claims: readonly AgreementClaimRow[],
  commitments: readonly CommitmentUnder[],
): AgreementAnswer {
  const adopted = [row.statusEvent, row.reachedEvent, row.signedEvent];
  return { ...agreementItem(row, claims), claims: toldAnswers(claims, adopted), commitments };
}
