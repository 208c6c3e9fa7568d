import type { Inconsistency } from '@tracker/event-store';
import { TemporalRow } from '@tracker/projections';
import type { Citation } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';

/** What a review does. */
export const REVIEW_KINDS = ['corroborated', 'disputed', 'resolved', 'corrected', 'retracted'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** One field that a review changes of an event, by its JSON Pointer there. Left out: the field is not there. */
export interface FieldChange {
  readonly pointer: string;
  readonly old?: unknown;
  readonly new?: unknown;
}

/** One review, as it was when it was recorded; the key is its id. */
@Entity({ schema: 'reviews_v1', name: 'review' })
@Index('review_list', ['conflict', 'position', 'stream', 'key', 'since', 'until'])
@Index('review_of_event', ['conflict', 'event', 'since', 'until'])
export class ReviewRow extends TemporalRow {
  @Column('text') readonly kind!: ReviewKind;
  /** Id of what it names: an event, or a review that it takes back. */
  @Column('text') readonly target!: string;
  /** Id and type of the event that it is about in the end, and its version in the stream. */
  @Column('text') readonly event!: string;
  @Column('text', { name: 'event_type' }) readonly eventType!: string;
  @Column('integer', { name: 'event_version' }) readonly eventVersion!: number;
  @Column('bigint') readonly position!: number;
  @Column('text', { name: 'recorded_at' }) readonly recordedAt!: string;
  @Column('text', { name: 'recorded_by' }) readonly recordedBy!: string;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('jsonb', { nullable: true }) readonly citation!: Citation | null;
  /** Of a correction the code, of a retraction or resolution the words. */
  @Column('text', { nullable: true }) readonly reason!: string | null;
  @Column('text', { nullable: true }) readonly note!: string | null;
  /** Of a dispute: the fields as the disputing source has them. */
  @Column('jsonb', { nullable: true }) readonly counter!: Readonly<Record<string, unknown>> | null;
  /** Of a resolution: id of what is adopted. */
  @Column('text', { nullable: true }) readonly adopted!: string | null;
  /** What it changes of the event, field by field. */
  @Column('jsonb') readonly changes!: readonly FieldChange[];
  /** Events of the stream that it makes inconsistent with its rules; they are kept. */
  @Column('jsonb') readonly inconsistent!: readonly Inconsistency[];
}

/** A source's word for or against an event. */
export interface ReviewOfEvent {
  readonly event: string;
  readonly position: number;
  readonly citation: Citation | null;
}

export interface DisputeOfEvent extends ReviewOfEvent {
  readonly counter: Readonly<Record<string, unknown>> | null;
  readonly text: string | null;
  /** Whether a later resolution settles it. */
  readonly isResolved: boolean;
}

/** How an event, or a review, stands after the reviews of it; the key is its id. No row: nobody reviewed it, or all of it is taken back. */
@Entity({ schema: 'reviews_v1', name: 'reviewed' })
@Index('reviewed_key', ['conflict', 'key', 'since', 'until'])
export class ReviewedRow extends TemporalRow {
  @Column('text') readonly type!: string;
  @Column('integer') readonly version!: number;
  /** On whose word it stands, or stood; null: it has no citation. */
  @Column('text', { nullable: true }) readonly source!: string | null;
  /** Id of the retraction in force. */
  @Column('text', { name: 'retracted_by', nullable: true }) readonly retractedBy!: string | null;
  /** Id of the correction, or of the resolution that adopts a counter, that last replaced its content. */
  @Column('text', { name: 'corrected_by', nullable: true }) readonly correctedBy!: string | null;
  @Column('jsonb') readonly corroborations!: readonly ReviewOfEvent[];
  @Column('jsonb') readonly disputes!: readonly DisputeOfEvent[];
  /** The last resolution: its id, and the id of what it adopts. */
  @Column('text', { name: 'resolved_by', nullable: true }) readonly resolvedBy!: string | null;
  @Column('text', { nullable: true }) readonly adopted!: string | null;
  /** Whether a resolution adopts it over its rivals. */
  @Column('boolean') readonly preferred!: boolean;
}

/** The name of a thing whose registration is retracted (key ''): its references stay valid, and are shown as retracted. */
@Entity({ schema: 'reviews_v1', name: 'retracted_name' })
export class RetractedNameRow extends TemporalRow {
  @Column('text') readonly name!: string;
}

/** Name and version of the model, for those who read at its position. */
export const REVIEWS_MODEL = { name: 'reviews', version: 1 } as const;
