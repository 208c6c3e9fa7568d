import type { RecordedEvent } from '@tracker/event-store';
import { modelOfStream, RegisteredRow, row, TemporalRow, type RowState } from '@tracker/projections';
import type { Citation } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';
import type { SourceGraded } from './source.events';
import { sourceStream, type SourceState } from './source.stream';

/** A source as registered. */
@Entity({ schema: 'sources_v1', name: 'source' })
@Index('source_list', ['conflict', 'name', 'stream', 'key', 'since', 'until'])
export class SourceRow extends RegisteredRow {
  @Column('text') readonly name!: string;
  @Column('text') readonly kind!: string;
  @Column('text', { nullable: true }) readonly actor!: string | null;
  @Column('text', { nullable: true }) readonly side!: string | null;
  /** The name in lower case: what a search looks through. */
  @Column('text', { name: 'searched_name' }) readonly searchedName!: string;
}

/** One grade that the source was given; the key is the event's id. Every one stays: what stands is chosen by its position. */
@Entity({ schema: 'sources_v1', name: 'grade' })
export class SourceGradeRow extends TemporalRow {
  @Column('text') readonly reliability!: string;
  @Column('text') readonly reason!: string;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('text') readonly modality!: string;
  @Column('bigint') readonly position!: number;
  @Column('jsonb', { nullable: true }) readonly citation!: Citation | null;
}

/** One source's word that the source depends on another; the key is the event's id. */
@Entity({ schema: 'sources_v1', name: 'link_claim' })
@Index('link_to_other', ['conflict', 'other', 'stream', 'key', 'since', 'until'])
export class SourceLinkRow extends TemporalRow {
  @Column('text') readonly other!: string;
  @Column('text') readonly relation!: string;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('text') readonly modality!: string;
  @Column('jsonb', { nullable: true }) readonly citation!: Citation | null;
}

export const sourcesModel = modelOfStream(sourceStream, {
  name: 'sources',
  version: 1,
  held: { tables: [SourceRow, SourceLinkRow], rows: (_stream, state) => rowsOf(state) },
  touched: {
    tables: [SourceGradeRow],
    rows: (_before, event) => (event.type === 'SourceGraded' ? [gradeRow(event)] : []),
  },
});

function rowsOf({ registered, links }: SourceState): readonly RowState[] {
  const claims = links.map(({ id, data, ...told }) => {
    const { occurred = null, modality = 'realised', citation = null } = told;
    return row(SourceLinkRow, id, { other: data.other, relation: data.relation, occurred, modality, citation });
  });
  if (!registered) return claims;
  const { id, data, citation = null } = registered;
  const { name, kind, actor = null, side = null } = data;
  return [
    row(SourceRow, '', { name, kind, actor, side, searchedName: name.toLowerCase(), event: id, citation }),
    ...claims,
  ];
}

function gradeRow({ id, position, data, ...told }: RecordedEvent): RowState {
  const { occurred = null, modality = 'realised', citation = null } = told;
  const { reliability, reason } = data as SourceGraded;
  return row(SourceGradeRow, id, { reliability, reason, occurred, modality, position, citation });
}
