import { TemporalRow } from '@tracker/projections';
import { Column, Entity, Index } from 'typeorm';

/** Who tells of a stream, one row each (key ''). Sources and reports have none: they are what others rest on. */
@Entity({ schema: 'citations_v2', name: 'telling' })
@Index('telling_list', ['conflict', 'reach', 'sortFrom', 'stream', 'since', 'until'])
@Index('telling_lead', ['conflict', 'lead', 'reach', 'sortFrom', 'stream', 'since', 'until'])
export class TellingRow extends TemporalRow {
  /** First second of it in UTC; where the start is not known the last one; '' when nobody says. */
  @Column('text', { name: 'sort_from' }) readonly sortFrom!: string;
  /** See `reachOf`. */
  @Column('integer') readonly reach!: number;
  /** Kind of the stream. */
  @Column('text') readonly kind!: string;
  /** Sources of what is told of it in any modality but negated; where all of it is negated, of that. In order of id. */
  @Column('text', { array: true }) readonly sources!: readonly string[];
  /** The first of them: what rests on one alone, or on some that are linked, is found by it. */
  @Column('text') readonly lead!: string;
  /** Whether all that is told of it is negated. */
  @Column('boolean', { name: 'is_denied' }) readonly isDenied!: boolean;
  /** First and last day of anything that is told of it; null: nothing is dated. */
  @Column('date', { name: 'day_from', nullable: true }) readonly dayFrom!: string | null;
  @Column('date', { name: 'day_to', nullable: true }) readonly dayTo!: string | null;
}

/** An actor registered as a person (key ''): a source that is this actor is one person's word. */
@Entity({ schema: 'citations_v2', name: 'person' })
export class PersonRow extends TemporalRow {
  @Column('text') readonly event!: string;
}
