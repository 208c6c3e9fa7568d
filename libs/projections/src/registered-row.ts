import type { Citation } from '@tracker/vocabulary';
import { Column } from 'typeorm';
import { TemporalRow } from './temporal-row';

/** Base of tables of things that are registered once, one row each (key ''). */
export abstract class RegisteredRow extends TemporalRow {
  /** Id of the event that registers it; `since` is its position. */
  @Column('text') readonly event!: string;
  /** On whose word; null: registrations need none. */
  @Column('jsonb', { nullable: true }) readonly citation!: Citation | null;
}
