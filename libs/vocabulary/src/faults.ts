import { Ajv2020, type ErrorObject } from 'ajv/dist/2020';
import { addVocabularyTo, AJV_OPTIONS } from './ajv-vocabulary';
import { expectationOf } from './expectation';
import { excerptOf, nearestName } from './excerpt';
import { whyNotOccurred } from './occurred';
import { ruleNamed, type NamedRule } from './rules';
import { isRecord, type JsonSchema } from './shape';

/** One thing wrong with a value: where (RFC 6901 JSON Pointer into it), and how to mend it. `code` is stable. */
export interface ValueFault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

const CODES: Readonly<Record<string, string>> = {
  type: 'field.wrong_type',
  enum: 'field.not_a_code',
  const: 'field.not_a_code',
  minimum: 'field.out_of_range',
  maximum: 'field.out_of_range',
  minLength: 'field.out_of_range',
  maxLength: 'field.out_of_range',
  minItems: 'field.out_of_range',
  maxItems: 'field.out_of_range',
  minProperties: 'field.out_of_range',
  uniqueItems: 'field.repeated',
  pattern: 'field.malformed',
  format: 'field.malformed',
  anyOf: 'field.no_match',
  oneOf: 'field.no_match',
  'x-rule': 'field.contradicts',
};
const FAULTS_MAX = 50;
const ERRORS_TOLD_MAX = 200;
/** A union tells what its nearest member lacks, if that is no more than this. */
const NEAREST_ERRORS_MAX = 3;

/**
 * What Ajv found, in words for the person who sent `value`: one fault for each place, a union or a quantity being one place.
 * The Ajv MUST have been made with `allErrors` and `verbose` (see `AJV_OPTIONS`). At most 50 faults; the last then counts the rest.
 */
export function describeFaults(
  errors: readonly ErrorObject[] | null | undefined,
  value: unknown,
): readonly ValueFault[] {
  // `propertyNames` has an error of its own for the key that those of the key's schema are about.
  const found = (errors ?? []).filter((error) => error.propertyName === undefined);
  const faults = new Map<string, ValueFault>();
  // One place rarely has more than two errors; of a value with thousands, the rest is only counted.
  const told = found.slice(0, ERRORS_TOLD_MAX);
  for (const error of told) {
    const fault = faultOf(error, value);
    const key = `${fault.pointer} ${fault.detail}`;
    if (!faults.has(key)) faults.set(key, fault);
  }
  const all = [...faults.values()];
  const untold = all.length + found.length - told.length - FAULTS_MAX;
  if (untold <= 0) return all;
  const more = { pointer: '', code: 'faults.more', detail: `${untold + 1} more are not listed. Mend these first` };
  return [...all.slice(0, FAULTS_MAX - 1), more];
}

function faultOf(error: ErrorObject, value: unknown): ValueFault {
  switch (error.keyword) {
    case 'required':
      return missing(error);
    case 'additionalProperties':
      return unknown(error);
    case 'propertyNames':
      return wrongKey(error);
    case 'format':
      return wrongFormat(error, value);
    default: {
      const found = valueAt(value, error.instancePath);
      return invalid(error, found, nearest(error, found, value));
    }
  }
}

function invalid(error: ErrorObject, found: unknown, more = ''): ValueFault {
  const detail = said(found, expectedBy(error), describedBy(error)) + hint(found, error) + more;
  return { pointer: error.instancePath, code: CODES[error.keyword] ?? 'field.invalid', detail };
}

function wrongFormat(error: ErrorObject, value: unknown): ValueFault {
  const found = valueAt(value, error.instancePath);
  const why = error.params['format'] === 'occurred' && found !== '' ? whyNotOccurred(String(found)) : undefined;
  if (!why) return invalid(error, found);
  return { pointer: error.instancePath, code: why.code, detail: `found ${excerptOf(found)}. ${why.detail}` };
}

function wrongKey(error: ErrorObject): ValueFault {
  const name = String(error.params['propertyName']);
  const expected = expectationOf((error.schema as JsonSchema | undefined) ?? {});
  return {
    pointer: below(error.instancePath, name),
    code: 'field.malformed',
    detail: `found the key ${excerptOf(name)}, expected ${expected}`,
  };
}

