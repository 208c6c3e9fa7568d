import { ClaimedRow } from '@tracker/projections';
import type { Modality, Quantity } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';
import { SpannedRow } from './spanned.tables';
import { ToldRow } from './told.tables';

/** What is shown first of an exchange, one row each (key ''). Who let how many go is adopted among ReleaseRow when read. */
@Entity({ schema: 'exchanges_v1', name: 'exchange' })
@Index('exchange_list', ['conflict', 'sortTo', 'stream', 'key', 'since', 'until'])
@Index('exchange_span', ['span'], { type: 'gist' })
export class ExchangeRow extends SpannedRow {
  /** realised as soon as one source says that it happened; only then it counts. */
  @Column('text') readonly modality!: Modality;
  /** Id of the event adopted for mediators and time: a row of ExchangeClaimRow. */
  @Column('text') readonly event!: string;
  /** Parties that somebody has letting people go. */
  @Column('text', { array: true }) readonly parties!: readonly string[];
  @Column('text', { name: 'mediated_by', array: true, nullable: true }) readonly mediatedBy!: readonly string[] | null;
  /** As stated, by the best graded that states it; null: nobody does. */
  @Column('text', { nullable: true }) readonly occurred!: string | null;
}

/** What one event tells of one party (key: event id and party). Those of one party are rivals. */
@Entity({ schema: 'exchanges_v1', name: 'release' })
export class ReleaseRow extends ClaimedRow {
  @Column('text') readonly party!: string;
  /** As stated. Bounds: null where it gives none. */
  @Column('jsonb') readonly persons!: Quantity;
  @Column('bigint', { name: 'persons_min', nullable: true }) readonly personsMin!: number | null;
  @Column('bigint', { name: 'persons_max', nullable: true }) readonly personsMax!: number | null;
  @Column('bigint', { name: 'persons_best', nullable: true }) readonly personsBest!: number | null;
  /** Null: the source does not say. */
  @Column('jsonb', { nullable: true }) readonly civilians!: Quantity | null;
  @Column('bigint', { name: 'civilians_min', nullable: true }) readonly civiliansMin!: number | null;
  @Column('bigint', { name: 'civilians_max', nullable: true }) readonly civiliansMax!: number | null;
  @Column('bigint', { name: 'civilians_best', nullable: true }) readonly civiliansBest!: number | null;
}

/** What one event tells of an exchange. */
@Entity({ schema: 'exchanges_v1', name: 'claim' })
export class ExchangeClaimRow extends ToldRow {}
