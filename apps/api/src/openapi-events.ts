import type { Catalogue } from '@tracker/event-store';
import type { JsonSchema } from '@tracker/vocabulary';

type Components = Record<string, JsonSchema>;

/** Keywords whose values are data, not schemas. */
const DATA_KEYWORDS: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'example', 'examples', 'required']);
/** What a place says of the value that stands there; the same shape stands in many places. */
const PLACE_KEYWORDS = ['description', 'x-unit'];

/**
 * The schemas of all events, from the catalogue: one for each type by its name, `Event` for any of them, told apart by `type`,
 * and the shapes that several share (Citation, Quantity, ...) once.
 */
export function eventComponents(catalogue: Catalogue): Readonly<Components> {
  const entries = catalogue.types();
  const types = entries.map(({ type }) => type);
  const shapes: Components = {};
  const events = entries.map(({ type, schema }) => {
    const { $schema: _, ...envelope } = schema;
    return [type, withShapesApart(envelope, shapes, new Set(types), true)] as const;
  });
  return {
    Event: {
      description:
        'Any event; `type` tells which. In the newest schema version of each; former ones: GET /v1/event-types/{type}?schemaVersion=.',
      oneOf: types.map((type) => ({ $ref: refTo(type) })),
      discriminator: { propertyName: 'type', mapping: Object.fromEntries(types.map((type) => [type, refTo(type)])) },
    },
    ...Object.fromEntries(events),
    ...shapes,
  };
}

/** A schema in which every titled shape is a reference to one in `shapes`, added there when it is first met. */
function withShapesApart(
  schema: JsonSchema,
  shapes: Components,
  taken: ReadonlySet<string>,
  whole = false,
): JsonSchema {
  const walked = Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [
      keyword,
      DATA_KEYWORDS.has(keyword) ? value : walk(value, shapes, taken),
    ]),
  );
  const { title } = walked;
  const isShape = !whole && typeof title === 'string' && /^[A-Z]/.test(title) && !taken.has(title);
  if (!isShape) return walked;
  const ofPlace = Object.entries(walked).filter(([keyword]) => PLACE_KEYWORDS.includes(keyword));
  const shape = Object.fromEntries(Object.entries(walked).filter(([keyword]) => !PLACE_KEYWORDS.includes(keyword)));
  const known = (shapes[title] ??= shape);
  // Two features may have a word for two shapes: then the second stays where it is.
  return JSON.stringify(known) === JSON.stringify(shape)
    ? { $ref: refTo(title), ...Object.fromEntries(ofPlace) }
    : walked;
}

function walk(value: unknown, shapes: Components, taken: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => walk(item, shapes, taken));
  if (typeof value !== 'object' || value === null) return value;
  return withShapesApart(value as JsonSchema, shapes, taken);
}

function refTo(component: string): string {
  return `#/components/schemas/${component}`;
}