function missing(error: ErrorObject): ValueFault {
  const name = String(error.params['missingProperty']);
  const schema = propertyOf(error.parentSchema, name);
  const expected = schema === undefined ? 'a value' : expectationOf(schema);
  return {
    pointer: below(error.instancePath, name),
    code: 'field.missing',
    detail: said(undefined, expected, schema?.['description']),
  };
}

function unknown(error: ErrorObject): ValueFault {
  const name = String(error.params['additionalProperty']);
  const names = Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {});
  const near = nearestName(name, names);
  const mend = near === undefined ? `There are ${names.join(', ')}` : `Did you mean ${near}?`;
  return {
    pointer: below(error.instancePath, name),
    code: 'field.unknown',
    detail: `there is no property ${excerptOf(name)} here. ${mend}`,
  };
}

function said(found: unknown, expected: string, description: unknown): string {
  const what = found === undefined ? 'it is missing' : `found ${excerptOf(found)}`;
  return `${what}, expected ${expected}${typeof description === 'string' ? ` (${description.replace(/\.$/, '')})` : ''}`;
}

function expectedBy(error: ErrorObject): string {
  if (error.keyword === 'x-rule') return brokenRule(error)?.expected ?? 'properties that fit together';
  if (error.parentSchema) return expectationOf(error.parentSchema as JsonSchema);
  return `a value that ${error.message ?? 'fits'}`;
}

function brokenRule(error: ErrorObject): NamedRule | undefined {
  const value: unknown = error.data;
  if (!Array.isArray(error.schema) || !isRecord(value)) return undefined;
  return error.schema.map((name) => ruleNamed(String(name))).find((rule) => !rule.holds(value));
}

function describedBy(error: ErrorObject): unknown {
  return error.keyword === 'x-rule' ? undefined : error.parentSchema?.['description'];
}

function hint(found: unknown, error: ErrorObject): string {
  if (found === null || found === '') return '. Leave the field out where the source is silent';
  const quoted = typeof found === 'string' && /^\d{1,15}$/.test(found) && /\bnumber\b/.test(expectedBy(error));
  return quoted ? `. Write the number without quotation marks: ${Number(found)}` : '';
}

/** What the member of a union that fits best lacks. Members of another type, or of another constant, are no candidates. */
function nearest(error: ErrorObject, found: unknown, value: unknown): string {
  const schemas: unknown = error.keyword === 'anyOf' || error.keyword === 'oneOf' ? error.schema : undefined;
  if (!isRecord(found) || !Array.isArray(schemas)) return '';
  const members = (schemas as readonly JsonSchema[]).map((schema) => ({
    title: schema['title'],
    errors: errorsOf(schema, found, error.instancePath),
  }));
  const candidates = members.filter(({ errors }) => !errors.some((one) => excludes(one, error.instancePath)));
  const [best] = candidates.sort((a, b) => a.errors.length - b.errors.length);
  if (!best || typeof best.title !== 'string' || best.errors.length > NEAREST_ERRORS_MAX) return '';
  const lacks = best.errors.map((lack) => {
    const fault = faultOf(lack, value);
    const place = fault.pointer.slice(error.instancePath.length);
    return place === '' ? fault.detail : `${place}: ${fault.detail}`;
  });
  return lacks.length === 0 ? '. It fits more than one of them' : `. Taken for ${best.title}, ${lacks.join('; ')}`;
}

function excludes(error: ErrorObject, place: string): boolean {
  return error.keyword === 'const' || (error.keyword === 'type' && error.instancePath === place);
}

let members: Ajv2020 | undefined;

/** Errors of a value that stands at `pointer`, against one member of a union. */
function errorsOf(schema: JsonSchema, value: unknown, pointer: string): readonly ErrorObject[] {
  if (!members) {
    members = new Ajv2020({ ...AJV_OPTIONS, strictTypes: false });
    addVocabularyTo(members);
  }
  // Ajv keeps what it has compiled by the identity of the schema.
  const check = members.compile(schema);
  const holder = { value };
  void check(value, {
    instancePath: pointer,
    parentData: holder,
    parentDataProperty: 'value',
    rootData: holder,
    dynamicAnchors: {},
  });
  return check.errors ?? [];
}

function propertyOf(schema: unknown, name: string): JsonSchema | undefined {
  const properties = isRecord(schema) ? schema['properties'] : undefined;
  const property = isRecord(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  return isRecord(property) ? property : undefined;
}

function below(pointer: string, name: string): string {
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function valueAt(value: unknown, pointer: string): unknown {
  let at = value;
  for (const step of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[step.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return at;
}
