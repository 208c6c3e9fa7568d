import { PrimaryColumn, Column } from 'typeorm';

/** `until` of a row that still holds: the greatest bigint, so that now and then are one predicate. */
export const HELD = '9223372036854775807';

/** Base of every read-model table: the row holds for positions `since <= p < until`. */
export abstract class TemporalRow {
  @PrimaryColumn('text') readonly conflict!: string;
  @PrimaryColumn('text') readonly stream!: string;
  @PrimaryColumn('text') readonly key!: string;
  @PrimaryColumn('bigint') readonly since!: string;
  @Column('bigint') readonly until!: string;
}
