import { Ajv2020 } from 'ajv/dist/2020';
import type { DataValidationCxt } from 'ajv/dist/types';
import { isIso3 } from './countries';
import { isOccurred } from './occurred';
import { ruleNamed } from './rules';
import type { JsonSchema } from './shape';
import { isHttpUrl } from './url';

/** Called for each reference met while a value is checked: also in values that are then refused, and maybe twice in a union. */
export type OnReference = (streamId: string, pointer: string) => void;

type Check = (value: unknown, context?: DataValidationCxt) => boolean;

/** Options with which an Ajv compiles our schemas in strict mode and gives the errors that `describeFaults` reads. */
export const AJV_OPTIONS = { strict: true, allErrors: true, verbose: true } as const;

/**
 * Teaches an Ajv (draft 2020-12) the formats and keywords of the schemas that `jsonSchemaOf` makes. Call it before the first
 * compilation. Members of `anyOf` and `oneOf` then MUST be complete in themselves, without `$ref` to what is around them.
 */
export function addVocabularyTo(ajv: Ajv2020, { onReference }: { readonly onReference?: OnReference } = {}): void {
  // A member stands in a schema that the given Ajv has held against the schema of schemas already.
  const members = new Ajv2020({ strict: true, strictTypes: false, validateSchema: false });
  for (const one of [members, ajv]) {
    addFormats(one);
    addReferences(one, onReference);
    addRules(one);
    addUnions(one, members);
  }
}

function addFormats(ajv: Ajv2020): void {
  ajv.addFormat('occurred', { type: 'string', validate: isOccurred });
  ajv.addFormat('iso3', { type: 'string', validate: isIso3 });
  ajv.addFormat('http-url', { type: 'string', validate: isHttpUrl });
  ajv.addKeyword({ keyword: 'x-expected', schemaType: 'string' });
  ajv.addKeyword({ keyword: 'x-unit', schemaType: 'string' });
}

function addReferences(ajv: Ajv2020, onReference: OnReference | undefined): void {
  if (!onReference) {
    ajv.addKeyword({ keyword: 'x-reference', schemaType: 'array' });
    return;
  }
  ajv.addKeyword({
    keyword: 'x-reference',
    type: 'string',
    schemaType: 'array',
    errors: false,
    compile: () => (streamId: string, context?: DataValidationCxt) => {
      onReference(streamId, context?.instancePath ?? '');
      return true;
    },
  });
}

function addRules(ajv: Ajv2020): void {
  ajv.addKeyword({
    keyword: 'x-rule',
    type: 'object',
    schemaType: 'array',
    errors: false,
    compile: (names: readonly string[]) => {
      const rules = names.map(ruleNamed);
      return (value: Readonly<Record<string, unknown>>) => rules.every((rule) => rule.holds(value));
    },
  });
}

/**
 * Compiles each member of a union as a function of its own, once for all schemas in which it stands. Ajv would copy it into
 * every one of them: a payload with four tolls became a function of 1.6 MB, too long for V8 to optimise, and took 0.5 s to
 * compile. The errors of members are not kept; `describeFaults` asks for them where it tells a fault.
 */
function addUnions(ajv: Ajv2020, members: Ajv2020): void {
  // The schema of schemas has unions with `$ref`: it has to be compiled by the keywords it was written for.
  if (ajv.opts.validateSchema !== false) void ajv.validateSchema({});
  const checksOf = (schemas: readonly JsonSchema[]): readonly Check[] =>
    schemas.map((schema) => members.compile(schema));
  for (const keyword of ['anyOf', 'oneOf']) ajv.removeKeyword(keyword);
  ajv.addKeyword({
    keyword: 'anyOf',
    schemaType: 'array',
    errors: false,
    compile: (schemas: readonly JsonSchema[]): Check => {
      const checks = checksOf(schemas);
      return (value, context) => checks.some((check) => check(value, context));
    },
  });
  ajv.addKeyword({
    keyword: 'oneOf',
    schemaType: 'array',
    errors: false,
    compile: (schemas: readonly JsonSchema[]): Check => {
      const checks = checksOf(schemas);
      return (value, context) => checks.filter((check) => check(value, context)).length === 1;
    },
  });
}
