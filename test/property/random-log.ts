import {
  accept,
  Catalogue,
  type CatalogueEntry,
  decideReview,
  evolve,
  isReview,
  type Envelope,
  type ProposedEvent,
  type RecordedEvent,
} from '@tracker/event-store';
import { TrackerError } from '@tracker/problems';
import { jsonSchemaOf, kindOf, type Citation } from '@tracker/vocabulary';
import fc from 'fast-check';
import { streams } from '../../apps/features';
import { arbitraryOf } from './arbitrary-payload';

const catalogue = new Catalogue(streams);
const FIRST_RECORDED_AT = Date.UTC(2025, 1, 19, 8);
/** Streams of each kind that a history is about: few, so that events of one meet. */
const STREAMS_OF_A_KIND = 2;

/** What every history begins with, so that there is something to refer to. */
const OPENING: readonly Pick<Envelope, 'type' | 'stream' | 'citation' | 'data'>[] = [
  { type: 'ConflictOpened', stream: 'conflict', data: { name: 'Russia and Ukraine' } },
  ...['russia', 'ukraine', 'united-states'].map((name) => ({
    type: 'ActorRegistered',
    stream: `actor-${name}`,
    data: { name, kind: 'state' },
  })),
  ...['kyiv', 'dolynska'].map((name) => ({
    type: 'PlaceRegistered',
    stream: `place-${name}`,
    data: { name, precision: 'settlement' },
  })),
  ...['air-force', 'outlet', 'agency'].map((name) => ({
    type: 'SourceRegistered',
    stream: `source-${name}`,
    data: { name, kind: 'media' },
  })),
  {
    type: 'ReportFiled',
    stream: 'report-talks',
    citation: { source: 'source-outlet' },
    data: { source: 'source-outlet', language: 'en' },
  },
];

const plainTypes = catalogue.types().filter(({ kind }) => kind !== null);
const registrations = plainTypes.filter(({ definition }) => definition.registration);
/** By kind, so that one with few types is told of as often as one with many. */
const told = [...new Set(plainTypes.map(({ kind }) => kind))]
  .map((kind) => plainTypes.filter((entry) => entry.kind === kind && !entry.definition.registration))
  .filter((types) => types.length > 0);
/** With a note, which some rules want. */
const citation = fc.record(
  {
    source: fc.constantFrom('source-air-force', 'source-outlet', 'source-agency'),
    grade: fc.constantFrom('A1', 'B2', 'B2', 'C3'),
    basis: fc.constantFrom('stated', 'implied', 'inferred'),
    report: fc.constant('report-talks'),
    passages: fc.constant([{ start: 0, end: 12 }]),
    note: fc.constant('Read as it stands.'),
  },
  { requiredKeys: ['source', 'note'] },
);

const REVIEWS = [
  'EventCorrected',
  'EventCorrected',
  'EventRetracted',
  'EventRetracted',
  'ClaimCorroborated',
  'ClaimDisputed',
  'DisputeResolved',
];

/** One draw: an event of some type, or a review of an earlier one, before it is known what there is to refer to. */
export interface Draw {
  readonly type: string;
  readonly stream: number;
  readonly target: number;
  readonly citation: unknown;
  readonly occurred: string | null;
  readonly modality: string | null;
  readonly data: object;
  /** Of a correction or a counter: data of the event's type, by type. */
  readonly seed: number;
}

/** A draw of every type equally often; of three, one is a review. */
export const drawn: fc.Arbitrary<Draw> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...registrations).chain(drawOfEntry) },
  {
    weight: 12,
    arbitrary: fc
      .constantFrom(...told)
      .chain((types) => fc.constantFrom(...types))
      .chain(drawOfEntry),
  },
  { weight: 6, arbitrary: fc.constantFrom(...REVIEWS).chain((type) => drawOf(type, fc.constant({}))) },
);

