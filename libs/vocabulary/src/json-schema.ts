import { fieldsOf, type PayloadType } from './declarations';
import { BrokenDeclarationError } from './broken-declaration.error';
import type { JsonSchema } from './shape';

const schemas = new WeakMap<PayloadType, JsonSchema>();
const underway = new Set<PayloadType>();

/**
 * The JSON Schema of a class whose properties carry the field decorators, inherited ones included; nested classes stand inline.
 * Made once a class and never changed: copy it before adding to it.
 */
export function jsonSchemaOf(type: PayloadType): JsonSchema {
  const known = schemas.get(type);
  if (known) return known;
  if (underway.has(type)) {
    throw new BrokenDeclarationError(
      `${type.name} contains itself. Schemas stand inline, so a payload cannot nest without end.`,
    );
  }
  underway.add(type);
  try {
    const schema = schemaOfClass(type);
    schemas.set(type, schema);
    return schema;
  } finally {
    underway.delete(type);
  }
}

function schemaOfClass(type: PayloadType): JsonSchema {
  const { fields, rules, description } = fieldsOf(type);
  const entries = [...fields.values()];
  const required = entries.filter((field) => !field.omittable).map((field) => field.property);
  const parts = rules.flatMap((rule) => (rule.schema === undefined ? [] : [rule.schema]));
  const named = rules.flatMap((rule) => (rule.name === undefined ? [] : [rule.name]));
  return {
    title: type.name,
    ...(description === undefined ? {} : { description }),
    type: 'object',
    properties: Object.fromEntries(
      entries.map((field) => [
        field.property,
        { ...field.shape.schema(), ...(field.description === undefined ? {} : { description: field.description }) },
      ]),
    ),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
    ...(parts.length === 0 ? {} : { allOf: parts }),
    ...(named.length === 0 ? {} : { 'x-rule': named }),
  };
}
