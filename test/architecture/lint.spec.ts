import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfigFileTextToJson } from 'typescript';
import { plantTree, repository, runTool, type PlantedTree, type Plants } from './planted-tree';

type Setting = string | readonly [string, ...unknown[]];
interface Config {
  readonly rules: Readonly<Record<string, Setting>>;
  readonly overrides: readonly {
    readonly files: readonly string[];
    readonly rules: Readonly<Record<string, Setting>>;
  }[];
}
interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string; readonly help?: string }[];
}

const configText = readFileSync(join(repository, '.oxlintrc.json'), 'utf8');
const config = parseConfigFileTextToJson('.oxlintrc.json', configText).config as Config;

/** For each rule a file that breaks it and nothing else of these: `libs/<rule>/...`, so that the report tells them apart. */
interface Breach {
  readonly rule: string;
  readonly path: string;
  readonly source: string;
}

const words = (text: string): readonly string[] => text.split(' ');

const inLibrary: Readonly<Record<string, string>> = {
  'typescript/no-explicit-any': 'export const told: any = 176;',
  'typescript/ban-ts-comment': '// @ts-ignore\nexport const told: string = 176;',
  'typescript/no-namespace': 'export namespace Riyadh { export const venue = 1; }',
  'typescript/no-require-imports': "export const fs = require('node:fs') as unknown;",
  'typescript/switch-exhaustiveness-check':
    "export function say(side: 'usa' | 'russia'): string {\n  switch (side) {\n    case 'usa':\n      return 'Rubio';\n  }\n  return '';\n}",
  'typescript/only-throw-error': "export function refuse(): never {\n  throw 'already held';\n}",
  'typescript/prefer-readonly':
    'export class Venue {\n  private place = 1;\n  where(): number {\n    return this.place;\n  }\n}',
  'typescript/no-floating-promises':
    'async function held(): Promise<void> {}\nexport const start = (): void => {\n  held();\n};',
  'typescript/no-misused-promises':
    'async function held(): Promise<boolean> {\n  return true;\n}\nexport const start = (): number => (held() ? 1 : 0);',
  'typescript/return-await':
    'async function held(): Promise<number> {\n  return 1;\n}\nexport async function ask(): Promise<number> {\n  try {\n    return held();\n  } catch {\n    return 0;\n  }\n}',
  'typescript/no-unsafe-call': 'export const told = JSON.parse("[]").at(0) as number;',
  'typescript/no-unsafe-member-access': 'export const told = JSON.parse("{}").launched as number;',
  'typescript/no-unsafe-return': 'export const told = (): number => JSON.parse("1");',
  'typescript/no-deprecated': '/** @deprecated by nothing */\nconst old = 1;\nexport const now = old + 1;',
  'import/no-default-export': 'export default 176;',
  'house/named-exports': "export * from './elsewhere';",
  'house/reasoned-disable': '// oxlint-disable-next-line no-var\nexport var told = 1;',
  'id-denylist': 'export const revision = 1;',
  'unicorn/prefer-node-protocol': "import { join } from 'path';\nexport const path = join('a', 'b');",
  eqeqeq: 'export const same = (a: number, b: number): boolean => a == b;',
  'no-var': 'export var told = 1;',
  'prefer-const': 'let told = 1;\nexport const known = told;',
  'no-empty': 'export function ask(): void {\n  try {\n    JSON.parse("");\n  } catch {}\n}',
  'no-else-return':
    'export function sign(n: number): number {\n  if (n < 0) {\n    return -1;\n  } else {\n    return 1;\n  }\n}',
  'no-self-compare': 'export const same = (n: number): boolean => n === n;',
  'max-depth': `export function deep(n: number): number {\n${'if (n) {\n'.repeat(5)}return 1;\n${'}\n'.repeat(5)}return 0;\n}`,
  'max-lines-per-function': `export function long(): number {\n  const n = 1;\n${'  String(n);\n'.repeat(60)}  return n;\n}`,
  'no-console': "export const shout = (): void => console.log('held');",
};

const inSpec: Readonly<Record<string, string>> = {
  'jest/no-focused-tests': "test.only('held', () => {});",
  'jest/no-disabled-tests': "test.skip('held', () => {});",
};

/** What a file that is replayed must not do, each in a file of each kind that the rule is for. */
const impure: Readonly<Record<string, readonly string[]>> = {
  'house/no-clock': ['export const now = new Date();', 'export const now = Date();'],
  'no-restricted-properties': ['export const now = Date.now();', 'export const luck = Math.random();'],
  'no-restricted-globals': words('process performance crypto fetch setTimeout setInterval setImmediate console').map(
    (name) => `export const outside = ${name};`,
  ),
  'no-restricted-imports': words(
    'node:fs node:net node:crypto pg pg-copy-streams fastify @fastify/static rxjs @nestjs/common @nestjs/cqrs ' +
      '@tracker/database @tracker/recording @tracker/reading',
  ).map((from) => `import * as outside from '${from}';\nexport const out = outside;`),
};
const replayed: readonly string[] = [
  'libs/$/src/meeting.stream.ts',
  'libs/$/src/meeting.events.ts',
  'libs/$/src/meeting.tables.ts',
];
const notInStreams = words(
  'typeorm class-validator class-transformer @nestjs/swagger @tracker/projections ./meeting.tables ./meetings.queries',
);

