import { getMetadataStorage, registerDecorator, validateSync, type ValidationArguments } from 'class-validator';
import { BrokenDeclarationError } from './broken-declaration.error';
import { expectationOf } from './expectation';
import { isRecord, type ClassRule, type Shape } from './shape';

/** A class whose properties carry the field decorators. */
export type PayloadType<Value extends object = object> = abstract new () => Value;

/** One property as declared. */
export interface Field {
  readonly property: string;
  readonly shape: Shape;
  readonly description: string | undefined;
  readonly omittable: boolean;
}

/** A class as declared: its properties its own before its parents', and the rules over them. */
export interface Declaration {
  readonly fields: ReadonlyMap<string, Field>;
  readonly rules: readonly ClassRule[];
  readonly description: string | undefined;
}

type Mark =
  | { readonly mark: 'field'; readonly shape: Shape; readonly description: string | undefined }
  | { readonly mark: 'omittable' }
  | { readonly mark: 'rule'; readonly rule: ClassRule }
  | { readonly mark: 'closed' };

/** The property under which class-validator reports what is wrong with the object as a whole: its own JSON Pointer. */
const WHOLE = '';
const declarations = new WeakMap<PayloadType, Declaration>();
const descriptions = new WeakMap<PayloadType, string>();
const closed = new WeakSet<object>();

/** Declares a property: the base of every field decorator. */
export function declareField(shape: Shape, description: string | undefined): PropertyDecorator {
  return (prototype, property) => {
    const target = prototype.constructor;
    register(target, String(property), { mark: 'field', shape, description }, shape.name, {
      validate: (value, args) => (value === undefined ? isOmittable(args) : shape.holds(value)),
      defaultMessage: (args) => `${args?.property} must be ${expectationOf(shape.schema())}`,
    });
    closeToUnknown(target);
  };
}

/** Declares that a property may be left out. */
export function declareOmittable(): PropertyDecorator {
  return (prototype, property) => {
    register(prototype.constructor, String(property), { mark: 'omittable' }, 'mayBeOmitted', { validate: () => true });
  };
}

/** Declares a rule over the whole object. `key` tells rules of one class apart, so that a subclass inherits all of them. */
export function declareRule(key: string, rule: ClassRule): ClassDecorator {
  return (target) => {
    register(target, key, { mark: 'rule', rule }, rule.name ?? key, {
      validate: (_, args) => args !== undefined && rule.holds(args.object as Readonly<Record<string, unknown>>),
      defaultMessage: () => rule.expected,
    });
  };
}

/** Declares what a class stands for. */
export function declareDescription(description: string): ClassDecorator {
  return (target) => {
    descriptions.set(target as unknown as PayloadType, description);
  };
}

/** Whether a plain object is valid as this class. */
export function isValidAs(type: PayloadType, value: unknown): boolean {
  // Before class-validator, which takes an own property `constructor` for the class of the object.
  return isRecord(value) && unknownTo(type, value).length === 0 && validateSync(asInstance(type, value)).length === 0;
}

function asInstance(type: PayloadType, plain: Readonly<Record<string, unknown>>): object {
  return Object.assign(Object.create(type.prototype as object) as object, plain);
}

function unknownTo(type: PayloadType, value: object): readonly string[] {
  const { fields } = fieldsOf(type);
  return Object.entries(value).flatMap(([name, own]) => (own === undefined || fields.has(name) ? [] : [name]));
}

/** What the decorators said of a class and its parents, read from class-validator's storage. */
export function fieldsOf(type: PayloadType): Declaration {
  const known = declarations.get(type);
  if (known) return known;
  const declaration = readDeclaration(type);
  declarations.set(type, declaration);
  return declaration;
}

function readDeclaration(type: PayloadType): Declaration {
  const marks = getMetadataStorage()
    .getTargetValidationMetadatas(type, '', true, false)
    .map((metadata) => ({ property: metadata.propertyName, mark: markOf(type, metadata) }));
  const omittable = new Set(marks.flatMap(({ property, mark }) => (mark.mark === 'omittable' ? [property] : [])));
  const fields = new Map<string, Field>();
  for (const { property, mark } of marks) {
    if (mark.mark !== 'field') continue;
    if (fields.has(property)) {
      throw new BrokenDeclarationError(
        `${type.name}.${property} is declared twice. Give it one field decorator; a class may redeclare what its direct parent declares, no further up.`,
      );
    }
    const { shape, description } = mark;
    fields.set(property, { property, shape, description, omittable: omittable.has(property) });
  }
  if (fields.size === 0) throw new BrokenDeclarationError(`${type.name} has no property with a field decorator.`);
  const rules = marks.flatMap(({ mark }) => (mark.mark === 'rule' ? [mark.rule] : []));
  return { fields, rules, description: descriptions.get(type) };
}

function markOf(
  type: PayloadType,
  metadata: { readonly propertyName: string; readonly name?: string; readonly constraints?: readonly unknown[] },
): Mark {
  const mark = metadata.constraints?.[0];
  if (isRecord(mark) && typeof mark['mark'] === 'string') return mark as unknown as Mark;
  throw new BrokenDeclarationError(
    `${type.name}.${metadata.propertyName} has the decorator ${metadata.name ?? 'of class-validator'}, which carries no JSON Schema. Use the field decorators of the vocabulary, or IsShape.`,
  );
}

function isOmittable(args: ValidationArguments | undefined): boolean {
  return (
    args !== undefined &&
    (fieldsOf(args.object.constructor as unknown as PayloadType).fields.get(args.property)?.omittable ?? false)
  );
}

/** Refuses properties that no decorator declares, on every class with a field; class-validator's own whitelist lets `constructor` pass. */
function closeToUnknown(target: object): void {
  if (closed.has(target)) return;
  closed.add(target);
  const unknown = (args?: ValidationArguments): readonly string[] =>
    args === undefined ? [] : unknownTo(args.object.constructor as unknown as PayloadType, args.object);
  register(target, WHOLE, { mark: 'closed' }, 'knownProperties', {
    validate: (_, args) => unknown(args).length === 0,
    defaultMessage: (args) => `there is no property ${unknown(args).join(', ')}`,
  });
}

interface Constraint {
  readonly validate: (value: unknown, args?: ValidationArguments) => boolean;
  readonly defaultMessage?: (args?: ValidationArguments) => string;
}

function register(target: object, propertyName: string, mark: Mark, name: string, validator: Constraint): void {
  registerDecorator({ target: target as new () => object, propertyName, name, constraints: [mark], validator });
}
