import { declareField, isValidAs, type PayloadType } from './declarations';
import { expectationOf } from './expectation';
import { referenceTo } from './fields';
import { jsonSchemaOf } from './json-schema';
import type { JsonSchema, Shape } from './shape';
import { TEXT } from './text.shape';

/** How many items a list takes. Default: 0 to 1000. An empty list says that there is none. */
export interface ListLimits {
  readonly min?: number;
  readonly max?: number;
}
const ITEMS_MAX = 1000;

/** A list of ids of streams of these kinds, each at most once. */
export function IsReferenceList(
  kinds: string | readonly string[],
  description?: string,
  limits?: ListLimits,
): PropertyDecorator {
  return declareField(listOf(referenceTo(kinds), limits, { uniqueItems: true }), description);
}

/** A list of texts of 1 to 4000 characters. */
export function IsTextList(description?: string, limits?: ListLimits): PropertyDecorator {
  return declareField(listOf(TEXT, limits), description);
}

/** An object of that class. The class is given by a function, so that it may be declared further down. */
export function IsPart(type: () => PayloadType, description?: string): PropertyDecorator {
  return declareField(partOf(type), description);
}

/** A list of objects of that class. */
export function IsPartList(type: () => PayloadType, description?: string, limits?: ListLimits): PropertyDecorator {
  return declareField(listOf(partOf(type), limits), description);
}

/** An object of exactly one of the classes. */
export function IsEither(types: () => readonly PayloadType[], description?: string): PropertyDecorator {
  return declareField(eitherOf(types), description);
}

/** A list of objects, each of exactly one of the classes. */
export function IsEitherList(
  types: () => readonly PayloadType[],
  description?: string,
  limits?: ListLimits,
): PropertyDecorator {
  return declareField(listOf(eitherOf(types), limits), description);
}

function partOf(type: () => PayloadType): Shape {
  return { name: 'Part', schema: () => jsonSchemaOf(type()), holds: (value) => isValidAs(type(), value) };
}

function eitherOf(types: () => readonly PayloadType[]): Shape {
  return {
    name: 'Either',
    schema: () => {
      const members = types().map(jsonSchemaOf);
      // The check stops at the first member of anyOf that fits, but has to try every member of oneOf.
      const keyword = areApart(members) ? 'anyOf' : 'oneOf';
      return { [keyword]: members, 'x-expected': `exactly one of ${members.map(expectationOf).join(' or ')}` };
    },
    holds: (value) => types().filter((type) => isValidAs(type, value)).length === 1,
  };
}

/** Whether no value can be valid as two of them: of any two, one requires a property that the other does not know. */
function areApart(members: readonly JsonSchema[]): boolean {
  return members.every((one, index) =>
    members.slice(index + 1).every((other) => requiresUnknown(one, other) || requiresUnknown(other, one)),
  );
}

function requiresUnknown(one: JsonSchema, other: JsonSchema): boolean {
  const required = (one['required'] as readonly string[] | undefined) ?? [];
  return required.some((property) => !Object.hasOwn(other['properties'] as object, property));
}

function listOf(item: Shape, { min = 0, max = ITEMS_MAX }: ListLimits = {}, { uniqueItems = false } = {}): Shape {
  return {
    name: `${item.name}List`,
    schema: (): JsonSchema => ({
      type: 'array',
      ...(min === 0 ? {} : { minItems: min }),
      maxItems: max,
      ...(uniqueItems ? { uniqueItems } : {}),
      items: item.schema(),
    }),
    holds: (value) =>
      Array.isArray(value) &&
      value.length >= min &&
      value.length <= max &&
      value.every(item.holds) &&
      (!uniqueItems || new Set(value).size === value.length),
  };
}
