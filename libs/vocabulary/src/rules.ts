import { declareDescription, declareRule } from './declarations';
import { BrokenDeclarationError } from './broken-declaration.error';
import type { ClassRule } from './shape';

/** A rule that JSON Schema cannot say. Schemas name it under `x-rule`, and the check looks it up here. */
export interface NamedRule extends ClassRule {
  readonly name: string;
}

const named = new Map<string, NamedRule>();

/** Makes a rule known by name, so that `x-rule` of a schema can ask for it. */
export function nameRule(name: string, expected: string, holds: ClassRule['holds']): NamedRule {
  if (named.has(name))
    throw new BrokenDeclarationError(
      `There are two rules named ${name}. Rename one: schemas refer to a rule by its name.`,
    );
  const rule = { name, expected, holds };
  named.set(name, rule);
  return rule;
}

/** The rule of that name. */
export function ruleNamed(name: string): NamedRule {
  const rule = named.get(name);
  if (!rule) throw new BrokenDeclarationError(`A schema asks for the rule ${name}, which no class declares.`);
  return rule;
}

/**
 * Class decorator: a rule over several properties that JSON Schema cannot say. `expected` completes "expected ...".
 * `holds` sees objects whose properties may each be invalid or missing on their own, and MUST then answer true.
 */
export function MustHold(name: string, expected: string, holds: ClassRule['holds']): ClassDecorator {
  return declareRule(name, nameRule(name, expected, holds));
}

/** Class decorator: one of these properties at least must be given. */
export function AtLeastOneOf(...properties: readonly [string, string, ...string[]]): ClassDecorator {
  const expected = `at least one of ${properties.join(', ')}`;
  return declareRule(`atLeastOneOf ${properties.join(' ')}`, {
    expected,
    schema: {
      'x-expected': expected,
      anyOf: properties.map((property) => ({ type: 'object', properties: { [property]: true }, required: [property] })),
    },
    holds: (value) => properties.some((property) => value[property] !== undefined),
  });
}

/** Class decorator: what the class stands for, shown in the schema. */
export function Described(description: string): ClassDecorator {
  return declareDescription(description);
}
