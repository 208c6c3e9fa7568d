import { createTestDatabase, type TestDatabase } from '../setup/test-database';
import { ops } from './ops-here';

/** What the command line says of itself, and of what it does not understand; none of it needs a database. */

const COMMANDS = ['migrate', 'status', 'verify', 'replay', 'rebuild', 'unpark', 'drop-old'];
const EXIT_CODES = [
  '    0  done',
  '    1  failed',
  '    2  verify found differences',
  '   64  wrong usage',
  '  130  int',
];

it('--help names every command, examples and exit codes', async () => {
  const { code, stdout, stderr } = await ops(undefined, ['--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} .*\\S`, 'm'));
  for (const line of EXIT_CODES) expect(stdout).toContain(`\n${line}`);
});

it.each(COMMANDS)('%s --help has examples, exit codes, and the shape of its JSON', async (command) => {
  const { code, stdout } = await ops(undefined, [command, '--help']);
  expect(code).toBe(0);
  const [, examples] = stdout.split('\nExamples:\n');
  expect(examples!.match(new RegExp(`^ {2}npm run ops -- ${command}`, 'gm'))!.length).toBeGreaterThanOrEqual(2);
  for (const line of EXIT_CODES) expect(stdout).toContain(`\n${line}`);
  expect(stdout).toMatch(/^--json: .*\{/m);
});

const WRONG: readonly (readonly [what: string, args: readonly string[], message: string])[] = [
  ['an unknown command', ['verfy'], "unknown command 'verfy'\n(Did you mean verify?)"],
  ['an unknown option', ['verify', '--deep'], "unknown option '--deep'"],
  ['an unknown view', ['rebuild', 'atacks'], 'There is no view "atacks". Expected any of: names, '],
  ['no view to rebuild', ['rebuild'], "missing required argument 'view'"],
  ['no thread', ['rebuild', 'all', '--workers', '0'], '--workers: found "0", expected a whole number from 1 to 64.'],
  ['a wait without end', ['unpark', '--wait', 'ever'], '--wait: found "ever", expected a whole number from 0 to 3600.'],
  [
    'two ways of one rebuild',
    ['rebuild', 'all', '--anew', '--cancel'],
    "'--cancel' cannot be used with option '--anew'",
  ],
  ['no conflict to replay', ['replay', '--until', '1'], "required option '--conflict <id>' not specified"],
];

it.each(WRONG)('%s ends with 64 and says where help is', async (_what, args, message) => {
  const { code, stdout, stderr } = await ops(undefined, args);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr).toMatch(/^See npm run ops -- (\S+ )?--help\.?$/m);
});

it.each(WRONG)('%s is told in a JSON document where one is asked for', async (_what, args, message) => {
  const { code, json } = await ops(undefined, [...args, '--json']);
  expect({ code, ...json<object>() }).toEqual({
    code: 64,
    error: { code: 'usage', message: expect.stringContaining(message) },
  });
});

it('without a command it shows what there is, and ends with 64', async () => {
  const { code, stdout, stderr } = await ops(undefined, []);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  expect(stderr).toContain('Usage: npm run ops --');
});

it('a configuration that cannot be used is named with what is wrong', async () => {
  const environment = { DATABASE_URL: 'mysql://127.0.0.1/talks' };
  const { code, json, stderr } = await ops(undefined, ['status', '--json'], { environment });
  expect({ code, ...json<object>() }).toEqual({
    code: 1,
    error: { code: 'configuration.invalid', message: expect.stringContaining('DATABASE_URL') },
  });
  expect(stderr).toContain('DATABASE_URL');
});

describe('on a database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('migrate says that it is up to date', async () => {
    expect(await ops(database, ['migrate'])).toMatchObject({ code: 0, stdout: 'The database is up to date.\n' });
    expect((await ops(database, ['migrate', '--json'])).json()).toEqual({ applied: [] });
  });

  it('status and unpark say that there is nothing yet', async () => {
    expect(await ops(database, ['status'])).toMatchObject({
      code: 0,
      stdout: 'No conflict is open: there is nothing to read.\n',
    });
    expect((await ops(database, ['unpark', '--json'])).json()).toEqual({ unparked: [] });
  });

  it('what is interrupted ends with 130, also in JSON', async () => {
    const { code, json } = await ops(database, ['verify', '--json'], { signal: AbortSignal.abort() });
    expect({ code, ...json<object>() }).toEqual({
      code: 130,
      error: { code: 'interrupted', message: 'Interrupted.' },
    });
  });
});
