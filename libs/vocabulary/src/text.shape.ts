import type { Shape } from './shape';
import { codePointsOf, TEXT_CHARACTERS_MAX } from './text';

/** Text of 1 to `max` characters, not all of them blank. */
export function textOf(max: number): Shape {
  const schema = {
    type: 'string',
    minLength: 1,
    maxLength: max,
    pattern: '\\S',
    'x-expected': `text of 1 to ${max} characters, not only blanks`,
  };
  return {
    name: 'Text',
    schema: () => schema,
    holds: (value) => typeof value === 'string' && /\S/u.test(value) && codePointsOf(value) <= max,
  };
}

export const TEXT: Shape = textOf(TEXT_CHARACTERS_MAX);

/** Text that a regular expression takes. `expected` completes "expected ...". */
export function textLike(
  name: string,
  pattern: RegExp,
  max: number,
  expected: string,
  annotations: object = {},
): Shape {
  const schema = { type: 'string', maxLength: max, pattern: pattern.source, 'x-expected': expected, ...annotations };
  const expression = new RegExp(pattern.source, 'u');
  return {
    name,
    schema: () => schema,
    holds: (value) => typeof value === 'string' && codePointsOf(value) <= max && expression.test(value),
  };
}

/** Text that a function takes; the schema names the function by `format`. `expected` completes "expected ...". */
export function textOfFormat(name: string, format: string, holds: (text: string) => boolean, expected: string): Shape {
  const schema = { type: 'string', format, 'x-expected': expected };
  return { name, schema: () => schema, holds: (value) => typeof value === 'string' && holds(value) };
}
