import { ClaimedRow } from '@tracker/projections';
import { Column } from 'typeorm';

/** What one event tells, as recorded (key: event id). Ends when the same source tells of the same fact again. */
export abstract class ToldRow extends ClaimedRow {
  /** Type of the event. */
  @Column('text') readonly type!: string;
  /** Names the fact: rival claims share it. */
  @Column('text') readonly fact!: string;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  /** The payload. */
  @Column('jsonb') readonly data!: object;
}
