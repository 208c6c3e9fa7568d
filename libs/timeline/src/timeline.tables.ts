import type { AnyEventType, RecordedEvent, StreamKind } from '@tracker/event-store';
import { row, TemporalRow, type ReadModel } from '@tracker/projections';
import { parseOccurred, type Citation, type Modality } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';

/** One event on the timeline; key: the event's id. */
@Entity({ schema: 'timeline_v1', name: 'entry' })
@Index('entry_list', ['conflict', 'sortFrom', 'position', 'stream', 'key', 'since', 'until'])
export class TimelineRow extends TemporalRow {
  @Column('text') readonly type!: string;
  /** What the event says, one sentence; stream ids stand in braces. */
  @Column('text') readonly line!: string;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('date', { name: 'day_from', nullable: true }) readonly dayFrom!: string | null;
  @Column('date', { name: 'day_to', nullable: true }) readonly dayTo!: string | null;
  /** First second of it in UTC; where the start is not known the last one; '' when the source does not say. */
  @Column('text', { name: 'sort_from' }) readonly sortFrom!: string;
  @Column('text') readonly modality!: Modality;
  @Column('text', { nullable: true }) readonly source!: string | null;
  @Column('jsonb', { nullable: true }) readonly citation!: Citation | null;
  @Column('bigint') readonly position!: number;
  @Column('text', { name: 'recorded_at' }) readonly recordedAt!: string;
}

/** Name and version of the model, for those who read at its position. */
export const TIMELINE_MODEL = { name: 'timeline', version: 1 } as const;

/** Everything that is said to have happened, one row an event. Registrations say what a word means, so they are not on it. */
export function timelineModel(streams: readonly StreamKind[]): ReadModel<null> {
  const told = new Map(
    streams.flatMap(({ types }) => Object.entries(types)).filter(([, { registration }]) => !registration),
  );
  return {
    ...TIMELINE_MODEL,
    kinds: 'all',
    tables: [TimelineRow],
    initial: null,
    evolve: () => null,
    touched: {
      tables: [TimelineRow],
      rows: (_before, event) => {
        const type = told.get(event.type);
        return type ? [row(TimelineRow, event.id, entryOf(type, event))] : [];
      },
    },
  };
}

function entryOf({ line }: AnyEventType, event: RecordedEvent): Omit<TimelineRow, keyof TemporalRow> {
  const span = event.occurred === undefined ? undefined : parseOccurred(event.occurred);
  return {
    type: event.type,
    line: line(event.data as never),
    occurred: event.occurred ?? null,
    dayFrom: span?.from ?? null,
    dayTo: span?.to ?? null,
    sortFrom: span?.sortFrom ?? span?.sortTo ?? '',
    modality: event.modality ?? 'realised',
    source: event.citation?.source ?? null,
    citation: event.citation ?? null,
    position: event.position,
    recordedAt: event.recordedAt,
  };
}
