import { ClaimedRow, DatedRow } from '@tracker/projections';
import type { Modality, Quantity } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';
import type { Side } from './aid.amounts';
import type { AidEvent, AidKind } from './aid.events';

/** What is shown first of a pledge, one row each (key ''). Dates are those of the pledge. */
@Entity({ schema: 'aid_v1', name: 'pledge' })
@Index('pledge_list', ['conflict', 'sortTo', 'stream', 'key', 'since', 'until'])
@Index('pledge_from', ['conflict', 'sortFrom', 'stream', 'key', 'since', 'until'])
@Index('pledge_donor', ['conflict', 'donor', 'sortTo', 'stream', 'key', 'since', 'until'])
export class PledgeRow extends DatedRow {
  /** Null: nobody tells of the pledge any more. */
  @Column('text', { nullable: true }) readonly donor!: string | null;
  @Column('text', { nullable: true }) readonly recipient!: string | null;
  @Column('text', { nullable: true }) readonly kind!: AidKind | null;
  @Column('text', { nullable: true }) readonly modality!: Modality | null;
  /** When it was promised, as stated. */
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  /** Id of the event all this rests on: a row of AidClaimRow. */
  @Column('text', { name: 'pledged_event', nullable: true }) readonly pledgedEvent!: string | null;
}

/** One amount of one event (key: event id, and of what). Ends when the same source tells of the same fact again. */
@Entity({ schema: 'aid_v1', name: 'amount' })
export class AmountRow extends ClaimedRow {
  @Column('text') readonly side!: Side;
  /** Rival claims share it: of several sources one is adopted. */
  @Column('text') readonly fact!: string;
  @Column('text') readonly what!: 'money' | 'item';
  /** The currency, or the name of the thing. */
  @Column('text') readonly unit!: string;
  /** As stated. */
  @Column('jsonb') readonly quantity!: Quantity;
  @Column('bigint', { nullable: true }) readonly min!: number | null;
  @Column('bigint', { nullable: true }) readonly max!: number | null;
  @Column('bigint', { nullable: true }) readonly best!: number | null;
  /** Key of the delivery, where the source gives one. */
  @Column('text', { nullable: true }) readonly delivery!: string | null;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  /** First day on which it may have been promised or delivered; null: not said. */
  @Column('date', { nullable: true }) readonly began!: string | null;
}

/** A pledge, a suspension or a resumption as one event tells it (key: event id). */
@Entity({ schema: 'aid_v1', name: 'claim' })
export class AidClaimRow extends ClaimedRow {
  @Column('text') readonly type!: AidEvent['type'];
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  /** First day on which it may have happened; null: not said, so before all others. */
  @Column('date', { nullable: true }) readonly began!: string | null;
  /** The payload. */
  @Column('jsonb') readonly data!: AidEvent['data'];
}
