import { plantTree, runTool, type PlantedTree } from './planted-tree';

interface Issues {
  readonly issues: readonly {
    readonly file: string;
    readonly files?: readonly { readonly name: string }[];
    readonly exports?: readonly { readonly name: string }[];
    readonly types?: readonly { readonly name: string }[];
    readonly dependencies?: readonly { readonly name: string }[];
  }[];
}

const found: { report: Issues } = { report: { issues: [] } };
const named = (kind: 'files' | 'exports' | 'types' | 'dependencies', file?: string): string[] =>
  found.report.issues
    .filter((issue) => file === undefined || issue.file === file)
    .flatMap((issue) => (issue[kind] ?? []).map(({ name }) => name));

describe('dead code', () => {
  let tree: PlantedTree;

  beforeAll(() => {
    tree = plantTree(
      {
        'package.json': '{ "name": "talks", "dependencies": { "pg": "8.23.1", "edtf": "4.11.1" } }\n',
        'apps/api/src/main.ts': "import { hold } from '@tracker/meetings';\nhold();\n",
        'libs/meetings/src/index.ts': "export { hold, postpone, type Venue } from './meeting';\n",
        'libs/meetings/src/meeting.ts':
          "import { Pool } from 'pg';\nexport const hold = (): Pool => new Pool();\nexport const postpone = 1;\nexport const cancel = 2;\nexport interface Venue {\n  readonly place: string;\n}\n",
        'libs/meetings/src/forgotten.ts': 'export const forgotten = 1;\n',
        'libs/meetings/src/meeting.spec.ts': "import { hold } from './meeting';\nhold();\n",
      },
      ['knip.json', 'tsconfig.json'],
    );
    const args = ['--no-progress', '--no-exit-code', '--reporter', 'json'];
    found.report = JSON.parse(runTool('knip/bin/knip.js', args, tree.folder)) as Issues;
  });
  afterAll(() => tree.remove());

  test('a file that nothing reaches is reported, and a spec is not', () => {
    expect(named('files')).toEqual(['libs/meetings/src/forgotten.ts']);
  });

  test('what an index names and nobody imports is reported, but for types', () => {
    expect(named('exports', 'libs/meetings/src/index.ts')).toEqual(['postpone']);
    expect(named('types')).toEqual([]);
  });

  test('an export that no index names and no neighbour uses is reported', () => {
    expect(named('exports', 'libs/meetings/src/meeting.ts')).toContain('cancel');
  });

  test('a package that nothing imports is reported', () => {
    expect(named('dependencies')).toEqual(['edtf']);
  });
});
