import { QUALIFIERS, type Qualifier, type Quantity } from './quantity';
import { nameRule } from './rules';
import { isRecord, type JsonSchema, type Shape } from './shape';
import { TEXT } from './text.shape';

type Member = 'best' | 'min' | 'max' | 'of';
interface Variant {
  readonly wants: readonly Member[];
  readonly allows: readonly Member[];
}

const VARIANTS: Readonly<Record<Qualifier, Variant>> = {
  exact: { wants: ['best'], allows: [] },
  about: { wants: ['best'], allows: [] },
  atLeast: { wants: ['min'], allows: [] },
  atMost: { wants: ['max'], allows: [] },
  range: { wants: ['min', 'max'], allows: ['best'] },
  most: { wants: ['of'], allows: [] },
  some: { wants: [], allows: ['of'] },
  none: { wants: [], allows: [] },
  unknown: { wants: [], allows: [] },
};
/** More than half of nothing, or some of nothing, is nothing: then the qualifier is `none`. */
const WHOLE_MIN = 1;

const rangeInOrder = nameRule('range_in_order', 'min <= max, and best between them', ({ min, max, best }) => {
  if (typeof min !== 'number' || typeof max !== 'number') return true;
  return min <= max && (typeof best !== 'number' || (min <= best && best <= max));
});

/** A whole number that every JSON reader keeps exactly. */
export function countSchema(min: number, max = Number.MAX_SAFE_INTEGER): JsonSchema {
  return { type: 'integer', minimum: min, maximum: max };
}

/** Whether the value is a whole number within the bounds, and a safe one. */
export function isCount(value: unknown, min: number, max = Number.MAX_SAFE_INTEGER): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

/** Whether the value is a quantity. */
export function isQuantity(value: unknown): value is Quantity {
  if (!isRecord(value)) return isCount(value, 0);
  const { qualifier } = value;
  if (typeof qualifier !== 'string' || !Object.hasOwn(VARIANTS, qualifier)) return false;
  const { wants, allows } = VARIANTS[qualifier as Qualifier];
  const numbers: readonly string[] = [...wants, ...allows];
  const known = Object.keys(value).every((name) => name === 'qualifier' || name === 'words' || numbers.includes(name));
  const given = numbers.every((name) => {
    const optional = !(wants as readonly string[]).includes(name);
    return (optional && value[name] === undefined) || isCount(value[name], name === 'of' ? WHOLE_MIN : 0);
  });
  const worded = value['words'] === undefined || TEXT.holds(value['words']);
  return known && given && worded && (qualifier !== 'range' || rangeInOrder.holds(value));
}

function variantSchema(qualifier: Qualifier): JsonSchema {
  const { wants, allows } = VARIANTS[qualifier];
  const numbers = [...wants, ...allows].map((name) => [name, countSchema(name === 'of' ? WHOLE_MIN : 0)] as const);
  return {
    title: qualifier,
    type: 'object',
    properties: { qualifier: { const: qualifier }, ...Object.fromEntries(numbers), words: TEXT.schema() },
    required: ['qualifier', ...wants],
    additionalProperties: false,
    ...(qualifier === 'range' ? { 'x-rule': [rangeInOrder.name] } : {}),
  };
}

function sayVariant(qualifier: Qualifier): string {
  const { wants, allows } = VARIANTS[qualifier];
  const members = [...wants, ...allows.map((name) => `${name}?`)];
  return members.length === 0 ? qualifier : `${qualifier} {${members.join(', ')}}`;
}

const SCHEMA: JsonSchema = {
  title: 'Quantity',
  'x-expected': `a whole number of 0 or more, or an object with a qualifier: ${QUALIFIERS.map(sayVariant).join(', ')}`,
  // The bare number first: it is by far the most frequent, and the check stops at the first that fits.
  anyOf: [countSchema(0), ...QUALIFIERS.map(variantSchema)],
};

/** How many: a whole number, or an object with a qualifier. */
export const QUANTITY: Shape = { name: 'Quantity', schema: () => SCHEMA, holds: isQuantity };
