import {
  addVocabularyTo,
  Citation,
  describeFaults,
  isStreamId,
  jsonSchemaOf,
  kindOf,
  MODALITIES,
  type JsonSchema,
  type Modality,
} from '@tracker/vocabulary';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import {
  EventTypeNotAcceptedError,
  InvalidEventError,
  UnknownEventTypeError,
  UnknownStreamKindError,
  UnreadableEventError,
  WrongStreamKindError,
} from './event-store.errors';
import type { AnyEventType, EventTypes, RecordedEvent, StreamKind } from './event-type';
import type { LogRow } from './log-row';
import { isReview, reviewTypes } from './review.events';

/** The envelope as its recorder sends it, once checked. */
export interface Envelope {
  readonly id?: string;
  readonly type: string;
  readonly schemaVersion?: number;
  readonly stream?: string;
  readonly expectedVersion?: number;
  readonly occurred?: string;
  readonly modality?: Modality;
  readonly citation?: Citation;
  readonly data: object;
}

/** An envelope of its type's shape, with the streams it refers to. */
export interface CheckedEnvelope {
  readonly entry: CatalogueEntry;
  readonly envelope: Envelope;
  readonly references: readonly string[];
  /** What a review says of an event looks like references; which of it are depends on the event's type. */
  readonly mentions: readonly string[];
}

/** One event type with all that follows from its declaration. */
export interface CatalogueEntry {
  readonly type: string;
  readonly definition: AnyEventType;
  /** The kind of stream it belongs to; null for reviews, which go into the stream of what they are about. */
  readonly kind: string | null;
  /** JSON Schema 2020-12 of the whole envelope. */
  readonly schema: JsonSchema;
}

const UUID_V7 = '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$';

/**
 * Every event type there is, registered once. The class-validator classes are the one declaration of a shape; the check that
 * runs is compiled from them here, once (about 75 times as fast, and a property test shows that both give one verdict).
 */
export class Catalogue {
  private readonly entries = new Map<string, CatalogueEntry>();
  private readonly checks = new Map<string, ValidateFunction>();
  private readonly kinds = new Map<string, StreamKind>();
  private references: string[] = [];

  /** Throws when a kind or a type is declared twice. */
  constructor(streams: readonly StreamKind[]) {
    const ajv = new Ajv2020({
      allErrors: true,
      strict: true,
      strictTypes: false,
      strictRequired: false,
      allowUnionTypes: true,
      verbose: true,
    });
    addVocabularyTo(ajv, { onReference: (stream) => this.references.push(stream) });
    for (const stream of streams) {
      if (this.kinds.has(stream.kind)) throw new Error(`Stream kind ${stream.kind} is declared twice`);
      this.kinds.set(stream.kind, stream);
      this.declare(ajv, stream.types, stream.kind);
    }
    this.declare(ajv, reviewTypes, null);
  }

  private declare(ajv: Ajv2020, types: EventTypes, kind: string | null): void {
    for (const [type, definition] of Object.entries(types)) {
      if (this.entries.has(type)) throw new Error(`Event type ${type} is declared twice`);
      const schema = envelopeSchema(type, definition, kind);
      this.entries.set(type, { type, definition, kind, schema });
      this.checks.set(type, ajv.compile(schema));
    }
  }

  /** All types in order of declaration. */
  types(): readonly CatalogueEntry[] {
    return [...this.entries.values()];
  }

  /** One type; throws UnknownEventTypeError. */
  entry(type: unknown): CatalogueEntry {
    const entry = typeof type === 'string' ? this.entries.get(type) : undefined;
    if (!entry) throw new UnknownEventTypeError(type, [...this.entries.keys()]);
    return entry;
  }

  /** Every kind of stream, by the word its ids begin with. */
  streamKinds(): ReadonlySet<string> {
    return new Set(this.kinds.keys());
  }

  /** The kind a stream belongs to; undefined if there is no such kind. */
  streamKind(stream: string): StreamKind | undefined {
    return this.kinds.get(kindOf(stream));
  }

