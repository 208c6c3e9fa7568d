import { GRADED_LATEST, quantityAnswer, type Citation, type QuantityAnswer, type Reason } from '@tracker/vocabulary';
import type { MeetingFormat } from './attendance.parts';
import type { MeetingStatus } from './meeting.story';
import type { DetailField, DetailRow, MeetingRow, ParticipantRow, StepKind, StepRow, ToldRow } from './meeting.tables';
import { mayBeShown, partiesIn } from './presence';
import { slipBetween } from './slip';

/** Whose word something rests on. */
export interface Claim {
  readonly event: string;
  readonly type: string;
  readonly position: number;
  readonly modality: string;
  readonly citation: Citation | null;
}

/** A meeting in a list. */
export interface MeetingItem {
  readonly meeting: string;
  readonly status: MeetingStatus | null;
  readonly format: MeetingFormat | null;
  /** When it was held. */
  readonly occurred: string | null;
  /** The date planned for; null: no date set. */
  readonly when: string | null;
  /** `when` in words: the date, or of a meeting still to come "no date set"; null for one that is over and had no date. */
  readonly whenText: string | null;
  readonly firstWhen: string | null;
  /** Days from `firstWhen` to `when`; null when it was not given a new date, or one of them is no day. */
  readonly slipDays: number | null;
  readonly moves: number;
  /** Who met; of a meeting not held, who is expected. */
  readonly parties: readonly string[];
  /** Each as shown first among the claims; null: nobody says. */
  readonly venue: string | null;
  readonly hostedBy: string | null;
  readonly convenedBy: string | null;
  /** What the status rests on, and the date planned for; each adopted by `rule` where sources differ. */
  readonly statusClaim: Claim | null;
  readonly whenClaim: Claim | null;
  readonly rule: string;
}

/** One step of a meeting's life, as one source tells it. */
export interface StepAnswer extends Claim {
  readonly step: StepKind;
  readonly occurred: string | null;
  readonly format: MeetingFormat | null;
  readonly when: string | null;
  readonly from: string | null;
  readonly by: string | null;
  readonly reason: Reason | null;
  /** Of a new date: days from the first date stated. */
  readonly slipDays: number | null;
}

/** A detail: the value shown first with the claim it is from, null if none stands; and every claim there is. */
export interface DetailAnswer {
  readonly value: string | QuantityAnswer | null;
  readonly claim: Claim | null;
  readonly claims: readonly (Claim & { readonly value: string | QuantityAnswer | null })[];
}

/** What is told of a meeting. Participants and details MUST stand in the order of the rule. */
export interface Told {
  readonly steps: readonly StepRow[];
  readonly participants: readonly ParticipantRow[];
  readonly details: readonly DetailRow[];
}

export function meetingItem(row: MeetingRow, { steps, participants, details }: Told): MeetingItem {
  const { stream, status, format, occurred, when, firstWhen, slipDays, moves } = row;
  const held = status === 'held';
  return {
    meeting: stream,
    status,
    format,
    occurred,
    when,
    whenText: when ?? (isToCome(status) ? 'no date set' : null),
    firstWhen,
    slipDays,
    moves,
    parties: partiesIn(participants, held),
    venue: adopted(details, 'venue', held)?.value ?? null,
    hostedBy: adopted(details, 'hostedBy', held)?.value ?? null,
    convenedBy: adopted(details, 'convenedBy', held)?.value ?? null,
    statusClaim: claimNamed(row.statusEvent, steps),
    whenClaim: claimNamed(row.whenEvent, steps),
    rule: GRADED_LATEST,
  };
}

export function stepAnswer(row: StepRow, firstWhen: string | null): StepAnswer {
  const { step, occurred, format, when, from, by, reason } = row;
  const slipDays = step === 'rescheduled' ? slipBetween(firstWhen, when) : null;
  return { step, occurred, format, when, from, by, reason, slipDays, ...claimOf(row) };
}

/** Null: nobody says anything of it. `rows` MUST stand in the order of the rule. */
export function detailAnswer(rows: readonly DetailRow[], field: DetailField, held: boolean): DetailAnswer | null {
  const told = rows.filter((row) => row.field === field);
  if (told.length === 0) return null;
  const shown = adopted(told, field, held);
  return {
    value: shown ? valueOf(shown) : null,
    claim: shown ? claimOf(shown) : null,
    claims: told.map((row) => ({ value: valueOf(row), ...claimOf(row) })),
  };
}

export function claimOf({ event, type, position, modality, citation }: ToldRow): Claim {
  return { event, type, position, modality, citation };
}

function adopted(details: readonly DetailRow[], field: DetailField, held: boolean): DetailRow | undefined {
  return details.find((row) => row.field === field && mayBeShown(row, held));
}

function isToCome(status: MeetingStatus | null): boolean {
  return status === 'planned' || status === 'postponed';
}

function claimNamed(event: string | null, steps: readonly StepRow[]): Claim | null {
  const step = steps.find((candidate) => candidate.event === event);
  return step ? claimOf(step) : null;
}

function valueOf({ value, quantity }: DetailRow): string | QuantityAnswer | null {
  return quantity === null ? value : quantityAnswer(quantity);
}
