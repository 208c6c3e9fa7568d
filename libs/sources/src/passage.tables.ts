import type { RecordedEvent } from '@tracker/event-store';
import { row, TemporalRow, type ReadModel, type RowState } from '@tracker/projections';
import { Column, Entity, Index } from 'typeorm';

/** A passage of a report that an event rests on; the key is the event's id and the passage's place. */
@Entity({ schema: 'passages_v1', name: 'passage' })
@Index('passage_of_report', ['conflict', 'report', 'start', 'stream', 'key', 'since', 'until'])
export class PassageRow extends TemporalRow {
  @Column('text') readonly report!: string;
  @Column('text') readonly event!: string;
  @Column('text') readonly type!: string;
  /** Code points of the report's text before it, and up to its end. */
  @Column('bigint', { name: 'passage_start' }) readonly start!: number;
  @Column('bigint', { name: 'passage_end' }) readonly end!: number;
  /** The words copied; null: located without being copied. */
  @Column('text', { nullable: true }) readonly text!: string | null;
  @Column('bigint') readonly position!: number;
}

/** Every passage that any event cites, so that a text can be held against all of them in one query. */
export const passagesModel: ReadModel<null> = {
  name: 'passages',
  version: 1,
  kinds: 'all',
  tables: [PassageRow],
  initial: null,
  evolve: () => null,
  touched: { tables: [PassageRow], rows: (_before, event) => passagesOf(event) },
};

function passagesOf({ id, type, position, citation }: RecordedEvent): readonly RowState[] {
  const { report, passages = [] } = citation ?? {};
  if (report === undefined) return [];
  return passages.map(({ start, end, text = null }) =>
    row(PassageRow, `${id} ${start}-${end}`, { report, event: id, type, start, end, text, position }),
  );
}
