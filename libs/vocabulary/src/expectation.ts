import type { JsonSchema } from './shape';

/** Says in words what a schema takes, to complete "expected ...". A schema that cannot say it well carries `x-expected`. */
export function expectationOf(schema: JsonSchema): string {
  const own = schema['x-expected'];
  if (typeof own === 'string') return own;
  if (Array.isArray(schema['enum'])) return `one of ${(schema['enum'] as readonly unknown[]).map(String).join(', ')}`;
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  switch (schema['type']) {
    case 'string':
      return `text of ${range(schema['minLength'], schema['maxLength'])} characters`;
    case 'integer':
      return `a whole number${bounds(schema['minimum'], schema['maximum'])}`;
    case 'number':
      return `a number${bounds(schema['minimum'], schema['maximum'])}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return listExpectation(schema);
    case 'object':
      return objectExpectation(schema);
    default:
      return 'another value';
  }
}

function listExpectation(schema: JsonSchema): string {
  const items = schema['items'];
  const each = typeof items === 'object' && items !== null ? `, each ${expectationOf(items as JsonSchema)}` : '';
  const distinct = schema['uniqueItems'] === true ? 'different ' : '';
  return `a list of ${range(schema['minItems'], schema['maxItems'])} ${distinct}items${each}`;
}

function objectExpectation(schema: JsonSchema): string {
  const properties = Object.keys((schema['properties'] as object | undefined) ?? {});
  const required = new Set((schema['required'] as readonly string[] | undefined) ?? []);
  if (properties.length === 0) return 'an object';
  return `an object {${properties.map((name) => (required.has(name) ? name : `${name}?`)).join(', ')}}`;
}

function range(min: unknown, max: unknown): string {
  const from = typeof min === 'number' ? min : 0;
  if (typeof max !== 'number') return `${from} or more`;
  return from === max ? `${from}` : `${from} to ${max}`;
}

function bounds(min: unknown, max: unknown): string {
  const safe = typeof max === 'number' && max < Number.MAX_SAFE_INTEGER;
  if (typeof min === 'number') return safe ? ` from ${min} to ${max}` : ` of ${min} or more`;
  return safe ? ` of at most ${max}` : '';
}
