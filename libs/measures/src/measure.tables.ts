import { ClaimedRow, DatedRow } from '@tracker/projections';
import type { Modality, Quantity } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';
import type { MeasureEvent, MeasureKind } from './measure.events';

/** What is shown first of a measure, one row each (key ''). Dates are those of its imposition. */
@Entity({ schema: 'measures_v2', name: 'measure' })
@Index('measure_list', ['conflict', 'sortTo', 'stream', 'key', 'since', 'until'])
@Index('measure_from', ['conflict', 'sortFrom', 'stream', 'key', 'since', 'until'])
export class MeasureRow extends DatedRow {
  /** Null: nobody tells of the imposition any more. */
  @Column('text', { nullable: true }) readonly kind!: MeasureKind | null;
  @Column('text', { array: true }) readonly by!: readonly string[];
  @Column('text', { array: true }) readonly target!: readonly string[];
  /** Whether a party stands in both. */
  @Column('boolean') readonly mutual!: boolean;
  @Column('text', { nullable: true }) readonly object!: string | null;
  @Column('text', { nullable: true }) readonly aim!: string | null;
  /** How many measures it is, and how many they hit, as stated. */
  @Column('jsonb', { nullable: true }) readonly measures!: Quantity | null;
  @Column('jsonb', { nullable: true }) readonly affected!: Quantity | null;
  @Column('text', { nullable: true }) readonly modality!: Modality | null;
  /** When it was imposed, as stated. */
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  /** Id of the event all this rests on: a row of MeasureClaimRow. */
  @Column('text', { name: 'imposed_event', nullable: true }) readonly imposedEvent!: string | null;
  /** Whether a source says that it was imposed, and the first day on which it may have been; null: not said. */
  @Column('boolean', { name: 'is_imposed' }) readonly isImposed!: boolean;
  @Column('date', { name: 'imposed_from', nullable: true }) readonly imposedFrom!: string | null;
  /** The same of the lifting. */
  @Column('text', { name: 'lifted_event', nullable: true }) readonly liftedEvent!: string | null;
  @Column('boolean', { name: 'is_lifted' }) readonly isLifted!: boolean;
  @Column('date', { name: 'lifted_from', nullable: true }) readonly liftedFrom!: string | null;
  /** How many things are said to fall under it no more. */
  @Column('integer') readonly easings!: number;
}

/** What one event tells of a measure (key: event id). Ends when the same source tells of the same fact again. */
@Entity({ schema: 'measures_v2', name: 'claim' })
export class MeasureClaimRow extends ClaimedRow {
  @Column('text') readonly type!: MeasureEvent['type'];
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  /** The payload, in the newest schema version. */
  @Column('jsonb') readonly data!: MeasureEvent['data'];
}
