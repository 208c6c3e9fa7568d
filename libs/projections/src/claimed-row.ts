import type { RecordedEvent } from '@tracker/event-store';
import type { Citation, Modality } from '@tracker/vocabulary';
import { Column } from 'typeorm';
import type { Columns } from './read-model';
import { TemporalRow } from './temporal-row';

/** Base of tables whose rows are claims: what each row says of the event that makes it. */
export abstract class ClaimedRow extends TemporalRow {
  /** Id of the event. */
  @Column('text') readonly event!: string;
  @Column('bigint') readonly position!: number;
  @Column('text') readonly modality!: Modality;
  /** Admiralty grade of the citation; null: none given. */
  @Column('text', { nullable: true }) readonly grade!: string | null;
  @Column('jsonb', { nullable: true }) readonly citation!: Citation | null;
}

/** These columns of a claim. */
export function claimColumns({
  id,
  position,
  modality = 'realised',
  citation,
}: Pick<RecordedEvent, 'id' | 'position' | 'modality' | 'citation'>): Columns<ClaimedRow> {
  return { event: id, position, modality, grade: citation?.grade ?? null, citation: citation ?? null };
}
