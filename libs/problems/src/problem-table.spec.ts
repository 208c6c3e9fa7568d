import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { PROBLEMS } from './problem-table';

const repository = join(__dirname, '../../..');
const documentation = readFileSync(join(repository, 'docs/problems.md'), 'utf8');

/** A class of errors as its source declares it. */
interface ErrorClass {
  readonly name: string;
  readonly parent: string;
  readonly codes: readonly string[];
}

const sources = ['libs', 'apps'].flatMap((folder) =>
  readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts') && !path.includes('node_modules'))
    .map((path) => {
      const file = join(repository, folder, path);
      return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
    }),
);

const classes = new Map(sources.flatMap(errorClassesOf).map((declared) => [declared.name, declared]));
const errors = [...classes.values()].filter(isTrackerError);

/** The classes of a file that extend another, with the words that their `code` may be: a literal, or a union of them. */
function errorClassesOf(source: ts.SourceFile): readonly ErrorClass[] {
  const aliases = new Map(
    source.statements.filter(ts.isTypeAliasDeclaration).map(({ name, type }) => [name.text, type]),
  );
  return source.statements.filter(ts.isClassDeclaration).flatMap((declared) => {
    const parent = declared.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    if (!declared.name || !parent || !ts.isIdentifier(parent.expression)) return [];
    const code = declared.members.find(
      (member): member is ts.PropertyDeclaration =>
        ts.isPropertyDeclaration(member) && member.name.getText() === 'code',
    );
    const said = code?.initializer ?? code?.type;
    return [{ name: declared.name.text, parent: parent.expression.text, codes: said ? wordsIn(said, aliases) : [] }];
  });
}

function wordsIn(node: ts.Node, aliases: ReadonlyMap<string, ts.Node>): readonly string[] {
  if (ts.isStringLiteral(node)) return [node.text];
  if (ts.isLiteralTypeNode(node)) return wordsIn(node.literal, aliases);
  if (ts.isUnionTypeNode(node)) return node.types.flatMap((type) => wordsIn(type, aliases));
  const alias = ts.isTypeReferenceNode(node) ? aliases.get(node.typeName.getText()) : undefined;
  return alias ? wordsIn(alias, aliases) : [];
}

function isTrackerError({ parent }: ErrorClass): boolean {
  const above = classes.get(parent);
  return parent === 'TrackerError' || (above !== undefined && isTrackerError(above));
}

function literalsOf(file: string): ReadonlySet<string> {
  const words = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) words.add(node.text);
    ts.forEachChild(node, visit);
  };
  sources.filter(({ fileName }) => fileName === join(repository, file)).forEach(visit);
  return words;
}

describe('the table of problems', () => {
  it('has every code of every error class, so that none is answered as a fault of the service', () => {
    expect(errors.length).toBeGreaterThan(30);
    expect(errors.filter(({ codes }) => codes.length === 0)).toEqual([]);
    const missing = errors.flatMap(({ name, codes }) =>
      codes.filter((code) => !(code in PROBLEMS)).map((code) => `${name}: ${code}`),
    );
    expect(missing).toEqual([]);
  });

  it('has no code that nothing gives', () => {
    const transport = new Set(
      ['problem.filter', 'problem'].flatMap((name) => [...literalsOf(`libs/problems/src/${name}.ts`)]),
    );
    const given = new Set(errors.flatMap(({ codes }) => codes));
    expect(Object.keys(PROBLEMS).filter((code) => !given.has(code) && !transport.has(code))).toEqual([]);
  });

  it('is read by codes that each have one class', () => {
    const codes = errors.flatMap(({ codes: own }) => own);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('gives a status of 4xx or 5xx, and names codes in lower snake case', () => {
    for (const [code, { status, title }] of Object.entries(PROBLEMS)) {
      expect(code).toMatch(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(title).not.toBe('');
    }
  });
});

describe('docs/problems.md', () => {
  it('explains every code under its status and title, and no other code', () => {
    const headings = [...documentation.matchAll(/^### (.*)\n\n(.*)$/gm)];
    const explained = headings.map(([, heading, paragraph]) => {
      const [, anchor, code] = /^<a id="([^"]+)"><\/a>(.+)$/.exec(heading!) ?? [];
      const [, status, title, text] = /^\*\*(\d{3}) (.+?)\.\*\* (.{20,})$/.exec(paragraph!) ?? [];
      expect({ heading, anchor, text }).toEqual({ heading, anchor: code, text: expect.any(String) });
      return [code!, { status: Number(status), title }] as const;
    });
    expect(explained).toHaveLength(Object.keys(PROBLEMS).length);
    expect(Object.fromEntries(explained)).toEqual(PROBLEMS);
  });

  it('explains every code of a fault, and no other', () => {
    const given = sources
      .filter(({ fileName }) => fileName.includes(join('libs', 'vocabulary', 'src')))
      .flatMap((source) =>
        [...source.text.matchAll(/'((?:field|faults|occurred)\.[a-z_]+)'/g)].map(([, code]) => code),
      );
    const explained = [...documentation.matchAll(/^\| `([a-z_]+\.[a-z_]+)` +\|/gm)].map(([, code]) => code);
    expect(explained).toHaveLength(new Set(explained).size);
    expect(new Set(explained)).toEqual(new Set(given));
  });
});
