import { Client } from 'pg';
import { readModels } from '../../apps/features';
import { createTestDatabase, type TestDatabase } from '../setup/test-database';
import { ops } from './ops-here';

/** `npm run ops -- drop-old` after releases that served other versions. */

const SERVED = readModels.find(({ name }) => name === 'attacks')!.version;
const OLDER = SERVED - 1;
const NEWER = SERVED + 1;

let database: TestDatabase;
let projector: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  projector = new Client(database.source.poolOptions('tracker_projector'));
  await projector.connect();
  await leave('attacks', OLDER);
  await leave('attacks', NEWER);
  await leave('rumours', 1);
  await projector.query(`create schema attacks_v${OLDER}_next`);
  await projector.query(
    `insert into projections.models (model, version, generation, tables_sha256) values ('attacks', $1, 'next', '')`,
    [OLDER],
  );
  const build = '01951c00-0000-7000-8000-000000000001';
  await projector.query(`insert into projections.builds (build) values ($1)`, [build]);
  await projector.query(
    `insert into projections.build_models (model, version, build, tables_sha256) values ('attacks', $1, $2, '')`,
    [OLDER, build],
  );
});

afterAll(async () => {
  await projector.end();
  await database.drop();
});

/** What a release that served this has left. */
async function leave(name: string, version: number): Promise<void> {
  await projector.query(`create schema ${name}_v${version}`);
  await projector.query(`create table ${name}_v${version}.told as select generate_series(1, 10000) as number`);
  await projector.query(
    `insert into projections.models (model, version, generation, tables_sha256) values ($1, $2, 'live', '')`,
    [name, version],
  );
  await projector.query(
    `insert into projections.checkpoints (conflict, model, version, generation, position) values ('gaza', $1, $2, 'live', 156)`,
    [name, version],
  );
}

async function schemas(): Promise<readonly string[]> {
  const { rows } = await projector.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspname ~ '^(attacks|rumours)_v' order by 1`,
  );
  return rows.map(({ name }) => name);
}

const ALL = [`attacks_v${OLDER}`, `attacks_v${OLDER}_next`, `attacks_v${SERVED}`, `attacks_v${NEWER}`, 'rumours_v1'];

it('lists what this release does not serve, with its size, and drops nothing', async () => {
  const { code, stdout } = await ops(database, ['drop-old']);
  expect(code).toBe(0);
  const [head, ...lines] = stdout.trimEnd().split('\n');
  expect(head).toMatch(/^VERSION +SERVED NOW +SCHEMA +SIZE$/);
  const size = '\\d+\\.\\d MiB';
  expect(lines).toEqual([
    expect.stringMatching(
      new RegExp(`^attacks@${OLDER} +${SERVED} +attacks_v${OLDER}, attacks_v${OLDER}_next +${size}  kept$`),
    ),
    expect.stringMatching(new RegExp(`^attacks@${NEWER} +${SERVED}, older +attacks_v${NEWER} +${size}  kept$`)),
    expect.stringMatching(new RegExp(`^rumours@1 +none +rumours_v1 +${size}  kept$`)),
  ]);
  expect(await schemas()).toEqual([...ALL].sort());
});

it.each([
  ['what this release serves', [`attacks@${OLDER}`, `attacks@${SERVED}`], 'read_model.version_served'],
  ['what is not there', [`attacks@${OLDER}`, 'attacks@999'], 'read_model.version_unknown'],
])('%s is not dropped, and nothing is that is named beside it', async (_what, names, code) => {
  const refused = await ops(database, ['drop-old', ...names, '--json']);
  expect({ code: refused.code, ...refused.json<object>() }).toMatchObject({ code: 1, error: { code } });
  expect(await schemas()).toEqual([...ALL].sort());
});

it('a name without its version is wrong usage', async () => {
  expect(await ops(database, ['drop-old', 'attacks'])).toMatchObject({
    code: 64,
    stderr: expect.stringContaining('Found "attacks", expected a view and its version, such as attacks@1.'),
  });
});

it('a dry run tells what would be dropped', async () => {
  const { code, stdout } = await ops(database, ['drop-old', 'rumours@1', '--dry-run']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^rumours@1 .* would be dropped$/m);
  expect(await schemas()).toEqual([...ALL].sort());
});

it('drops what is named, with what was built of it and where it stood, and nothing else', async () => {
  const { code, json } = await ops(database, ['drop-old', `attacks@${OLDER}`, 'rumours@1', '--json']);
  expect(code).toBe(0);
  const version = (
    name: string,
    number: number,
    serves: number | null,
    dropped: boolean,
    named: readonly string[],
  ) => ({
    name,
    version: number,
    serves,
    schemas: named,
    bytes: expect.any(Number),
    position: 156,
    dropped,
  });
  expect(json<object>()).toEqual({
    old: [
      version('attacks', OLDER, SERVED, true, [`attacks_v${OLDER}`, `attacks_v${OLDER}_next`]),
      version('attacks', NEWER, SERVED, false, [`attacks_v${NEWER}`]),
      version('rumours', 1, null, true, ['rumours_v1']),
    ],
  });
  expect(await schemas()).toEqual([`attacks_v${SERVED}`, `attacks_v${NEWER}`]);
  const { rows } = await projector.query(
    `select model, version from projections.checkpoints union all select model, version from projections.build_models
     union all select build::text, 0 from projections.builds`,
  );
  expect(rows).toEqual([{ model: 'attacks', version: NEWER }]);
  expect((await ops(database, ['drop-old'])).stdout).not.toContain('rumours');
});
