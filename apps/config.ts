import { TrackerError } from '@tracker/problems';

/** One environment variable: the one place from which it is read, checked, explained and documented. */
export interface ConfigVariable<Value> {
  readonly name: string;
  /** As one would write it; null if there is none. */
  readonly default: string | null;
  /** What the value is counted or written in. */
  readonly unit: string;
  readonly description: string;
  /** What a value may be, as the error says it. */
  readonly expected: string;
  /** The value, or undefined for a text that is none. */
  readonly parse: (text: string) => Value | undefined;
}

type Variables = Readonly<Record<string, ConfigVariable<unknown>>>;
type Environment = Readonly<Record<string, string | undefined>>;

/** The values of a set of variables. */
export type ConfigOf<Set extends Variables> = {
  readonly [Name in keyof Set]: Set[Name] extends ConfigVariable<infer Value> ? Value : never;
};

/** An environment variable has a value that cannot be used; all that are wrong are named at once. */
export class ConfigurationError extends TrackerError {
  readonly code = 'configuration.invalid';

  constructor(readonly wrong: readonly string[]) {
    super(`The configuration cannot be used:\n${wrong.map((one) => `  ${one}`).join('\n')}`);
  }
}

/** Reads and checks all variables of a set. An empty text counts as not set. Throws ConfigurationError. */
export function readConfig<Set extends Variables>(variables: Set, environment: Environment): ConfigOf<Set> {
  const wrong: string[] = [];
  const values = Object.entries(variables).map(([key, variable]) => [key, readVariable(variable, environment, wrong)]);
  if (wrong.length > 0) throw new ConfigurationError(wrong);
  return Object.fromEntries(values) as ConfigOf<Set>;
}

type Facts = Pick<ConfigVariable<unknown>, 'name' | 'unit' | 'description'>;

export function integer(
  facts: Facts & { readonly default: number; readonly min: number; readonly max: number },
): ConfigVariable<number> {
  const { min, max } = facts;
  const parse = (text: string) => {
    const value = Number(text);
    return /^\d{1,15}$/.test(text) && value >= min && value <= max ? value : undefined;
  };
  return { ...facts, default: String(facts.default), expected: `a whole number from ${min} to ${max}`, parse };
}

export function oneOf<const Choice extends string>(
  facts: Facts & { readonly default: Choice; readonly choices: readonly Choice[] },
): ConfigVariable<Choice> {
  const parse = (text: string) => facts.choices.find((choice) => choice === text);
  return { ...facts, expected: `one of ${facts.choices.join(', ')}`, parse };
}

export function text<Value = string>(
  facts: Facts & {
    readonly default: string;
    readonly expected: string;
    readonly parse: (text: string) => Value | undefined;
  },
): ConfigVariable<Value> {
  return facts;
}

/** Without a default: null if not set. */
export function optional<Value>(
  facts: Facts & { readonly expected: string; readonly parse: (text: string) => Value | undefined },
): ConfigVariable<Value | null> {
  return { ...facts, default: null };
}

function readVariable(variable: ConfigVariable<unknown>, environment: Environment, wrong: string[]): unknown {
  const found = environment[variable.name] || variable.default;
  if (found === null) return null;
  try {
    const value = variable.parse(found);
    if (value === undefined)
      wrong.push(`${variable.name}: found ${JSON.stringify(found)}, expected ${variable.expected}.`);
    return value;
  } catch (error) {
    // What explains itself, and may have a reason not to show the value.
    if (!(error instanceof TrackerError)) throw error;
    wrong.push(error.message);
    return undefined;
  }
}
