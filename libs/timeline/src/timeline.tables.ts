import type { AnyEventType, RecordedEvent, StreamKind } from '@tracker/event-store';
import { type Columns, listedColumns, ListedRow, type ReadModel, row } from '@tracker/projections';
import type { Citation, Modality } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';
import { isTold, lineOf } from './told';

/** One event on the timeline; key: the event's id. */
@Entity({ schema: 'timeline_v2', name: 'entry' })
@Index('entry_list', ['conflict', 'reach', 'sortFrom', 'position', 'stream', 'key', 'since', 'until'])
export class TimelineRow extends ListedRow {
  /** What the event says, one sentence; stream ids stand in braces. */
  @Column('text') readonly line!: string;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('text') readonly modality!: Modality;
  @Column('jsonb', { nullable: true }) readonly citation!: Citation | null;
  /** The places it tells of, in the order in which it names them. */
  @Column('text', { array: true }) readonly places!: readonly string[];
  @Column('text', { name: 'recorded_at' }) readonly recordedAt!: string;
}

/** Name and version of the model, for those who read at its position. */
export const TIMELINE_MODEL = { name: 'timeline', version: 2 } as const;

/** Everything that is said to have happened, one row an event. */
export function timelineModel(streams: readonly StreamKind[]): ReadModel<null> {
  const told = new Map(streams.flatMap(({ types }) => Object.entries(types)).filter(([, type]) => isTold(type)));
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

function entryOf(type: AnyEventType, event: RecordedEvent): Columns<TimelineRow> {
  const places = type.places?.(event.data as never) ?? [];
  return {
    ...listedColumns(event),
    line: lineOf(type, event),
    occurred: event.occurred ?? null,
    modality: event.modality ?? 'realised',
    citation: event.citation ?? null,
    places: [...new Set(places.filter((place) => place !== undefined))],
    recordedAt: event.recordedAt,
  };
}
