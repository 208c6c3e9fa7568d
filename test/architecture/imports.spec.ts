import { plantTree, repository, runTool, type PlantedTree, type Plants } from './planted-tree';

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

/** A file that breaks the rule, and what else the breach needs to stand in. */
interface Breach {
  readonly from: string;
  readonly files: Plants;
}

const config = jest.requireActual<{
  readonly forbidden: readonly { readonly name: string; readonly comment?: string }[];
}>('../../.dependency-cruiser.cjs');

const library = (name: string): Plants => ({
  [`libs/${name}/src/index.ts`]: `export const ${name.replaceAll('-', '')} = 1;\n`,
});
const libraries =
  'problems vocabulary event-store database recording projections reading actors meetings status agenda spec-kit'.split(
    ' ',
  );
const importing = (...specifiers: readonly string[]): string =>
  specifiers.map((from, n) => `import * as i${n} from '${from}';\nexport const e${n} = i${n};\n`).join('');

/** What is allowed, in the layout of the real tree: a rule that is too wide shows here. The breaches are added to it. */
const lawful: Plants = {
  ...(Object.assign({}, ...libraries.map(library)) as Plants),
  'migrations/index.ts': importing('./1-first'),
  'migrations/1-first.ts': 'export const first = 1;\n',
  'apps/api/src/main.ts': importing('@tracker/meetings', '@tracker/status', '@tracker/reading', '@migrations'),
  'libs/event-store/src/log.ts': importing('@tracker/vocabulary', '@tracker/problems', 'pg'),
  'libs/reading/src/answers.ts': importing('@tracker/projections', '@tracker/event-store', '@tracker/database'),
  'libs/recording/src/pump.ts': importing('@tracker/event-store', '@tracker/database'),
  'libs/meetings/src/meeting.stream.ts': importing('@tracker/event-store', '@tracker/vocabulary'),
  'libs/meetings/src/meeting.spec.ts': importing('@tracker/spec-kit', './meeting.stream'),
  'libs/status/src/status.queries.ts': importing('@tracker/meetings', '@tracker/reading'),
  'libs/spec-kit/src/story.ts': importing('@tracker/recording', '@tracker/database', 'pg', 'fast-check'),
  'test/e2e/talks.spec.ts': importing('../../apps/api/src/main', '@tracker/spec-kit'),
};

const breach = (from: string, source: string, files: Plants = {}): Breach => ({
  from,
  files: { ...files, [from]: source },
});
const importBreach = (from: string, specifier: string): Breach => breach(from, importing(specifier));

