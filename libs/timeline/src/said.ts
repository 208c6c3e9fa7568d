import { Citation, jsonSchemaOf, type JsonSchema } from '@tracker/vocabulary';

/** What a value says in words, and the streams it refers to; each once. */
export interface Said {
  readonly texts: ReadonlySet<string>;
  readonly streams: ReadonlySet<string>;
}

/** Finds in a value of one declared shape what it says. */
export type Sayings = (value: unknown) => Said;

type PayloadType = Parameters<typeof jsonSchemaOf>[0];
/** Null where the shape has neither words nor references: it need not be looked at. */
type Reader = ((value: unknown, said: MutableSaid) => void) | null;
type MutableSaid = { readonly texts: Set<string>; readonly streams: Set<string> };

/**
 * Reads off a payload's declaration where its words and references stand: texts and names are words; codes, keys, times and
 * addresses are not.
 */
export function sayingsOf(payload: PayloadType): Sayings {
  const read = readerOf(jsonSchemaOf(payload));
  return (value) => {
    const said: MutableSaid = { texts: new Set(), streams: new Set() };
    read?.(value, said);
    return said;
  };
}

/** What the recorder and the report say in a citation: its note, and the words of its passages. */
export const sayingsOfCitation = sayingsOf(Citation);

function readerOf(schema: JsonSchema): Reader {
  if (schema['x-reference'] !== undefined) return (value, { streams }) => addText(value, streams);
  // The vocabulary's texts alone take anything that is not blank; every other string has a form of its own.
  if (schema['type'] === 'string' && schema['pattern'] === '\\S') return (value, { texts }) => addText(value, texts);
  const members = ['anyOf', 'oneOf', 'allOf'].flatMap((keyword) => (schema[keyword] ?? []) as readonly JsonSchema[]);
  return allOf([itemsReader(schema), propertiesReader(schema), namesReader(schema), ...members.map(readerOf)]);
}

function itemsReader({ items }: JsonSchema): Reader {
  const read = isSchema(items) ? readerOf(items) : null;
  return read && ((value, said) => (Array.isArray(value) ? value.forEach((item) => read(item, said)) : undefined));
}

function propertiesReader({ properties }: JsonSchema): Reader {
  const readers = Object.entries((properties ?? {}) as Readonly<Record<string, JsonSchema>>).flatMap(
    ([name, schema]) => {
      const read = readerOf(schema);
      return read ? [[name, read] as const] : [];
    },
  );
  if (readers.length === 0) return null;
  return (value, said) => {
    if (!isObject(value)) return;
    for (const [name, read] of readers) if (value[name] !== undefined) read(value[name], said);
  };
}

/** An object whose properties are named by what they hold, such as names by language. */
function namesReader({ additionalProperties }: JsonSchema): Reader {
  const read = isSchema(additionalProperties) ? readerOf(additionalProperties) : null;
  return (
    read && ((value, said) => (isObject(value) ? Object.values(value).forEach((item) => read(item, said)) : undefined))
  );
}

function allOf(readers: readonly Reader[]): Reader {
  const [first, ...others] = readers.filter((read) => read !== null);
  if (!first || others.length === 0) return first ?? null;
  return (value, said) => [first, ...others].forEach((read) => read(value, said));
}

function addText(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') found.add(value);
}

function isSchema(value: unknown): value is JsonSchema {
  return isObject(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
