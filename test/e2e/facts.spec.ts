import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLE_LINES, type Written } from './article';

/** All that the article says is recorded, and the table in samples/README.md says where. */

/** An event that carries a fact, as the table names it. */
interface Place {
  readonly type: string;
  readonly stream: string;
  /** Number of its line in the file, from 1. */
  readonly line: number;
}
interface Passage {
  readonly start: number;
  readonly end: number;
}
interface Fact extends Passage {
  readonly id: string;
  readonly event: string;
  readonly quote: string;
}

const FACTS = Array.from({ length: 85 }, (_, index) => `F${index + 1}`);
const ROW = /^\| (F\d+) +\| .+? +\| (.+?) +\|$/gm;
const ONE_STREAM = /^(.+) in `([^`]+)`$/;
const ONE_EVENT = /^(\w+) \((\d+)\)$/;

const repository = join(__dirname, '../..');
const rows = [...readFileSync(join(repository, 'samples/README.md'), 'utf8').matchAll(ROW)];
const table = new Map(rows.map(([, fact = '', events = '']) => [fact, placesIn(events)]));

/** `MeetingHeld (73), MeetingDetailReported (74) in `meeting-...`; ...`, one part for each stream. */
function placesIn(events: string): readonly Place[] {
  return events.split('; ').flatMap((part) => {
    const [, types = '', stream = ''] = ONE_STREAM.exec(part) ?? [];
    return types.split(', ').map((event) => {
      const [, type = '', line = ''] = ONE_EVENT.exec(event) ?? [];
      return { type, stream, line: Number(line) };
    });
  });
}

function eventAt({ line }: Place): Written {
  const text = SAMPLE_LINES[line - 1];
  if (text === undefined) throw new Error(`The table names line ${line}, the file has ${SAMPLE_LINES.length}`);
  return JSON.parse(text) as Written;
}

function passagesOf({ citation }: Written): readonly Passage[] {
  return (citation?.['passages'] as readonly Passage[] | undefined) ?? [];
}

describe('the table of facts', () => {
  it('has a row for each of F1 to F85, in their order, and none twice', () => {
    expect(rows.map(([, fact]) => fact)).toEqual(FACTS);
  });

  it.each(FACTS)('%s stands in at least one event, of the type and in the stream that the table names', (fact) => {
    const places = table.get(fact) ?? [];
    expect(places.length).toBeGreaterThan(0);
    const found = places.map((place) => {
      const { type, stream } = eventAt(place);
      return { type, stream, line: place.line };
    });
    expect(found).toEqual(places);
  });

  it('leaves out no event but registrations, and what tells that two sources are not independent', () => {
    const named = new Set([...table.values()].flat().map(({ line }) => line));
    const left = SAMPLE_LINES.map((line, index) => ({ ...(JSON.parse(line) as Written), line: index + 1 }))
      .filter(({ line }) => !named.has(line))
      .map(({ type }) => type);
    expect([...new Set(left.filter((type) => !type.endsWith('Registered')))]).toEqual(['SourceLinked']);
  });

  it('counts the events that there are', () => {
    expect(readFileSync(join(repository, 'samples/README.md'), 'utf8')).toContain(
      `taken apart into ${SAMPLE_LINES.length} events`,
    );
  });
});

// The article and its facts are not part of this repository, for reasons of rights: where they lie beside it, more is checked.
const seed = join(repository, '../shared/seed');
const inSeed = (name: string): string => readFileSync(join(seed, name), 'utf8');

(existsSync(join(seed, 'article_facts.json')) ? describe : describe.skip)('held against the article', () => {
  let facts: readonly Fact[];
  /** By code points, as passages count. */
  let article: readonly string[];
  beforeAll(() => {
    facts = (JSON.parse(inSeed('article_facts.json')) as { readonly facts: readonly Fact[] }).facts;
    article = Array.from(inSeed('article.txt'));
  });
  const textAt = ({ start, end }: Passage): string => article.slice(start, end).join('');

  it('these are its facts, and each quotes the article at its place', () => {
    expect(facts.map(({ id }) => id)).toEqual(FACTS);
    expect(facts.filter((fact) => textAt(fact) !== fact.quote)).toEqual([]);
  });

  it('one of the events of each fact is of the type that carries it', () => {
    const others = facts.filter(({ id, event }) => !(table.get(id) ?? []).some(({ type }) => type === event));
    expect(others.map(({ id }) => id)).toEqual([]);
  });

  it('one of the events of each fact cites a passage that covers it; only the report cannot cite itself', () => {
    const uncovered = facts.filter(({ id, start, end }) => {
      const passages = (table.get(id) ?? []).flatMap((place) => passagesOf(eventAt(place)));
      return !passages.some((passage) => passage.start <= start && passage.end >= end);
    });
    expect(uncovered.map(({ id }) => id)).toEqual(['F77']);
    const filed = (table.get('F77') ?? []).map(eventAt).find(({ type }) => type === 'ReportFiled');
    expect(uncovered[0]!.quote).toBe(`date ${filed?.occurred}`);
  });

  it('what an event quotes stands in the article at its place', () => {
    const quoted = SAMPLE_LINES.flatMap((line) => passagesOf(JSON.parse(line) as Written)).filter(
      (passage): passage is Passage & { readonly text: string } => 'text' in passage,
    );
    expect(quoted.length).toBeGreaterThan(0);
    expect(quoted.filter((passage) => textAt(passage) !== passage.text)).toEqual([]);
  });
});
