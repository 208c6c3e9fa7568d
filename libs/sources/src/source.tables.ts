import type { RecordedEvent } from '@tracker/event-store';
import { claimColumns, ClaimedRow, modelOfStream, RegisteredRow, row, type RowState } from '@tracker/projections';
import { Column, Entity, Index } from 'typeorm';
import type { SourceGraded } from './source.events';
import { sourceStream, type SourceState } from './source.stream';

/** A source as registered. */
@Entity({ schema: 'sources_v2', name: 'source' })
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
@Entity({ schema: 'sources_v2', name: 'grade' })
export class SourceGradeRow extends ClaimedRow {
  @Column('text') readonly reliability!: string;
  @Column('text') readonly reason!: string;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  /** When it was recorded, RFC 3339 in UTC. */
  @Column('text', { name: 'recorded_at' }) readonly recordedAt!: string;
}

/** One source's word that the source depends on another; the key is the event's id. */
@Entity({ schema: 'sources_v2', name: 'link_claim' })
@Index('link_to_other', ['conflict', 'other', 'stream', 'key', 'since', 'until'])
export class SourceLinkRow extends ClaimedRow {
  @Column('text') readonly other!: string;
  @Column('text') readonly relation!: string;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
}

export const sourcesModel = modelOfStream(sourceStream, {
  name: 'sources',
  version: 2,
  held: { tables: [SourceRow, SourceLinkRow], rows: (_stream, state) => rowsOf(state) },
  touched: {
    tables: [SourceGradeRow],
    rows: (_before, event) => (event.type === 'SourceGraded' ? [gradeRow(event)] : []),
  },
});

function rowsOf({ registered, links }: SourceState): readonly RowState[] {
  const claims = links.map((link) => {
    const { other, relation } = link.data;
    const claim = claimColumns({ ...link, position: link.position ?? 0 });
    return row(SourceLinkRow, link.id, { ...claim, other, relation, occurred: link.occurred ?? null });
  });
  if (!registered) return claims;
  const { id, data, citation = null } = registered;
  const { name, kind, actor = null, side = null } = data;
  return [
    row(SourceRow, '', { name, kind, actor, side, searchedName: name.toLowerCase(), event: id, citation }),
    ...claims,
  ];
}

function gradeRow(event: RecordedEvent): RowState {
  const { id, data, occurred = null, recordedAt } = event;
  const { reliability, reason } = data as SourceGraded;
  return row(SourceGradeRow, id, { ...claimColumns(event), reliability, reason, occurred, recordedAt });
}
