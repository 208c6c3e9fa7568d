import type { RecordedEvent } from '@tracker/event-store';
import { rankOf, type Citation, type Modality } from '@tracker/vocabulary';
import { Column } from 'typeorm';
import type { Columns } from './read-model';
import { TemporalRow } from './temporal-row';

/** Base of tables whose rows are claims: what each row says of the event that makes it. */
export abstract class ClaimedRow extends TemporalRow {
  /** Id of the event. */
  @Column('text') readonly event!: string;
  @Column('bigint') readonly position!: number;
  @Column('text') readonly modality!: Modality;
  /** What the claim is sorted by among its rivals, see `rankOf`: the grade of its citation, '0' if preferred; null: no grade. */
  @Column('text', { nullable: true }) readonly grade!: string | null;
  @Column('jsonb', { nullable: true }) readonly citation!: Citation | null;
}

/** These columns of a claim. */
export function claimColumns({
  id,
  position,
  modality = 'realised',
  citation,
  preferred,
}: Pick<RecordedEvent, 'id' | 'position' | 'modality' | 'citation' | 'preferred'>): Columns<ClaimedRow> {
  return { event: id, position, modality, grade: rankOf({ citation, preferred }), citation: citation ?? null };
}
