import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository, Run } from '../start/run';
import { ADD_EVENT_TYPE, steps } from './readme';
import { againstShown, inShell, itWithCurl, titleOf } from './step';
import { copyRepository, edits, follow, trackedPaths } from './walkthrough';

jest.setTimeout(240_000);

const own = steps.filter(({ section }) => section === ADD_EVENT_TYPE);
const tests = own.filter(({ commands }) => commands.startsWith('npm test '));
const requests = own.filter(({ commands }) => commands.startsWith('curl '));
const [build, startBuilt] = steps.find(({ commands }) => commands.startsWith('npm run build'))!.commands.split('\n');

describe('whoever follows the README in adding an event type', () => {
  const home = mkdtempSync(join(tmpdir(), 'riyadh talks '));
  const tree = join(home, 'conflict tracker');
  const before = trackedPaths();

  beforeAll(() => {
    copyRepository(tree);
    for (const edit of edits) follow(edit, tree);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('is shown no command that is not run', () => {
    expect(own.filter((step) => !tests.includes(step) && !requests.includes(step))).toEqual([]);
    expect(tests).not.toEqual([]);
    expect(requests).not.toEqual([]);
  });

  it('touches files of one folder', () => {
    const changed = before.filter(
      (path) => !readFileSync(join(tree, path)).equals(readFileSync(join(repository, path))),
    );
    const added = edits.map(({ path }) => path).filter((path) => !before.includes(path));
    const folders = new Set([...changed, ...added].map((path) => path.split('/').slice(0, -1).join('/')));
    expect([...folders]).toEqual(['libs/attacks/src']);
    expect([...changed, ...added].toSorted()).toEqual([...new Set(edits.map(({ path }) => path))].toSorted());
  });

  it('has something that compiles, and a spec that passes', () => {
    inShell(build!, { folder: tree });
    for (const { commands } of tests) inShell(commands, { folder: tree });
  });

  describe('and starts what was compiled', () => {
    let run: Run;
    let url: string;

    beforeAll(async () => {
      const [file, ...args] = startBuilt!.split(' ');
      run = Run.command(file!, args, { PORT: '0', DATA_DIR: join(home, 'data of 2025') }, tree);
      [, url = ''] = await run.line(/^Conflict Tracker serves at (http:\S+),/);
      await run.line(/^Stop with Ctrl-C\.$/);
    });
    afterAll(() => run.end());

    it('finds the type among those that can be recorded', async () => {
      const { eventTypes } = await answer<{ eventTypes: readonly { type: string; stream: string }[] }>(
        '/v1/event-types',
      );
      expect(eventTypes).toContainEqual(expect.objectContaining({ type: 'PowerCutReported', stream: 'attack' }));
      const { paths, components } = await answer<{ paths: object; components: { schemas: object } }>(
        '/v1/openapi.json',
      );
      expect(paths).toHaveProperty(['/v1/conflicts/{conflict}/events']);
      expect(JSON.stringify(components.schemas)).toContain('PowerCutReported');
    });

    it('finds the projector beside it, which wants a server', async () => {
      const projector = Run.command('node', ['dist/apps/projector/src/main.js'], {}, tree);
      expect(await projector.ended).toEqual({ code: 1, signal: null });
      expect(projector.output).toContain('DATABASE_URL: not set');
    });

    itWithCurl.each(requests.map((step) => [titleOf(step), step] as const))('%s', (_, step) => {
      const output = inShell(step.commands, { folder: home, port: new URL(url).port });
      expect(againstShown(step, output)).toEqual([]);
    });

    async function answer<Body>(path: string): Promise<Body> {
      const response = await fetch(url + path);
      expect(response.status).toBe(200);
      return (await response.json()) as Body;
    }
  });
});
