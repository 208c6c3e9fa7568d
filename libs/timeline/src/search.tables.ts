import { isTold, type AnyEventType, type RecordedEvent, type StreamKind } from '@tracker/event-store';
import { type Columns, listedColumns, ListedRow, type ReadModel, row, TemporalRow } from '@tracker/projections';
import { Column, Entity, Index } from 'typeorm';
import { monthLexemes } from './months';
import { sayingsOf, sayingsOfCitation, type Sayings } from './said';
import { lineOf } from './told';
import { wordsOf } from './words';

/**
 * PostgreSQL's configuration for all languages of a log: its `russian` stems words in Latin letters as English and others as
 * Russian, so one pass reads both, at under half the cost of one each (42 against 91 CPU-seconds a million events of 40 words).
 */
export const SEARCH_CONFIGURATION = 'russian';

/**
 * What an event says, in words; key: the event's id. The vector holds stems, the streams it refers to, its months, and its
 * conflict, so that one index answers a question over all four; ids have a hyphen or a colon, which no stem has. An event of
 * the greatest size that intake takes makes a vector of 0.7 MB at most; PostgreSQL takes 1 MB.
 */
@Entity({ schema: 'search_v2', name: 'entry' })
@Index('entry_list', ['conflict', 'reach', 'sortFrom', 'position', 'since', 'until'])
@Index('entry_vector', ['vector'], { type: 'gin' })
export class SearchRow extends ListedRow {
  /** Everything it says, see `wordsOf`. */
  @Column('text', { select: false }) readonly words!: string;
  /** Streams that its data refers to, its own, and the months in which it may have happened, see `monthLexemes`. */
  @Column('text', { array: true, select: false }) readonly lexemes!: readonly string[];
  @Column({
    type: 'tsvector',
    asExpression: `to_tsvector('${SEARCH_CONFIGURATION}', words) || array_to_tsvector(lexemes || ('conflict:' || conflict))`,
    generatedType: 'STORED',
    select: false,
    insert: false,
  })
  readonly vector?: string;
}

/** What a registered thing is called, in every language that is told; one row a stream (key ''). */
@Entity({ schema: 'search_v2', name: 'name' })
@Index('name_vector', ['vector'], { type: 'gin' })
export class SearchNameRow extends TemporalRow {
  /** Its names, see `wordsOf`. */
  @Column('text', { select: false }) readonly words!: string;
  /** As they stand, and as stems: a name may be a word that a stemmer passes over, or an inflected form. */
  @Column({
    type: 'tsvector',
    asExpression: `to_tsvector('simple', words) || to_tsvector('${SEARCH_CONFIGURATION}', words)`,
    generatedType: 'STORED',
    select: false,
    insert: false,
  })
  readonly vector?: string;
}

/** Name and version of the model, for those who read at its position. */
export const SEARCH_MODEL = { name: 'search', version: 2 } as const;

/** The words of everything on the timeline, and the names of everything that is registered. */
export function searchModel(streams: readonly StreamKind[]): ReadModel<string | null> {
  const types = new Map(
    streams.flatMap((stream) => Object.entries(stream.types)).map(([name, type]) => [name, readable(type)]),
  );
  return {
    ...SEARCH_MODEL,
    kinds: 'all',
    tables: [SearchRow, SearchNameRow],
    initial: null,
    evolve: (names, event) => namesIn(types.get(event.type)?.definition, event) ?? names,
    held: {
      tables: [SearchNameRow],
      rows: (stream, words) => (words === null || !isReferable(stream) ? [] : [row(SearchNameRow, '', { words })]),
    },
    touched: {
      tables: [SearchRow],
      rows: (_before, event) => {
        const type = types.get(event.type);
        return type && isTold(type.definition) ? [row(SearchRow, event.id, entryOf(type, event))] : [];
      },
    },
  };
}

interface ReadableType {
  readonly definition: AnyEventType;
  readonly sayings: Sayings;
}

function readable(definition: AnyEventType): ReadableType {
  return { definition, sayings: sayingsOf(definition.payload) };
}

function entryOf({ definition, sayings }: ReadableType, event: RecordedEvent): Columns<SearchRow> {
  const { texts, streams } = sayings(event.data);
  const line = lineOf(definition, event).replace(/\{[a-z0-9-]*\}/g, ' ');
  const own = isReferable(event.stream) ? [event.stream] : [];
  const listed = listedColumns(event);
  return {
    words: apart(line, [...texts, ...sayingsOfCitation(event.citation).texts]),
    lexemes: [...new Set([...own, ...streams]), ...monthLexemes(listed.dayFrom, listed.dayTo)],
    ...listed,
  };
}

function namesIn(definition: AnyEventType | undefined, { data }: RecordedEvent): string | undefined {
  if (!definition?.label) return undefined;
  const others = definition.otherNames?.(data as never) ?? {};
  return wordsOf([definition.label(data as never), ...Object.values(others)].join('\n'));
}

/** The conflict itself is the one stream that nothing refers to, and whose id could be a word. */
function isReferable(stream: string): boolean {
  return stream.includes('-');
}

/** A word that every stemmer passes over and counts: a phrase does not run on from one text into the next. */
const GAP = ' the ';

function apart(line: string, texts: readonly string[]): string {
  const words = wordsOf(line);
  const others = texts.map(wordsOf).filter((text) => !` ${words} `.includes(` ${text} `));
  return [words, ...new Set(others)].join(GAP);
}
