import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configVariables as apiVariables } from '../../apps/api/src/api.config';
import type { ConfigVariable } from '../../apps/config';
import { configVariables as opsVariables } from '../../apps/ops/src/ops.config';
import { configVariables as projectorVariables } from '../../apps/projector/src/projector.config';
import { repository, Run } from '../start/run';
import { ADD_EVENT_TYPE, readmeText, steps } from './readme';
import { differences } from './shown-answer';
import { againstShown, inShell, itWithCurl, titleOf } from './step';

/** What is not run here as it stands, and where it is. */
const RUN_ELSEWHERE: Readonly<Record<string, string>> = {
  'npm start': 'it is the service that the requests below go to; test/start',
  'npm test': 'it is this run',
  "DATABASE_URL='postgres://tracker:secret@127.0.0.1:5432/conflict_tracker' npm start":
    'test/start, with a server of its own',
  'npm run build\nnode dist/apps/api/src/main.js': 'test/readme/walkthrough.spec.ts, in a copy of the tree',
};
const here = steps.filter(({ section, commands }) => section !== ADD_EVENT_TYPE && !(commands in RUN_ELSEWHERE));
const requests = here.filter(({ commands }) => commands.startsWith('curl '));
const operations = here.filter(({ commands }) => commands.startsWith('npm run ops '));

jest.setTimeout(120_000);

describe('the README', () => {
  const home = mkdtempSync(join(tmpdir(), 'riyadh talks '));
  const dataDir = join(home, 'data of 2025');
  let run: Run;
  let port: string;

  beforeAll(async () => {
    run = Run.npmStart({ PORT: '0', DATA_DIR: dataDir });
    [, port = ''] = await run.line(/^Conflict Tracker serves at http:\/\/127\.0\.0\.1:(\d+),/);
    await run.line(/^Stop with Ctrl-C\.$/);
    const whole = `http://127.0.0.1:${port}/v1/conflicts/russia-ukraine?minPosition=156`;
    // Each request waits for the read models some seconds; the first start on a busy machine takes more.
    let caughtUp = await fetch(whole);
    for (let tries = 1; caughtUp.status === 503 && tries < 10; tries += 1) caughtUp = await fetch(whole);
    expect(caughtUp.status).toBe(200);
  });
  afterAll(async () => {
    await run.end();
    rmSync(home, { recursive: true, force: true });
  });

  it('shows no command that is not run', () => {
    expect(here.filter((step) => !requests.includes(step) && !operations.includes(step))).toEqual([]);
    expect(Object.keys(RUN_ELSEWHERE).filter((commands) => !steps.some((step) => step.commands === commands))).toEqual(
      [],
    );
  });

  it('names no npm script that there is not', () => {
    const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
      readonly scripts: object;
    };
    const named = [...readmeText.matchAll(/\bnpm (?:run )?([a-z:]+)/g)].map(([, script]) => script!);
    expect([...new Set(named)].filter((script) => !(script in scripts))).toEqual([]);
    expect(named).toEqual(expect.arrayContaining(['start', 'test', 'bench', 'check']));
  });

  itWithCurl.each(requests.map((step) => [titleOf(step), step] as const))('%s', (_, step) => {
    expect(againstShown(step, inShell(step.commands, { folder: home, port }))).toEqual([]);
  });

  it.each(operations.map((step) => [titleOf(step), step] as const))('%s', async (_, step) => {
    run.signal('SIGTERM');
    await run.ended;
    const output = inShell(step.commands, { folder: repository, variables: { DATA_DIR: dataDir } });
    expect(againstShown(step, output)).toEqual([]);
  });

  it('has every variable of every program, as the code has it', () => {
    const readers = { api: apiVariables, projector: projectorVariables, ops: opsVariables };
    const variables = new Map(Object.values(readers).flatMap((read) => read.map((one) => [one.name, one] as const)));
    const rows = [...variables.values()].map((variable) => [
      `\`${variable.name}\``,
      variable.unit,
      variable.default === null ? 'not set' : `\`${variable.default}\``,
      variable.description,
      Object.entries(readers)
        .filter(([, read]) => read.some((one: ConfigVariable<unknown>) => one.name === variable.name))
        .map(([program]) => program)
        .join(', '),
    ]);
    expect(tableBelow('| Variable')).toEqual(rows);
  });
});

describe('an answer as the README shows it', () => {
  const answer = {
    id: '01a21313-bcc6-7672-bceb-7898dc1659a5',
    launched: 176,
    claims: [{ source: 'a' }, { source: 'b' }],
    events: {
      '01a21313-bcc6-7672-bceb-7898dc1659a6': { position: 107 },
      '01a21313-bcc6-7672-bceb-7898dc1659a7': { position: 158, type: 'EventRetracted' },
    },
  };

  it.each([
    '{ "id": "01951a2b-0000-7000-8000-000000000001", "launched": 176, "claims": ..., "events": ... }',
    '{ "claims": [..., { "source": "b" }], ... }',
    '{ "claims": [{ "source": "a" }, ...], "launched": ..., ... }',
    '{ "events": { "01951a2b-0000-7000-8000-000000000001": { "position": 158, ... }, ... }, ... }',
  ])('is like %s', (shown) => {
    expect(differences(answer, shown)).toEqual([]);
  });

  it.each([
    '{ "launched": 175, ... }',
    '{ "launched": 176, "claims": ..., "events": ... }',
    '{ "claims": [{ "source": "a" }], ... }',
    '{ "claims": [..., { "source": "c" }], ... }',
    '{ "killed": ..., ... }',
    '{ "id": "176", ... }',
    '{ "events": { "01951a2b-0000-7000-8000-000000000001": { "position": 159, ... }, ... }, ... }',
  ])('is not like %s', (shown) => {
    expect(differences(answer, shown)).not.toEqual([]);
  });
});

/** Cells of the rows of the table whose head begins so. */
function tableBelow(head: string): readonly (readonly string[])[] {
  const lines = readmeText.split('\n');
  const first = lines.findIndex((line) => line.startsWith(head)) + 2;
  const rows = lines.slice(
    first,
    lines.findIndex((line, index) => index > first && !line.startsWith('|')),
  );
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