  /** Checks an envelope on its way in. Throws an error that names every fault with its place and how to mend it. */
  check(value: unknown): CheckedEnvelope {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new InvalidEventError('unknown', [
        {
          pointer: '',
          code: 'event.invalid',
          detail: `found ${excerpt(value)}, expected a JSON object {type, stream?, occurred?, citation, data}`,
        },
      ]);
    }
    const envelope = value as Envelope;
    const entry = this.entry(envelope.type);
    if (entry.definition.accepts === false) throw new EventTypeNotAcceptedError(entry.type);
    if (typeof envelope.stream === 'string') this.refuseOtherKind(entry, envelope.stream);
    const check = this.checks.get(entry.type)!;
    this.references = [];
    if (!check(envelope)) throw new InvalidEventError(entry.type, describeFaults(check.errors ?? [], envelope));
    const mentions = isReview(entry.type) ? this.streamsIn(envelope.data) : [];
    return { entry, envelope, references: this.references, mentions };
  }

  private refuseOtherKind({ type, kind }: CatalogueEntry, stream: string): void {
    if (kind === null && this.streamKind(stream) === undefined)
      throw new UnknownStreamKindError(type, stream, [...this.kinds.keys()]);
    if (kind !== null && kindOf(stream) !== kind) throw new WrongStreamKindError(type, stream, kind);
  }

  private streamsIn(value: unknown): readonly string[] {
    if (typeof value === 'string') return isStreamId(value) && this.streamKind(value) ? [value] : [];
    if (typeof value !== 'object' || value === null) return [];
    return Object.values(value).flatMap((member) => this.streamsIn(member));
  }

  /** A row of the log as rules and folds see it. Throws UnreadableEventError for what this release does not know. */
  read(row: LogRow): RecordedEvent {
    const entry = this.entries.get(row.type);
    if (!entry) throw new UnreadableEventError(row.conflict, row.position, `its type is ${row.type}`);
    if (row.schema_version > entry.definition.schemaVersion) {
      throw new UnreadableEventError(
        row.conflict,
        row.position,
        `its schema version is ${row.schema_version}, the newest known of ${row.type} is ${entry.definition.schemaVersion}`,
      );
    }
    const envelope = JSON.parse(row.body.toString('utf8')) as Envelope;
    return {
      conflict: row.conflict,
      position: row.position,
      stream: row.stream,
      version: row.version,
      id: row.event_id,
      type: row.type,
      schemaVersion: row.schema_version,
      recordedAt: row.recorded_at.toISOString(),
      recordedBy: row.recorded_by,
      occurred: envelope.occurred,
      modality: envelope.modality,
      citation: envelope.citation,
      data: envelope.data,
    };
  }
}

/** Stands in for the citation in examples. */
const EXAMPLE_CITATION = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' };

function envelopeSchema(type: string, definition: AnyEventType, kind: string | null): JsonSchema {
  const told = definition.registration ? ['type', 'data'] : ['type', 'citation', 'data'];
  const { stream, data, ...when } = definition.example;
  const cited = definition.registration ? {} : { citation: EXAMPLE_CITATION };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: type,
    description: definition.summary,
    type: 'object',
    additionalProperties: false,
    required: kind === null ? [...told, 'stream'] : told,
    examples: [{ type, stream, ...when, ...cited, data }],
    properties: {
      id: {
        type: 'string',
        pattern: UUID_V7,
        description: 'UUIDv7, lower case: the retry key. Left out, one is given.',
      },
      type: { const: type },
      schemaVersion: {
        const: definition.schemaVersion,
        description: 'Version of the shape of `data`. Left out: the newest.',
      },
      stream: {
        type: 'string',
        maxLength: 120,
        pattern: streamPattern(kind),
        description:
          kind === null
            ? 'The stream of the event that it is about.'
            : 'What the event belongs to. Left out, a new stream is named.',
      },
      expectedVersion: {
        type: 'integer',
        minimum: 0,
        maximum: 20_000,
        description: 'Version the stream must be at; 0: it must be new.',
      },
      occurred: {
        type: 'string',
        format: 'occurred',
        description:
          'When it happened in the world: EDTF level 1, or instants with offset. Left out: the source does not say.',
      },
      modality: {
        enum: [...MODALITIES],
        description: 'Of the content. Left out: realised. Only realised counts in totals.',
      },
      citation: jsonSchemaOf(Citation),
      data: jsonSchemaOf(definition.payload),
    },
  };
}

function streamPattern(kind: string | null): string {
  if (kind === null) return '^[a-z][a-z0-9]*(-[a-z0-9]+)*$';
  return kind === 'conflict' ? '^conflict$' : `^${kind}-[a-z0-9]+(-[a-z0-9]+)*$`;
}

function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
