import type { JsonSchema } from '@tracker/vocabulary';
import fc from 'fast-check';

/*
 * Random payloads from the declarations themselves, so that a new event type, or a new field of one, is in every history from the
 * day it is declared. References stand as `@kind:number` until it is known which streams there are (see RandomLog).
 */

const TEXTS = ['talks', 'Зеленський', 'a "b" {c} \\d', 'embassy staff'];
const TIMES = ['2025-02-18', '2025-02-17/2025-02-18', '2025-02', '2014', '2023~', '/2025-02-19', '2025-02-19/..'];
const INSTANTS = ['2025-02-18T09:00+02:00', '2025-02-17T19:00+02:00/2025-02-18T09:00+02:00'];

/** Values of formats and patterns that no length tells. */
const WORDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^occurred$/, [...TIMES, ...INSTANTS]],
  [/^iso3$/, ['UKR', 'RUS', 'SAU']],
  [/^http-url$/, ['https://example.org/report']],
  [/^\^\[0-9a-f\]\{64\}\$$/, ['bb29be1b343682f3c02137ef0e0d4a51c6dcdbbd40973cc63e88a2305b1ebce8']],
  [/^\^\[A-F\]\[1-6\]\$$/, ['A1', 'B2', 'B2', 'C3', 'F6']],
  [/^\^\[a-z\]\{2,3\}/, ['en', 'uk']],
  [/^\^\[a-z0-9\]\+/, ['lasting-peace', 'embassies']],
  [/currency|\[A-Z\]\{3\}/, ['USD', 'EUR']],
];

/** Values of a shape. Throws on a shape that it does not know, so that a new one is not left out unseen. */
export function arbitraryOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema['const']);
  if ('enum' in schema) return fc.constantFrom(...(schema['enum'] as readonly unknown[]));
  const choices = (schema['anyOf'] ?? schema['oneOf']) as readonly JsonSchema[] | undefined;
  if (choices && schema['properties'] === undefined) return fc.oneof(...choices.map(arbitraryOf));
  switch (schema['type']) {
    case 'object':
      return objectOf(schema);
    case 'array':
      return listOf(schema);
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'string':
      return textOf(schema);
    default:
      throw new Error(`No values are known of ${JSON.stringify(schema)}`);
  }
}

function objectOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  const additional = schema['additionalProperties'];
  if (properties.length === 0 && typeof additional === 'object' && additional !== null) {
    const key = arbitraryOf(schema['propertyNames'] as JsonSchema) as fc.Arbitrary<string>;
    return fc.dictionary(key, arbitraryOf(additional as JsonSchema), { minKeys: 1, maxKeys: 2 });
  }
  const shapes = Object.fromEntries(properties.map(([name, property]) => [name, arbitraryOf(property)]));
  return fc.record(shapes, { requiredKeys: (schema['required'] ?? []) as string[] });
}

function listOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const length = { minLength: (schema['minItems'] as number | undefined) ?? 0, maxLength: 3 };
  const items = arbitraryOf(schema['items'] as JsonSchema);
  return schema['uniqueItems'] === true
    ? fc.uniqueArray(items, { ...length, selector: (item) => JSON.stringify(item) })
    : fc.array(items, length);
}

/** Small numbers, so that parts and wholes, and counts of several sources, meet. */
function numberOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const least = (schema['minimum'] as number | undefined) ?? 0;
  const most = Math.min((schema['maximum'] as number | undefined) ?? 200, 200);
  return fc.integer({ min: Math.max(least, -200), max: most });
}

function textOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const kinds = schema['x-reference'] as readonly string[] | undefined;
  if (kinds) return fc.tuple(fc.constantFrom(...kinds), fc.nat(99)).map(([kind, number]) => `@${kind}:${number}`);
  const told = [schema['format'], schema['pattern']].filter((word) => typeof word === 'string');
  const words = WORDS.find(([pattern]) => told.some((word) => pattern.test(word)))?.[1];
  if (words) return fc.constantFrom(...words);
  if (schema['pattern'] === undefined || schema['pattern'] === '\\S') return fc.constantFrom(...TEXTS);
  throw new Error(`No values are known of ${JSON.stringify(schema)}`);
}
