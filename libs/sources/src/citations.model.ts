import type { RecordedEvent } from '@tracker/event-store';
import { reachOf, row, type Columns, type ReadModel, type RowState } from '@tracker/projections';
import { kindOf, parseOccurred, type Citation, type Day } from '@tracker/vocabulary';
import { CitationRow, PersonRow, TellingRow, ViaRow } from './citation.tables';

/** Who tells of a stream so far, each in order of id, and the time that all of it spans. */
interface Telling {
  readonly affirming: readonly string[];
  readonly denying: readonly string[];
  readonly dayFrom: Day | null;
  readonly dayTo: Day | null;
  readonly sortFrom: string;
}

const NOBODY: Telling = { affirming: [], denying: [], dayFrom: null, dayTo: null, sortFrom: '' };

/** What others rest on, and so is not asked on whose word it rests itself. */
const PROVENANCE = new Set(['source', 'report']);

/** On whose word every event rests, and every stream. */
export const citationsModel: ReadModel<Telling> = {
  name: 'citations',
  version: 1,
  kinds: 'all',
  tables: [CitationRow, ViaRow, TellingRow, PersonRow],
  initial: NOBODY,
  evolve: tellingAfter,
  held: { tables: [TellingRow], rows: tellingRows },
  touched: {
    tables: [CitationRow, ViaRow, PersonRow],
    rows: (_before, event) => [...citationRows(event), ...personRows(event)],
  },
};

function tellingAfter(before: Telling, event: RecordedEvent): Telling {
  const source = event.citation?.source;
  if (source === undefined || PROVENANCE.has(kindOf(event.stream))) return before;
  const { dayFrom, dayTo, sortFrom } = timeOf(event);
  const isDenial = event.modality === 'negated';
  const after = {
    affirming: isDenial ? before.affirming : withSource(before.affirming, source),
    denying: isDenial ? withSource(before.denying, source) : before.denying,
    dayFrom: least(before.dayFrom, dayFrom ?? dayTo),
    dayTo: greatest(before.dayTo, dayTo ?? dayFrom),
    sortFrom: least(before.sortFrom || null, sortFrom || null) ?? '',
  };
  // The same state spares the engine comparing rows.
  const keys = Object.keys(after) as (keyof Telling)[];
  return keys.every((key) => after[key] === before[key]) ? before : after;
}

function withSource(sources: readonly string[], source: string): readonly string[] {
  return sources.includes(source) ? sources : [...sources, source].sort();
}

function least(one: string | null, other: string | null): string | null {
  return one !== null && (other === null || one < other) ? one : other;
}

function greatest(one: string | null, other: string | null): string | null {
  return one !== null && (other === null || one > other) ? one : other;
}

function tellingRows(stream: string, { affirming, denying, ...time }: Telling): readonly RowState[] {
  const isDenied = affirming.length === 0;
  const sources = isDenied ? denying : affirming;
  const [lead] = sources;
  if (lead === undefined) return [];
  const reach = reachOf(time.dayFrom, time.dayTo);
  return [row(TellingRow, '', { kind: kindOf(stream), sources, lead, isDenied, reach, ...time })];
}

function citationRows(event: RecordedEvent): readonly RowState[] {
  const { id, citation, position } = event;
  if (citation === undefined) return [];
  const columns = citationColumns(event, citation);
  const { sortFrom, reach } = columns;
  const between = [...new Set(columns.via)].filter((source) => source !== citation.source);
  return [
    row(CitationRow, id, columns),
    ...between.map((source) => row(ViaRow, `${id} ${source}`, { source, event: id, position, sortFrom, reach })),
  ];
}

function citationColumns(event: RecordedEvent, citation: Citation): Columns<CitationRow> {
  const { type, occurred = null, modality = 'realised', position } = event;
  const { source, via = [], report = null, basis = 'stated', grade = null } = citation;
  const time = timeOf(event);
  const reach = reachOf(time.dayFrom, time.dayTo);
  return { type, source, via, report, basis, grade, modality, occurred, position, ...time, reach };
}

function timeOf({ occurred }: RecordedEvent): Pick<Telling, 'dayFrom' | 'dayTo' | 'sortFrom'> {
  const span = occurred === undefined ? undefined : parseOccurred(occurred);
  return {
    dayFrom: span?.from ?? null,
    dayTo: span?.to ?? null,
    sortFrom: span?.sortFrom ?? span?.sortTo ?? '',
  };
}

// A registration is part of the log's public language, so this reads the event and not the tables of the feature that owns it.
function personRows({ type, id, data }: RecordedEvent): readonly RowState[] {
  if (type !== 'ActorRegistered') return [];
  return (data as { readonly kind?: string }).kind === 'person' ? [row(PersonRow, '', { event: id })] : [];
}
