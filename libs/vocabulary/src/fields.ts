import { isIso3 } from './countries';
import { declareField, declareOmittable } from './declarations';
import { isOccurred } from './occurred';
import { countSchema, isCount, QUANTITY } from './quantity.shape';
import { referencePattern, STREAM_ID_BYTES_MAX } from './references';
import { isRecord, type JsonSchema, type Shape } from './shape';
import { TEXT, textLike, textOf, textOfFormat } from './text.shape';
import { TEXT_CHARACTERS_MAX } from './text';
import { isHttpUrl, URL_CHARACTERS_MAX } from './url';

/**
 * The property may be left out, which says that the source is silent. Null is not allowed. A subclass that wants the property
 * declares it again without this one: `@IsText('Name.') declare readonly name: string`.
 */
export function MayBeOmitted(): PropertyDecorator {
  return declareOmittable();
}

/** A value of a feature's own. `schema` and `holds` MUST agree; give the schema an `x-expected` where its keywords do not say it well. */
export function IsShape(
  name: string,
  schema: JsonSchema | (() => JsonSchema),
  holds: (value: unknown) => boolean,
  description?: string,
): PropertyDecorator {
  return declareField(
    { name, schema: typeof schema === 'function' ? () => schema() : () => schema, holds },
    description,
  );
}

/** Text of 1 to `max` characters (default 4000), not all of them blank. Characters are Unicode code points. */
export function IsText(
  description?: string,
  { max = TEXT_CHARACTERS_MAX }: { readonly max?: number } = {},
): PropertyDecorator {
  return declareField(textOf(max), description);
}

/** One of a closed list of words. */
export function IsCode(values: readonly string[], description?: string): PropertyDecorator {
  const codes: ReadonlySet<unknown> = new Set(values);
  const schema = { type: 'string', enum: [...values] };
  return declareField({ name: 'Code', schema: () => schema, holds: (value) => codes.has(value) }, description);
}

/** The id of a stream of one of these kinds, which must be in the log. */
export function IsReference(kinds: string | readonly string[], description?: string): PropertyDecorator {
  return declareField(referenceTo(kinds), description);
}

/** How many, exactly or not; see `Quantity`. `unit` says of what: `drones`. */
export function IsQuantity(description?: string, { unit }: { readonly unit?: string } = {}): PropertyDecorator {
  return declareField(withUnit(QUANTITY, unit), description);
}

/** A whole number. Default: 0 or more. */
export function IsWholeNumber(
  description?: string,
  {
    min = 0,
    max = Number.MAX_SAFE_INTEGER,
    unit,
  }: { readonly min?: number; readonly max?: number; readonly unit?: string } = {},
): PropertyDecorator {
  const schema = countSchema(min, max);
  return declareField(
    withUnit({ name: 'WholeNumber', schema: () => schema, holds: (value) => isCount(value, min, max) }, unit),
    description,
  );
}

/** True or false. */
export function IsFlag(description?: string): PropertyDecorator {
  return declareField(FLAG, description);
}

/** A time or a span of time, EDTF level 1 or instants with offset; see `parseOccurred`. */
export function IsOccurred(description?: string): PropertyDecorator {
  return declareField(OCCURRED, description);
}

/** A point in WGS84 degrees, `{lon, lat}`. */
export function IsPoint(description?: string): PropertyDecorator {
  return declareField(POINT, description);
}

/** ISO 3166-1 alpha-3. */
export function IsIso3(description?: string): PropertyDecorator {
  return declareField(ISO3, description);
}

/** A BCP 47 language tag. */
export function IsLanguage(description?: string): PropertyDecorator {
  return declareField(LANGUAGE, description);
}

/** Key of an issue, kebab case. */
export function IsIssueKey(description?: string): PropertyDecorator {
  return declareField(ISSUE_KEY, description);
}

/** Names by language tag, one at least: `{"uk": "Долинська"}`. */
export function IsNames(description?: string): PropertyDecorator {
  return declareField(NAMES, description);
}

