/** A JSON Schema of draft 2020-12, with our annotations `x-reference`, `x-expected`, `x-unit` and `x-rule`. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** What a value may be: said as a schema for the check that runs, and as a function for class-validator. Both MUST agree. */
export interface Shape {
  readonly name: string;
  /** Called once a class, late: a nested class may be declared further down. */
  readonly schema: () => JsonSchema;
  readonly holds: (value: unknown) => boolean;
}

/** A rule over several properties of one object. A named rule is run by the keyword `x-rule`, another by its own schema. */
export interface ClassRule {
  readonly name?: string;
  readonly schema?: JsonSchema;
  readonly expected: string;
  readonly holds: (value: Readonly<Record<string, unknown>>) => boolean;
}

/** What JSON calls an object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