const breaches: readonly Breach[] = [
  ...Object.entries(inLibrary).map(([rule, source]) => ({ rule, path: `libs/${slug(rule)}/src/breach.ts`, source })),
  ...Object.entries(inSpec).map(([rule, source]) => ({ rule, path: `libs/${slug(rule)}/src/breach.spec.ts`, source })),
  ...Object.entries(impure).flatMap(([rule, sources]) =>
    sources.flatMap((source, n) =>
      replayed.map((path) => ({ rule, path: path.replace('$', `${slug(rule)}-${n}`), source })),
    ),
  ),
  ...notInStreams.map((from, n) => ({
    rule: 'no-restricted-imports',
    path: `libs/stream-${n}/src/meeting.stream.ts`,
    source: `import * as outside from '${from}';\nexport const out = outside;`,
  })),
  ...words('talks.stream talks.events talks.queries talks.controller').map((file) => ({
    rule: 'house/own-errors',
    path: `libs/refusing/src/${file}.ts`,
    source: "export function refuse(): never {\n  throw new Error('Invalid state');\n}",
  })),
  { rule: 'house/no-clock', path: 'libs/projections/src/fold.ts', source: 'export const today = new Date();' },
  { rule: 'house/no-clock', path: 'libs/vocabulary/src/days.ts', source: 'export const today = new Date();' },
];

/** What each kind of file may do: a rule that is too wide shows here. */
const lawful: Plants = {
  'libs/meetings/src/meeting.stream.ts':
    "import { eventType } from '@tracker/event-store';\nexport const on = (day: string): Date => new Date(day);\nexport const type = eventType;\n",
  'libs/meetings/src/meeting.events.ts':
    "import { IsOptional } from 'class-validator';\nimport { ApiProperty } from '@nestjs/swagger';\nexport const used = [IsOptional, ApiProperty];\n",
  'libs/meetings/src/meeting.tables.ts':
    "import { Column } from 'typeorm';\nimport { row } from '@tracker/projections';\nexport const used = [Column, row];\n",
  'libs/meetings/src/meetings.queries.ts': 'export const today = (): string => new Date(Date.now()).toISOString();\n',
  'libs/meetings/src/meeting.stream.spec.ts':
    "import { randomUUID } from 'node:crypto';\ntest('held', () => {\n  if (randomUUID() === '') throw new Error('no id');\n  expect(new Date()).toBeDefined();\n});\n",
  'libs/meetings/src/reasoned.ts':
    '// oxlint-disable-next-line no-var -- shows that a reason is enough\nexport var told = 1;\n',
  'tool.config.mjs': 'export default {};\n',
};

const settings = [config.rules, ...config.overrides.map(({ rules }) => rules)];
const configuredRules = [
  ...new Set(
    settings.flatMap((rules) =>
      Object.entries(rules)
        .filter(([, on]) => on !== 'off')
        .map(([rule]) => rule),
    ),
  ),
];

function slug(rule: string): string {
  return rule.replace('/', '-');
}

/** As the report names a rule: `eslint(no-var)`, `typescript(no-explicit-any)`. */
function code(rule: string): string {
  const [plugin, name] = rule.includes('/') ? rule.split('/') : ['eslint', rule];
  return `${plugin}(${name})`;
}

function reportOn(folder: string): Report {
  return JSON.parse(
    runTool('oxlint/bin/oxlint', ['--type-aware', '--disable-nested-config', '-f', 'json'], folder),
  ) as Report;
}

describe('lint rules', () => {
  let tree: PlantedTree;
  let found: readonly string[];

  beforeAll(() => {
    const planted = Object.fromEntries(breaches.map(({ path, source }) => [path, `${source}\n`]));
    tree = plantTree({ ...lawful, ...planted }, [
      '.oxlintrc.json',
      'tsconfig.json',
      'test/architecture/house-rules.cjs',
    ]);
    found = reportOn(tree.folder).diagnostics.map((problem) => `${problem.code}: ${problem.filename}`);
  });
  afterAll(() => tree.remove());

  test.each(configuredRules)('%s fires on a planted breach', (rule) => {
    const planted = breaches.filter((one) => one.rule === rule);
    if (planted.length === 0) {
      throw new Error(
        `The rule ${rule} has no planted breach: add one to ${__filename}, or nothing shows that it fires.`,
      );
    }
    expect(found).toEqual(expect.arrayContaining(planted.map(({ path }) => `${code(rule)}: ${path}`)));
  });

  test('every planted breach is of a rule that is on', () => {
    expect(breaches.map(({ rule }) => rule).filter((rule) => !configuredRules.includes(rule))).toEqual([]);
  });

  test('no rule fires on what is allowed', () => {
    expect(found.filter((line) => Object.keys(lawful).some((path) => line.endsWith(`: ${path}`)))).toEqual([]);
  });
});
