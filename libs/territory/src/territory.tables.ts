import { ClaimedRow, TemporalRow } from '@tracker/projections';
import { Column, Entity, Index } from 'typeorm';
import type { ChangeOfControl, ControlStatus } from './territory.events';

/**
 * Who holds an area from one day to another (key: id of the event it rests on, adopted among those told of that day). At most one
 * of an area holds on a day.
 */
@Entity({ schema: 'territory_v1', name: 'holding' })
@Index('holding_holder', ['conflict', 'holder', 'stream', 'key', 'since', 'until'])
@Index('holding_place', ['conflict', 'place', 'stream', 'key', 'since', 'until'])
export class HoldingRow extends TemporalRow {
  @Column('text') readonly place!: string;
  @Column('text') readonly holder!: string;
  @Column('text') readonly status!: ControlStatus;
  /** First day on which control may have passed to the holder; null: not said, so before all others. */
  @Column('date', { nullable: true }) readonly began!: string | null;
  /** The first day of the next holding; null: none is told. */
  @Column('date', { nullable: true }) readonly ended!: string | null;
}

/** A change of control as one source tells it (key: event id). Ends when the same source tells of the same day again. */
@Entity({ schema: 'territory_v1', name: 'claim' })
@Index('claim_time', ['conflict', 'stream', 'began', 'key', 'since', 'until'])
export class ControlClaimRow extends ClaimedRow {
  @Column('text') readonly source!: string;
  @Column('text') readonly place!: string;
  @Column('text') readonly holder!: string;
  @Column('text', { nullable: true }) readonly previous!: string | null;
  @Column('text') readonly how!: ChangeOfControl;
  @Column('text') readonly status!: ControlStatus;
  @Column('text', { name: 'legal_note', nullable: true }) readonly legalNote!: string | null;
  /** When control passed, as stated. */
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  /** As in HoldingRow. */
  @Column('date', { nullable: true }) readonly began!: string | null;
}