/** SHA-256 in lower-case hex. */
export function IsSha256(description?: string): PropertyDecorator {
  return declareField(SHA256, description);
}

/** An absolute http or https URL. */
export function IsUrl(description?: string): PropertyDecorator {
  return declareField(HTTP_URL, description);
}

/** A reference to a stream of one of these kinds. */
export function referenceTo(kinds: string | readonly string[]): Shape {
  const list = typeof kinds === 'string' ? [kinds] : [...kinds];
  const pattern = new RegExp(referencePattern(list));
  const expected = `the id of a stream of kind ${list.join(' or ')}, such as ${list[0]}-name: lower-case words and hyphens, at most ${STREAM_ID_BYTES_MAX} bytes`;
  return textLike('Reference', pattern, STREAM_ID_BYTES_MAX, expected, { 'x-reference': list });
}

function withUnit(shape: Shape, unit: string | undefined): Shape {
  return unit === undefined ? shape : { ...shape, schema: () => ({ ...shape.schema(), 'x-unit': unit }) };
}

const FLAG: Shape = { name: 'Flag', schema: () => ({ type: 'boolean' }), holds: (value) => typeof value === 'boolean' };

const OCCURRED: Shape = textOfFormat(
  'Occurred',
  'occurred',
  isOccurred,
  'a time in EDTF level 1, such as 2025-02-18, 2025-02-17/2025-02-18, 2014 or 2023~, or an instant with offset, such as 2025-02-18T09:00+02:00',
);

const ISO3: Shape = textOfFormat('Iso3', 'iso3', isIso3, 'a country code of ISO 3166-1 alpha-3, such as UKR');
const HTTP_URL: Shape = textOfFormat(
  'Url',
  'http-url',
  isHttpUrl,
  `an absolute URL that begins with http:// or https://, at most ${URL_CHARACTERS_MAX} characters`,
);
const LANGUAGE_TAG =
  /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$/;
const LANGUAGE: Shape = textLike('Language', LANGUAGE_TAG, 35, 'a language tag of BCP 47, such as en, uk or sr-Latn');
const ISSUE_KEY: Shape = textLike(
  'IssueKey',
  /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  120,
  'a key of lower-case words and hyphens, such as ukraine-at-the-table, at most 120 characters',
);
const SHA256: Shape = textLike('Sha256', /^[0-9a-f]{64}$/, 64, 'the 64 lower-case hex digits of a SHA-256');

const POINT_SCHEMA: JsonSchema = {
  type: 'object',
  title: 'Point',
  properties: {
    lon: {
      type: 'number',
      minimum: -180,
      maximum: 180,
      description: 'Longitude in WGS84 degrees, east positive.',
      'x-unit': 'degrees',
    },
    lat: {
      type: 'number',
      minimum: -90,
      maximum: 90,
      description: 'Latitude in WGS84 degrees, north positive.',
      'x-unit': 'degrees',
    },
  },
  required: ['lon', 'lat'],
  additionalProperties: false,
};
const POINT: Shape = {
  name: 'Point',
  schema: () => POINT_SCHEMA,
  holds: (value) =>
    isRecord(value) &&
    Object.keys(value).every((name) => name === 'lon' || name === 'lat') &&
    isWithin(value['lon'], 180) &&
    isWithin(value['lat'], 90),
};

const NAMES_SCHEMA: JsonSchema = {
  type: 'object',
  title: 'Names',
  propertyNames: LANGUAGE.schema(),
  minProperties: 1,
  additionalProperties: TEXT.schema(),
  'x-expected': 'an object of one name or more, each under its language tag, such as {"uk": "Долинська"}',
};
const NAMES: Shape = {
  name: 'Names',
  schema: () => NAMES_SCHEMA,
  holds: (value) =>
    isRecord(value) &&
    Object.keys(value).length > 0 &&
    Object.entries(value).every(([tag, name]) => LANGUAGE.holds(tag) && TEXT.holds(name)),
};

function isWithin(value: unknown, limit: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= limit;
}
