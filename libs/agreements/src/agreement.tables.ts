import type { Modality } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';
import type { AgreementForm } from './agreement.events';
import { SpannedRow } from './spanned.tables';
import { ToldRow } from './told.tables';

/** How far an agreement has come, as told. */
export const AGREEMENT_STATUSES = ['reached', 'signed', 'suspended', 'ended'] as const;
export type AgreementStatus = (typeof AGREEMENT_STATUSES)[number];

/** What is shown first of an agreement, one row each (key ''). Times are those at which it was reached, or else signed. */
@Entity({ schema: 'agreements_v1', name: 'agreement' })
@Index('agreement_list', ['conflict', 'sortTo', 'stream', 'key', 'since', 'until'])
@Index('agreement_span', ['span'], { type: 'gist' })
export class AgreementRow extends SpannedRow {
  /** Null: nobody says that it was reached or signed. */
  @Column('text', { nullable: true }) readonly status!: AgreementStatus | null;
  /** Ids of the events that status and terms rest on: rows of AgreementClaimRow. */
  @Column('text', { name: 'status_event', nullable: true }) readonly statusEvent!: string | null;
  @Column('text', { name: 'reached_event', nullable: true }) readonly reachedEvent!: string | null;
  @Column('text', { name: 'signed_event', nullable: true }) readonly signedEvent!: string | null;
  /** Of the signing, else of what was reached. */
  @Column('text', { array: true }) readonly parties!: readonly string[];
  /** Null where the source is silent. */
  @Column('text', { array: true, nullable: true }) readonly subjects!: readonly string[] | null;
  @Column('text', { nullable: true }) readonly form!: AgreementForm | null;
  @Column('text', { name: 'announced_by', array: true, nullable: true }) readonly announcedBy!:
    readonly string[] | null;
  @Column('text', { array: true, nullable: true }) readonly signatories!: readonly string[] | null;
  @Column('text', { nullable: true }) readonly title!: string | null;
  /** Meetings at which it was reached or signed. */
  @Column('text', { array: true }) readonly meetings!: readonly string[];
  /** realised as soon as one source says that it was reached or signed. */
  @Column('text', { nullable: true }) readonly modality!: Modality | null;
  /** When it was reached, else signed, as stated. */
  @Column('text', { nullable: true }) readonly occurred!: string | null;
}

/** What one event tells of an agreement. */
@Entity({ schema: 'agreements_v1', name: 'claim' })
export class AgreementClaimRow extends ToldRow {}