function drawOfEntry({ type, definition }: CatalogueEntry): fc.Arbitrary<Draw> {
  return drawOf(type, arbitraryOf(jsonSchemaOf(definition.payload)));
}

function drawOf(type: string, data: fc.Arbitrary<unknown>): fc.Arbitrary<Draw> {
  return fc.record({
    type: fc.constant(type),
    stream: fc.nat(STREAMS_OF_A_KIND - 1),
    target: fc.nat(9_999),
    citation,
    occurred: fc.option(
      fc.constantFrom('2025-02-18', '2025-02-17/2025-02-18', '2025-02', '/2025-02-19', '2025-02-18T09:00+02:00'),
    ),
    modality: fc.option(fc.constantFrom('planned', 'negated'), { freq: 6 }),
    data: data as fc.Arbitrary<object>,
    seed: fc.nat(),
  });
}

/** A log as the service would have let it come about: what its shapes or its rules refuse is left out. */
export class RandomLog {
  readonly events: RecordedEvent[] = [];
  readonly refused: TrackerError[] = [];
  private readonly streams = new Map<string, RecordedEvent[]>();
  private readonly states = new Map<string, unknown>();

  constructor() {
    for (const event of OPENING) this.offer(event);
  }

  /** The log that draws come to. */
  static of(draws: readonly Draw[]): RandomLog {
    const log = new RandomLog();
    for (const draw of draws) {
      // What one stream refuses, another may take: life cycles then go further.
      for (const stream of [draw.stream, (draw.stream + 1) % STREAMS_OF_A_KIND])
        if (log.offer(log.envelopeOf({ ...draw, stream }))) break;
    }
    return log;
  }

  /** Takes back everything that still can be: each event that is no retraction, the last one first. */
  retractAll(): void {
    const all = this.events.filter(({ type }) => type !== 'EventRetracted').toReversed();
    // Retractions go first: what they took back would be taken back in vain otherwise, and could be brought back later.
    for (const { stream, version } of all)
      this.offer({
        type: 'EventRetracted',
        stream,
        citation: CITED,
        data: { event: version, reason: 'All of it.' },
      } as never);
  }

  /** Records an event if nothing speaks against it, and says whether it did. */
  offer(given: Omit<Envelope, 'data'> & { readonly data: object }): boolean {
    try {
      const { entry, envelope, references } = catalogue.check(given);
      const stream = envelope.stream!;
      this.expectThere(references);
      const history = this.streams.get(stream) ?? [];
      const position = this.events.length + 1;
      const { occurred, modality, citation: cited, data } = envelope;
      const event: RecordedEvent = {
        conflict: 'random',
        position,
        stream,
        version: history.length + 1,
        id: `01951a2b-0000-7000-8000-${String(position).padStart(12, '0')}`,
        type: entry.type,
        schemaVersion: entry.definition.schemaVersion,
        recordedAt: new Date(FIRST_RECORDED_AT + position * 1_000).toISOString(),
        recordedBy: 'local',
        occurred,
        modality,
        citation: cited,
        data,
      };
      this.states.set(stream, this.stateAfter(history, event));
      this.streams.set(stream, [...history, event]);
      this.events.push(event);
      return true;
    } catch (refusal) {
      if (!(refusal instanceof TrackerError)) throw refusal;
      this.refused.push(refusal);
      return false;
    }
  }

  private stateAfter(history: readonly ProposedEvent[], event: RecordedEvent): unknown {
    const kind = catalogue.streamKind(event.stream)!;
    if (isReview(event.type)) {
      const check = (envelope: object): readonly string[] => catalogue.check(envelope).references;
      const { state, references } = decideReview(kind, check, history, event);
      this.expectThere(references);
      return state;
    }
    const before = this.states.has(event.stream) ? this.states.get(event.stream) : kind.initial;
    accept(kind, before, event);
    return evolve(kind, before, event);
  }

  private expectThere(references: readonly string[]): void {
    const missing = references.find((reference) => !this.streams.has(reference));
    if (missing !== undefined) throw new MissingReferenceError(missing);
  }

