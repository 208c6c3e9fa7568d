import type { RecordedEvent } from '@tracker/event-store';
import { listedTime, reachOf, row, type ReadModel, type RowState } from '@tracker/projections';
import { kindOf, type Day } from '@tracker/vocabulary';
import { PersonRow, TellingRow } from './citation.tables';

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

/** On whose word every stream rests, and who is a person. On whose word an event does stands in its entry. */
export const citationsModel: ReadModel<Telling> = {
  name: 'citations',
  version: 2,
  kinds: 'all',
  tables: [TellingRow, PersonRow],
  initial: NOBODY,
  evolve: tellingAfter,
  held: { tables: [TellingRow], rows: tellingRows },
  touched: { tables: [PersonRow], rows: (_before, event) => personRows(event) },
};

function tellingAfter(before: Telling, event: RecordedEvent): Telling {
  const source = event.citation?.source;
  if (source === undefined || PROVENANCE.has(kindOf(event.stream))) return before;
  const time = listedTime(event.occurred);
  const isDenial = event.modality === 'negated';
  const affirming = isDenial ? before.affirming : withSource(before.affirming, source);
  const denying = isDenial ? withSource(before.denying, source) : before.denying;
  const dayFrom = least(before.dayFrom, time.dayFrom ?? time.dayTo);
  const dayTo = greatest(before.dayTo, time.dayTo ?? time.dayFrom);
  const sortFrom = least(before.sortFrom || null, time.sortFrom || null) ?? '';
  // The same state spares the engine comparing rows.
  const isSame =
    affirming === before.affirming &&
    denying === before.denying &&
    dayFrom === before.dayFrom &&
    dayTo === before.dayTo &&
    sortFrom === before.sortFrom;
  return isSame ? before : { affirming, denying, dayFrom, dayTo, sortFrom };
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

function tellingRows(stream: string, telling: Telling): readonly RowState[] {
  const { affirming, denying, dayFrom, dayTo, sortFrom } = telling;
  const isDenied = affirming.length === 0;
  const sources = isDenied ? denying : affirming;
  const [lead] = sources;
  if (lead === undefined) return NO_ROWS;
  const reach = reachOf(dayFrom, dayTo);
  return [row(TellingRow, '', { sortFrom, reach, kind: kindOf(stream), sources, lead, isDenied, dayFrom, dayTo })];
}

const NO_ROWS: readonly RowState[] = [];

// A registration is part of the log's public language, so this reads the event and not the tables of the feature that owns it.
function personRows({ type, id, data }: RecordedEvent): readonly RowState[] {
  if (type !== 'ActorRegistered') return NO_ROWS;
  return (data as { readonly kind?: string }).kind === 'person' ? [row(PersonRow, '', { event: id })] : NO_ROWS;
}
