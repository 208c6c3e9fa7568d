import { isTold, type AnyEventType, type RecordedEvent, type StreamKind } from '@tracker/event-store';
import { listedTime, row, type ReadModel, type RowState } from '@tracker/projections';
import { ENTRIES_MODEL, EntryRow, refTo } from './entry.tables';

/** What every event says, when, where and on whose word, for all views that list events by these. */
export function entriesModel(streams: readonly StreamKind[]): ReadModel<null> {
  const told = new Map(streams.flatMap(({ types }) => Object.entries(types)).filter(([, type]) => isTold(type)));
  return {
    ...ENTRIES_MODEL,
    kinds: 'all',
    tables: [EntryRow],
    initial: null,
    evolve: () => null,
    touched: {
      tables: [EntryRow],
      rows: (_before, event) => {
        const type = told.get(event.type);
        return type === undefined && event.citation === undefined ? [] : [entryOf(type, event)];
      },
    },
  };
}

// Every event of a log comes through here, several times the work of most models: one object of one shape, nothing copied.
function entryOf(type: AnyEventType | undefined, event: RecordedEvent): RowState {
  const { citation } = event;
  const { dayFrom, dayTo, sortFrom, reach } = listedTime(event.occurred);
  return row(EntryRow, event.id, {
    type: event.type,
    source: citation === undefined ? null : citation.source,
    dayFrom,
    dayTo,
    sortFrom,
    reach,
    position: event.position,
    line: type === undefined ? null : type.line(event.data as never),
    occurred: event.occurred ?? null,
    modality: event.modality ?? 'realised',
    citation: citation ?? null,
    refs: refsOf(type, event),
    recordedAt: event.recordedAt,
  });
}

function refsOf(type: AnyEventType | undefined, { conflict, citation, data }: RecordedEvent): readonly string[] {
  const refs: string[] = [];
  const places = type?.places?.(data as never) ?? NONE;
  for (const place of places) if (place !== undefined) addOnce(refs, refTo(conflict, place));
  if (citation?.report !== undefined) addOnce(refs, refTo(conflict, citation.report));
  const via = citation?.via ?? NONE;
  for (const source of via) if (source !== citation?.source) addOnce(refs, refTo(conflict, source));
  return refs;
}

const NONE: readonly string[] = [];

function addOnce(refs: string[], ref: string): void {
  if (!refs.includes(ref)) refs.push(ref);
}
