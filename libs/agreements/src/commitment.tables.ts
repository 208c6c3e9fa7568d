import type { Modality } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';
import { PROGRESS_STATES } from './commitment.events';
import { SpannedRow } from './spanned.tables';
import { ToldRow } from './told.tables';

/** `open`: nobody tells of any progress. */
export const COMMITMENT_STATUSES = ['open', ...PROGRESS_STATES] as const;
export type CommitmentStatus = (typeof COMMITMENT_STATUSES)[number];

/** What is shown first of a commitment, one row each (key ''). Times are those at which it was made. */
@Entity({ schema: 'commitments_v1', name: 'commitment' })
@Index('commitment_list', ['conflict', 'sortTo', 'stream', 'key', 'since', 'until'])
@Index('commitment_span', ['span'], { type: 'gist' })
@Index('commitment_due', ['conflict', 'dueTo', 'stream', 'since', 'until'])
@Index('commitment_agreement', ['conflict', 'agreement', 'stream', 'since', 'until'])
export class CommitmentRow extends SpannedRow {
  /** Null: nobody says that it was made. */
  @Column('text', { nullable: true }) readonly status!: CommitmentStatus | null;
  /** Id of the event that tells the progress; null: of none is told. */
  @Column('text', { name: 'status_event', nullable: true }) readonly statusEvent!: string | null;
  /** Id of the event that its terms are taken from; null: all that is in force are confirmations and progress. */
  @Column('text', { name: 'made_event', nullable: true }) readonly madeEvent!: string | null;
  @Column('text', { nullable: true }) readonly modality!: Modality | null;
  @Column('text', { name: 'owed_by', array: true }) readonly owedBy!: readonly string[];
  /** Null where the source is silent. */
  @Column('text', { name: 'owed_to', array: true, nullable: true }) readonly owedTo!: readonly string[] | null;
  @Column('text', { nullable: true }) readonly object!: string | null;
  @Column('text', { name: 'announced_by', array: true }) readonly announcedBy!: readonly string[];
  /** Parties that have confirmed it, as told by anybody. */
  @Column('text', { name: 'confirmed_by', array: true }) readonly confirmedBy!: readonly string[];
  /** Parties of `owedBy` that have neither announced nor confirmed it, and whether there are any. */
  @Column('text', { array: true }) readonly unconfirmed!: readonly string[];
  @Column('boolean', { name: 'one_sided' }) readonly oneSided!: boolean;
  @Column('text', { nullable: true }) readonly due!: string | null;
  /** First and last day of `due`; null where open or not known. */
  @Column('date', { name: 'due_from', nullable: true }) readonly dueFrom!: string | null;
  @Column('date', { name: 'due_to', nullable: true }) readonly dueTo!: string | null;
  @Column('text', { nullable: true }) readonly condition!: string | null;
  @Column('text', { nullable: true }) readonly agreement!: string | null;
  @Column('text', { nullable: true }) readonly statement!: string | null;
  @Column('text', { name: 'superseded_by', nullable: true }) readonly supersededBy!: string | null;
  /** When it was made, as stated. */
  @Column('text', { nullable: true }) readonly occurred!: string | null;
}

/** What one event tells of a commitment. */
@Entity({ schema: 'commitments_v1', name: 'claim' })
export class CommitmentClaimRow extends ToldRow {}
