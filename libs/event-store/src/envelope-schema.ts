import { Citation, jsonSchemaOf, MODALITIES, type JsonSchema } from '@tracker/vocabulary';
import type { AnyEventType } from './event-type';
import type { SchemaVersion } from './schema-versions';

const UUID_V7 = '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$';
/** Stands in for the citation in examples. */
const EXAMPLE_CITATION = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' };

/** An event type, of the streams of a kind, or, with null, of any: a review. */
interface TypeInKind {
  readonly type: string;
  readonly definition: AnyEventType;
  readonly kind: string | null;
}

/** JSON Schema 2020-12 of a whole event in one schema version of its type; `accepted`: the one that is meant when none is stated. */
export function envelopeSchema(
  { type, definition, kind }: TypeInKind,
  { schemaVersion, payload, example }: SchemaVersion,
  accepted: number,
): JsonSchema {
  const told = definition.registration ? ['type', 'data'] : ['type', 'citation', 'data'];
  const isMeant = schemaVersion === accepted;
  const { stream, data, ...when } = example;
  const cited = definition.registration ? {} : { citation: EXAMPLE_CITATION };
  const stated = isMeant ? {} : { schemaVersion };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: type,
    description: definition.summary,
    type: 'object',
    additionalProperties: false,
    required: [...told, ...(kind === null ? ['stream'] : []), ...(isMeant ? [] : ['schemaVersion'])],
    examples: [{ type, ...stated, stream, ...when, ...cited, data }],
    properties: {
      id: ID,
      type: { const: type },
      schemaVersion: {
        const: schemaVersion,
        description: `Version of the shape of \`data\`. Left out: ${isMeant ? 'this one' : accepted}.`,
      },
      stream: streamSchema(kind),
      ...STATED,
      citation: jsonSchemaOf(Citation),
      data: jsonSchemaOf(payload),
    },
  };
}

const ID = {
  type: 'string',
  pattern: UUID_V7,
  description: 'UUIDv7, lower case: the retry key. Left out, one is given.',
};

const STATED = {
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
};

function streamSchema(kind: string | null): JsonSchema {
  return {
    type: 'string',
    maxLength: 120,
    pattern: streamPattern(kind),
    description:
      kind === null
        ? 'The stream of the event that it is about.'
        : 'What the event belongs to. Left out, a new stream is named.',
  };
}

function streamPattern(kind: string | null): string {
  if (kind === null) return '^[a-z][a-z0-9]*(-[a-z0-9]+)*$';
  return kind === 'conflict' ? '^conflict$' : `^${kind}-[a-z0-9]+(-[a-z0-9]+)*$`;
}
