import { TemporalRow } from '@tracker/projections';
import type { Basis, Modality } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';

/** Base of tables that are listed by when something happened, see `reachOf`. */
abstract class ReachedRow extends TemporalRow {
  /** First second of it in UTC; where the start is not known the last one; '' when nobody says. */
  @Column('text', { name: 'sort_from' }) readonly sortFrom!: string;
  @Column('integer') readonly reach!: number;
}

/** On whose word an event rests, one row for each event with a citation; the key is its id. */
@Entity({ schema: 'citations_v1', name: 'citation' })
@Index('citation_list', ['conflict', 'reach', 'sortFrom', 'position', 'since', 'until'])
@Index('citation_of_source', ['conflict', 'source', 'reach', 'sortFrom', 'position', 'stream', 'since', 'until'])
@Index('citation_of_report', ['conflict', 'report', 'reach', 'sortFrom', 'position', 'since', 'until'])
export class CitationRow extends ReachedRow {
  @Column('text') readonly type!: string;
  @Column('text') readonly source!: string;
  /** Between the source and the report; empty: nobody is named. */
  @Column('text', { array: true }) readonly via!: readonly string[];
  @Column('text', { nullable: true }) readonly report!: string | null;
  @Column('text') readonly basis!: Basis;
  /** Of the claim, as its recorder graded it. */
  @Column('text', { nullable: true }) readonly grade!: string | null;
  @Column('text') readonly modality!: Modality;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('bigint') readonly position!: number;
  @Column('date', { name: 'day_from', nullable: true }) readonly dayFrom!: string | null;
  @Column('date', { name: 'day_to', nullable: true }) readonly dayTo!: string | null;
}

/** A source through which the word of another came (key: event id and source). */
@Entity({ schema: 'citations_v1', name: 'via' })
@Index('via_source', ['conflict', 'source', 'reach', 'sortFrom', 'position', 'stream', 'since', 'until'])
export class ViaRow extends ReachedRow {
  @Column('text') readonly source!: string;
  @Column('text') readonly event!: string;
  @Column('bigint') readonly position!: number;
}

/** Who tells of a stream, one row each (key ''). Sources and reports have none: they are what others rest on. */
@Entity({ schema: 'citations_v1', name: 'telling' })
@Index('telling_list', ['conflict', 'reach', 'sortFrom', 'stream', 'since', 'until'])
@Index('telling_lead', ['conflict', 'lead', 'reach', 'sortFrom', 'stream', 'since', 'until'])
export class TellingRow extends ReachedRow {
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
@Entity({ schema: 'citations_v1', name: 'person' })
export class PersonRow extends TemporalRow {
  @Column('text') readonly event!: string;
}