  private envelopeOf(draw: Draw): Omit<Envelope, 'data'> & { readonly data: object } {
    const { type, occurred, modality } = draw;
    const more = { ...(occurred === null ? {} : { occurred }), ...(modality === null ? {} : { modality }) };
    const cited = this.resolved(draw.citation) as Citation;
    if (!isReview(type)) {
      const { kind, definition } = catalogue.entry(type);
      const stream = kind === 'conflict' ? kind : `${kind}-${draw.stream}`;
      return {
        type,
        stream,
        ...more,
        ...(definition.registration ? {} : { citation: cited }),
        data: this.resolved(draw.data) as object,
      } as never;
    }
    const candidates = this.events.filter((event) => type === 'EventRetracted' || !isReview(event.type));
    const disputed = type === 'DisputeResolved' ? candidates.filter((event) => this.isDisputed(event)) : [];
    const targets = disputed.length > 0 ? disputed : candidates;
    const target = targets[draw.target % targets.length]!;
    return { type, stream: target.stream, citation: cited, data: this.reviewData(draw, target) } as never;
  }

  private isDisputed({ stream, version }: RecordedEvent): boolean {
    return this.streams
      .get(stream)!
      .some(({ type, data }) => type === 'ClaimDisputed' && (data as { readonly event: number }).event === version);
  }

  private reviewData(
    { type, seed, target: pick }: Draw,
    { version, type: targetType, stream, data }: RecordedEvent,
  ): object {
    const own = this.streams.get(stream)!;
    switch (type) {
      case 'EventCorrected': {
        const { definition } = catalogue.entry(targetType);
        const corrected = this.resolved(sampleOf(arbitraryOf(jsonSchemaOf(definition.payload)), seed)) as object;
        // Mostly what stands, so that many are not refused as stale.
        const last = own.findLast(
          (event) => event.type === 'EventCorrected' && (event.data as { event: number }).event === version,
        );
        return {
          event: version,
          replaces: last?.version ?? version,
          as: { occurred: '2025-02-18', citation: CITED, data: seed % 5 === 0 ? data : corrected },
          reason: 'typo',
        };
      }
      case 'ClaimDisputed':
        return seed % 2 === 0 ? { event: version } : { event: version, counter: data };
      case 'DisputeResolved': {
        const disputes = own.filter(
          (event) => event.type === 'ClaimDisputed' && (event.data as { event: number }).event === version,
        );
        const adopted = [version, ...disputes.map((dispute) => dispute.version), own[pick % own.length]!.version];
        return { event: version, adopted: adopted[seed % adopted.length], reason: 'Both met.' };
      }
      case 'EventRetracted':
        return { event: version, reason: 'Recorded twice.' };
      default:
        return { event: version };
    }
  }

  /** `@kind:number` as a stream of that kind that is there; what refers to a kind of which there is none is left out. */
  private resolved(value: unknown): unknown {
    if (typeof value === 'string') {
      const [, kind, number] = /^@([a-z]+):(\d+)$/.exec(value) ?? [];
      if (kind === undefined) return value;
      const known = [...this.streams.keys()].filter((stream) => kindOf(stream) === kind);
      return known[Number(number) % known.length];
    }
    if (Array.isArray(value)) {
      const items = value.map((item: unknown) => this.resolved(item)).filter((item) => item !== undefined);
      return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
    }
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).map(([name, member]) => [name, this.resolved(member)] as const);
    return Object.fromEntries(members.filter(([, member]) => member !== undefined));
  }
}

const CITED = { source: 'source-air-force' };

class MissingReferenceError extends TrackerError {
  readonly code = 'reference.unregistered';

  constructor(stream: string) {
    super(`${stream} is not there.`);
  }
}

function sampleOf<Value>(arbitrary: fc.Arbitrary<Value>, seed: number): Value {
  return fc.sample(arbitrary, { seed, numRuns: 1 })[0]!;
}
