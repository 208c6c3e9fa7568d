import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { repository } from './planted-tree';

/** A file that a commit would hold: path from the top of the repository, with `/`, and text. */
interface TrackedFile {
  readonly path: string;
  readonly text: string;
}

/** Something that no file may be or hold, with a file that is or does, to show that the guard sees it. */
interface Guard {
  readonly claim: string;
  readonly offences: (file: TrackedFile) => readonly string[];
  readonly breach: TrackedFile;
}

const linesMax = 400;
/** Names that say where a thing was put, not what it is. */
const emptyNames = new Set(['utils', 'util', 'common', 'shared', 'helpers', 'helper', 'services', 'types', 'misc']);
const machinePath = /(?<![\w.-])\/(?:tmp|work|root|home\/[a-z][\w-]*)\//g;
const registryHost = /\bregistry\.(?:npm|yarn)[\w.]*|\bnpmjs\.(?:org|com)\b|"resolved": "https?:[^"]*"/g;
const source = /^(?:libs|apps)\/.*(?<!\.spec)\.ts$/;

// The breaches are put together from pieces, or this file would be its own offender.
const guards: readonly Guard[] = [
  {
    claim: 'names no path of the machine it was written on',
    offences: ({ text }) => text.match(machinePath) ?? [],
    breach: { path: 'README.md', text: ['see ', 'home', 'riyadh', 'notes.md'].join('/') },
  },
  {
    claim: 'names no package registry',
    offences: ({ text }) => text.match(registryHost) ?? [],
    breach: { path: 'package-lock.json', text: `"resolved${'": "https'}://packages.example/pg.tgz"` },
  },
  {
    claim: 'has a name that says what it is',
    offences: ({ path }) => path.split(/[/.]/).filter((word) => emptyNames.has(word)),
    breach: { path: 'libs/meetings/src/meeting.utils.ts', text: '' },
  },
  {
    claim: `is read in one sitting: at most ${linesMax} lines`,
    offences: ({ path, text }) => {
      const lines = text.split('\n').length;
      return /^(?:libs|apps|migrations)\/.*\.(?:ts|sql)$/.test(path) && lines > linesMax ? [`${lines} lines`] : [];
    },
    breach: { path: 'libs/meetings/src/meeting.stream.ts', text: 'x\n'.repeat(linesMax + 1) },
  },
  {
    claim: 'leaves the table of events to the event store',
    offences: ({ path, text }) =>
      source.test(path) && !path.startsWith('libs/event-store/') ? (text.match(/\blog\.events\b/g) ?? []) : [],
    breach: { path: 'libs/status/src/status.queries.ts', text: 'select count(*) from log.events' },
  },
  {
    claim: 'links to documents that exist',
    offences: ({ path, text }) => (path.endsWith('.md') ? brokenLinks(path, text) : []),
    breach: { path: 'docs/adr/README.md', text: '[no such decision](0000-nothing.md#why)' },
  },
];

function brokenLinks(path: string, text: string): readonly string[] {
  const targets = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => !existsSync(join(repository, posix.join(dirname(path), target))));
}

/** Whatever a commit would hold, committed already or not. */
function trackedFiles(): readonly TrackedFile[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const listed = execFileSync('git', args, { cwd: repository, encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
  const paths = [...new Set(listed.split('\0').filter((path) => path !== '' && existsSync(join(repository, path))))];
  return paths.map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') }));
}

describe('every file of this repository', () => {
  const files = trackedFiles();

  test.each(guards)('$claim', ({ offences }) => {
    const found = files.map((file) => ({ path: file.path, offences: offences(file) }));
    expect(found.filter((file) => file.offences.length > 0)).toEqual([]);
  });

  test.each(guards)('... and a breach of "$claim" is seen', ({ offences, breach }) => {
    expect(offences(breach)).not.toEqual([]);
  });
});

describe('one field', () => {
  /** Files of code, specs left out, that name it: what stands in comments and in quotation marks does not count. */
  const holders = (files: readonly TrackedFile[], field: string): readonly string[] =>
    files
      .filter(({ path }) => source.test(path) && !/^libs\/(?:database|recording)\//.test(path))
      .filter(({ text }) => new RegExp(`\\b${field}\\b`).test(codeOf(text)))
      .map(({ path }) => path);
  const codeOf = (text: string): string =>
    text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replace(/'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\$])*`/g, "''");

  test.each(['jammed', 'launched'])('lives in at most four files of one folder: %s', (field) => {
    const paths = holders(trackedFiles(), field);
    expect([field, paths.length > 0, paths.length <= 4, new Set(paths.map((path) => dirname(path))).size]).toEqual([
      field,
      true,
      true,
      1,
    ]);
  });

  test('... and one that has spread is seen', () => {
    const spread = ['attacks', 'status', 'timeline', 'map', 'agenda'].map((library) => ({
      path: `libs/${library}/src/launched.ts`,
      text: 'export const count = (row) => row.launched;',
    }));
    expect(holders(spread, 'launched')).toHaveLength(5);
  });
});

const foldersIn = (path: string): string[] =>
  readdirSync(join(repository, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${path}/${name}`);

describe('the projects of nest-cli.json', () => {
  const { projects } = JSON.parse(readFileSync(join(repository, 'nest-cli.json'), 'utf8')) as {
    readonly projects: Readonly<
      Record<string, { readonly root: string; readonly sourceRoot: string; readonly entryFile: string }>
    >;
  };
  const listed = Object.values(projects);

  test('are the folders of apps and libs, no more and no fewer', () => {
    expect(listed.map(({ root }) => root).toSorted()).toEqual([...foldersIn('apps'), ...foldersIn('libs')].toSorted());
  });

  test('each have the entry that is named', () => {
    const entries = listed.map(({ root, sourceRoot, entryFile }) =>
      root.startsWith('apps/') ? `${entryFile}.ts` : `${sourceRoot}/${entryFile}.ts`,
    );
    expect(entries.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
  });
});

describe('architecture decision records', () => {
  const folder = join(repository, 'docs/adr');
  const records = readdirSync(folder).filter((name) => /^\d{4}-[a-z0-9-]+\.md$/.test(name));
  const sections = ['Status', 'Context', 'Options', 'Decision', 'Consequences', 'What would change it'];

  test('are numbered without a gap', () => {
    expect(records.map((name) => Number(name.slice(0, 4)))).toEqual(records.map((_, index) => index + 1));
  });

  test.each(records)('%s stands in the index and has every section', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`(${name})`);
    expect(sections.filter((section) => !text.includes(`\n## ${section}\n`))).toEqual([]);
  });
});