const breaches: Readonly<Record<string, Breach>> = {
  'problems-keeps-its-layer': importBreach('libs/problems/src/climbing.ts', '@tracker/vocabulary'),
  'vocabulary-keeps-its-layer': importBreach('libs/vocabulary/src/climbing.ts', '@tracker/problems'),
  'event-store-keeps-its-layer': importBreach('libs/event-store/src/climbing.ts', '@tracker/recording'),
  'database-keeps-its-layer': importBreach('libs/database/src/climbing.ts', '@tracker/event-store'),
  'recording-keeps-its-layer': importBreach('libs/recording/src/climbing.ts', '@tracker/projections'),
  'projections-keeps-its-layer': importBreach('libs/projections/src/climbing.ts', '@tracker/reading'),
  'reading-keeps-its-layer': importBreach('libs/reading/src/climbing.ts', '@tracker/meetings'),
  'features-import-the-kernel-only': importBreach('libs/meetings/src/attendance.ts', '@tracker/actors'),
  'views-import-kernel-and-features': importBreach('libs/status/src/borrowed.ts', '@tracker/agenda'),
  'nobody-imports-apps': importBreach('libs/meetings/src/upside-down.ts', '../../../apps/api/src/main'),
  'no-insides-of-another-library': importBreach('libs/status/src/inside.ts', '../../meetings/src/meeting.stream'),
  'libraries-by-their-name': importBreach('libs/status/src/climbing.ts', '../../meetings/src/index'),
  'own-files-by-path': importBreach('libs/meetings/src/detour.ts', '@tracker/meetings'),
  'spec-kit-in-specs-only': importBreach('libs/meetings/src/shipped.ts', '@tracker/spec-kit'),
  'spec-kit-knows-no-feature': importBreach('libs/spec-kit/src/partial.ts', '@tracker/meetings'),
  'test-from-specs-only': breach('libs/meetings/src/tested.ts', "export { scene } from '../../../test/scene';\n", {
    'test/scene.ts': 'export const scene = 1;\n',
  }),
  'specs-are-imported-by-nobody': importBreach('libs/meetings/src/reuse.spec.ts', './meeting.spec'),
  'migrations-stand-alone': importBreach('migrations/2-second.ts', '@tracker/vocabulary'),
  'migrations-through-their-index': importBreach('apps/ops/src/one-by-one.ts', '../../../migrations/1-first'),
  'drivers-in-the-kernel-only': importBreach('libs/meetings/src/short-cut.ts', 'pg'),
  'no-cycles': breach(
    'libs/actors/src/egg.ts',
    "import { hen } from './hen';\nexport const egg = (): unknown => hen;\n",
    {
      'libs/actors/src/hen.ts': "import { egg } from './egg';\nexport const hen = (): unknown => egg;\n",
    },
  ),
  'no-orphans': breach('libs/actors/src/alone.ts', 'export const alone = 1;\n'),
  'no-lazy-import-of-ours': breach(
    'libs/status/src/lazy.ts',
    "export const lazy = () => import('@tracker/meetings');\n",
  ),
  'no-unresolvable': importBreach('libs/actors/src/typing-error.ts', './nowhere'),
  'packages-are-declared': importBreach('libs/actors/src/by-accident.ts', 'iterare'),
  'what-ships-uses-no-dev-dependency': importBreach('libs/actors/src/dev-only.ts', 'fast-check'),
};

const ruleNames = config.forbidden.map(({ name }) => name);
const keyed = (violations: readonly Violation[]): string[] =>
  violations.map(({ rule, from }) => `${rule.name}: ${from}`);

function violationsIn(folder: string): readonly Violation[] {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'libs', 'migrations', 'test'];
  const report = JSON.parse(runTool('dependency-cruiser/bin/dependency-cruise.mjs', args, folder)) as {
    readonly summary: { readonly violations: readonly Violation[] };
  };
  return report.summary.violations;
}

describe('import rules', () => {
  let tree: PlantedTree;
  let found: readonly string[];

  beforeAll(() => {
    const files: Plants = Object.assign({}, lawful, ...Object.values(breaches).map((planted) => planted.files));
    tree = plantTree(files, ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']);
    found = keyed(violationsIn(tree.folder));
  });
  afterAll(() => tree.remove());

  test.each(ruleNames)('%s fires on a planted breach', (name) => {
    const planted = breaches[name];
    if (!planted)
      throw new Error(
        `The rule ${name} has no planted breach: add one to ${__filename}, or nothing shows that it fires.`,
      );
    expect(found).toContain(`${name}: ${planted.from}`);
  });

  test('every planted breach names a rule that exists', () => {
    expect(Object.keys(breaches).filter((name) => !ruleNames.includes(name))).toEqual([]);
  });

  test('every rule says why, and what to do instead', () => {
    expect(config.forbidden.filter(({ comment = '' }) => comment.length < 60).map(({ name }) => name)).toEqual([]);
  });

  test('no rule fires on what is allowed', () => {
    expect(found.filter((line) => Object.keys(lawful).some((path) => line.endsWith(`: ${path}`)))).toEqual([]);
  });

  test('this repository keeps every rule', () => {
    expect(keyed(violationsIn(repository))).toEqual([]);
  });
});
