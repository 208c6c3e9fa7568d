import {
  addVocabularyTo,
  describeFaults,
  isStreamId,
  kindOf,
  type Citation,
  type JsonSchema,
  type Modality,
} from '@tracker/vocabulary';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { envelopeSchema } from './envelope-schema';
import {
  EventTypeNotAcceptedError,
  InvalidEventError,
  SchemaVersionNotAcceptedError,
  UnknownSchemaVersionError,
  UnknownEventTypeError,
  UnknownStreamKindError,
  UnreadableEventError,
  WrongStreamKindError,
} from './event-store.errors';
import type { AnyEventType, EventTypes, RecordedEvent, StreamKind } from './event-type';
import type { LogRow } from './log-row';
import { isReview, reviewTypes } from './review.events';
import { SchemaVersions } from './schema-versions';

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
  /** The version its data is written in. */
  readonly schemaVersion: number;
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
  readonly versions: SchemaVersions;
  /** JSON Schema 2020-12 of the whole envelope in each schema version: version n is at n - 1. */
  readonly schemas: readonly JsonSchema[];
  /** The one of the version that is meant when none is stated. */
  readonly schema: JsonSchema;
}

/**
 * Every event type there is, registered once. The class-validator classes are the one declaration of a shape; the check that
 * runs is compiled from them here, once (about 75 times as fast, and a property test shows that both give one verdict).
 */
export class Catalogue {
  private readonly entries = new Map<string, CatalogueEntry>();
  /** One for each schema version, in the order of the schemas. */
  private readonly checks = new Map<string, readonly ValidateFunction[]>();
  private readonly kinds = new Map<string, StreamKind>();
  private references: string[] = [];

  /** Throws when a kind or a type is declared twice, or a schema version of a type is missing. */
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
      const versions = new SchemaVersions(type, definition);
      const schemas = versions.all.map((version) =>
        envelopeSchema({ type, definition, kind }, version, versions.accepted),
      );
      const schema = schemas[versions.accepted - 1]!;
      this.entries.set(type, { type, definition, kind, versions, schemas, schema });
      this.checks.set(
        type,
        schemas.map((of) => ajv.compile(withVersionGiven(of))),
      );
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

  /**
   * Checks an envelope on its way in, in the schema version that it states, else in the one it was recorded under elsewhere, else
   * in the newest accepted. Throws an error that names every fault with its place and how to mend it.
   */
  check(value: unknown, recordedUnder?: number): CheckedEnvelope {
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
    refuseTwoVersions(entry.type, envelope.schemaVersion, recordedUnder);
    const stated = envelope.schemaVersion ?? recordedUnder;
    const schemaVersion = stated ?? entry.versions.accepted;
    refuseOtherVersions(entry, schemaVersion);
    const checks = this.checks.get(entry.type)!;
    const check = checks[schemaVersion - 1]!;
    this.references = [];
    if (!check(envelope)) {
      const faults = describeFaults(check.errors ?? [], envelope);
      const before = stated === undefined ? checks.slice(0, schemaVersion - 1) : [];
      const fits = before.findLastIndex((former) => former(envelope)) + 1;
      throw new InvalidEventError(entry.type, faults, fits === 0 ? undefined : fits);
    }
    const mentions = isReview(entry.type) ? this.streamsIn(envelope.data) : [];
    return { entry, envelope, schemaVersion, references: this.references, mentions };
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
    const event = {
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
      // There for reviews to fill in copies: a member added to a copy costs V8 more than reading the event did.
      preferred: undefined,
      written: undefined,
    };
    return entry.versions.read(event, row.schema_version);
  }
}

/** An exported record says its version beside its body, so that the body may leave it out. */
function withVersionGiven(schema: JsonSchema): JsonSchema {
  const required = schema['required'] as readonly string[];
  return { ...schema, required: required.filter((name) => name !== 'schemaVersion') };
}

function refuseTwoVersions(type: string, stated: number | undefined, recordedUnder: number | undefined): void {
  if (stated === undefined || recordedUnder === undefined || stated === recordedUnder) return;
  const detail = `found ${JSON.stringify(stated)}, expected ${recordedUnder}, under which it was recorded`;
  throw new InvalidEventError(type, [{ pointer: '/schemaVersion', code: 'event.invalid', detail }]);
}

function refuseOtherVersions({ type, versions }: CatalogueEntry, asked: unknown): void {
  const { all, accepted } = versions;
  if (asked === accepted) return;
  if (!all.some(({ schemaVersion }) => schemaVersion === asked))
    throw new UnknownSchemaVersionError(type, asked, accepted);
  if ((asked as number) > accepted) throw new SchemaVersionNotAcceptedError(type, asked as number, accepted);
}

function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
