import { ClaimedRow, DatedRow, TemporalRow } from '@tracker/projections';
import type { Quantity, Reason } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';
import type { Absence, MeetingFormat } from './attendance.parts';
import type { MeetingStatus } from './meeting.story';

/** What is shown first of a meeting, one row each (key ''). Times are those of the meeting if held, else of its plan. */
@Entity({ schema: 'meetings_v3', name: 'meeting' })
@Index('meeting_list', ['conflict', 'sortTo', 'stream', 'key', 'sortFrom', 'since', 'until'])
@Index('meeting_open', ['conflict', 'status', 'until', 'dayTo', 'sortTo', 'stream', 'since'])
export class MeetingRow extends DatedRow {
  /** Null: only details, or denials, are in force. */
  @Column('text', { nullable: true }) readonly status!: MeetingStatus | null;
  /** Id of the event the status rests on: a row of StepRow. */
  @Column('text', { name: 'status_event', nullable: true }) readonly statusEvent!: string | null;
  @Column('text', { nullable: true }) readonly format!: MeetingFormat | null;
  /** When it was held, as stated; null when it was not, or the source does not say. */
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  /** The date it is or was last planned for, as stated; null: no date set. */
  @Column('text', { name: 'planned_for', nullable: true }) readonly when!: string | null;
  @Column('text', { name: 'planned_for_event', nullable: true }) readonly whenEvent!: string | null;
  /** The first date stated, from which slips are counted. */
  @Column('text', { name: 'first_planned_for', nullable: true }) readonly firstWhen!: string | null;
  /** Days from the first date to the present one; null when it was not given a new date, or one of the two is no day. */
  @Column('integer', { name: 'slip_days', nullable: true }) readonly slipDays!: number | null;
  /** How often it was postponed or rescheduled. */
  @Column('integer') readonly moves!: number;
}

/** What an event tells of a meeting. */
export abstract class ToldRow extends ClaimedRow {
  /** Type of the event. */
  @Column('text') readonly type!: string;
}

export type StepKind = 'planned' | 'postponed' | 'rescheduled' | 'cancelled' | 'held';

/** One step of a meeting's life as one source tells it (key: event id). */
@Entity({ schema: 'meetings_v3', name: 'step' })
export class StepRow extends ToldRow {
  @Column('text') readonly step!: StepKind;
  /** When the step was taken: planned, put off, held. */
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('text', { nullable: true }) readonly format!: MeetingFormat | null;
  /** The date planned for: `when` of a plan, `to` of a new date. */
  @Column('text', { name: 'planned_for', nullable: true }) readonly when!: string | null;
  /** The date planned for until then. */
  @Column('text', { name: 'planned_before', nullable: true }) readonly from!: string | null;
  @Column('text', { nullable: true }) readonly by!: string | null;
  @Column('jsonb', { nullable: true }) readonly reason!: Reason | null;
}

/** People of a side whom the source does not name. */
export interface UnnamedGroup {
  readonly text: string;
  readonly count: Quantity | null;
}

export type Presence = 'expected' | 'present' | 'absent';

/** Somebody's presence or absence as one event tells it (key: event id, presence and actor, or the party of those unnamed). */
@Entity({ schema: 'meetings_v3', name: 'participant' })
@Index('participant_actor', ['conflict', 'actor', 'since', 'until'])
@Index('participant_party', ['conflict', 'party', 'since', 'until'])
export class ParticipantRow extends ToldRow {
  /** `expected`: a party of the plan. */
  @Column('text') readonly presence!: Presence;
  /** Null: people whom the source does not name. */
  @Column('text', { nullable: true }) readonly actor!: string | null;
  /** The party represented: the delegation, or the actor itself. Of the absent: the actor. */
  @Column('text') readonly party!: string;
  @Column('text', { nullable: true }) readonly delegation!: string | null;
  @Column('text', { nullable: true }) readonly office!: string | null;
  /** Why absent. */
  @Column('text', { nullable: true }) readonly why!: Absence | null;
  @Column('jsonb', { nullable: true }) readonly reason!: Reason | null;
  @Column('jsonb', { nullable: true }) readonly unnamed!: readonly UnnamedGroup[] | null;
}

export const DETAIL_FIELDS = [
  'venue',
  'hostedBy',
  'convenedBy',
  'mediatedBy',
  'caller',
  'occasion',
  'purpose',
  'sessions',
] as const;
export type DetailField = (typeof DETAIL_FIELDS)[number];

/** One detail as one event tells it (key: event id and field). */
@Entity({ schema: 'meetings_v3', name: 'detail' })
@Index('detail_value', ['conflict', 'field', 'value', 'since', 'until'])
export class DetailRow extends ToldRow {
  @Column('text') readonly field!: DetailField;
  /** A stream id or plain text; null for `sessions`. */
  @Column('text', { nullable: true }) readonly value!: string | null;
  @Column('jsonb', { nullable: true }) readonly quantity!: Quantity | null;
}

/**
 * Two parties that met in a meeting held (key: both, with a space between): what an index needs to find the last time that they
 * did. What it rests on is told by the rows of participants.
 */
@Entity({ schema: 'meetings_v3', name: 'contact' })
@Index('contact_last', ['conflict', 'party', 'other', 'sortTo', 'stream', 'since', 'until'])
export class ContactRow extends TemporalRow {
  /** Before `other` in the order of ids. */
  @Column('text') readonly party!: string;
  @Column('text') readonly other!: string;
  /** That of the meeting. */
  @Column('text', { name: 'sort_to' }) readonly sortTo!: string;
  /** The last day on which it may have been held, the first where that is not known; null: neither is. */
  @Column('date', { name: 'last_day', nullable: true }) readonly lastDay!: string | null;
}
