import type { AnyEventType, RecordedEvent, StreamKind } from '@tracker/event-store';
import { type Columns, listedColumns, ListedRow, type ReadModel, row, type RowState } from '@tracker/projections';
import type { Citation, Modality } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';

/** One event at one of the places it tells of (key: both), or one that tells of none (key: the event's id). */
@Entity({ schema: 'whereabouts_v1', name: 'entry' })
@Index('entry_list', ['conflict', 'reach', 'sortFrom', 'position', 'stream', 'key', 'since', 'until'])
@Index('entry_place', ['conflict', 'place', 'reach', 'sortFrom', 'position', 'stream', 'key', 'since', 'until'])
export class WhereaboutsRow extends ListedRow {
  @Column('text') readonly event!: string;
  /** Null: it tells of none. */
  @Column('text', { nullable: true }) readonly place!: string | null;
  /** What the event says, one sentence; stream ids stand in braces. */
  @Column('text') readonly line!: string;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('text') readonly modality!: Modality;
  @Column('jsonb', { nullable: true }) readonly citation!: Citation | null;
}

/** Name and version of the model, for those who read at its position. */
export const WHEREABOUTS_MODEL = { name: 'whereabouts', version: 1 } as const;

/** Where everything happened that is said to have happened, as far as each type of event declares its places. */
export function whereaboutsModel(streams: readonly StreamKind[]): ReadModel<null> {
  const told = new Map(
    streams.flatMap(({ types }) => Object.entries(types)).filter(([, { registration }]) => registration !== true),
  );
  return {
    ...WHEREABOUTS_MODEL,
    kinds: 'all',
    tables: [WhereaboutsRow],
    initial: null,
    evolve: () => null,
    touched: {
      tables: [WhereaboutsRow],
      rows: (_before, event) => {
        const type = told.get(event.type);
        return type ? rowsOf(type, event) : [];
      },
    },
  };
}

function rowsOf(type: AnyEventType, event: RecordedEvent): readonly RowState[] {
  const told = (type.places?.(event.data as never) ?? []).filter((place) => place !== undefined);
  const common = commonColumns(type, event);
  if (told.length === 0) return [row(WhereaboutsRow, event.id, { ...common, place: null })];
  return [...new Set(told)].map((place) => row(WhereaboutsRow, `${event.id}:${place}`, { ...common, place }));
}

function commonColumns({ line }: AnyEventType, event: RecordedEvent): Omit<Columns<WhereaboutsRow>, 'place'> {
  return {
    ...listedColumns(event),
    event: event.id,
    line: line(event.data as never),
    occurred: event.occurred ?? null,
    modality: event.modality ?? 'realised',
    citation: event.citation ?? null,
  };
}
