import type { Difference } from '@tracker/audit';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { linesOf, Notebook } from '../e2e/notebook';
import { startTestService, type TestService } from '../setup/test-service';
import { ops } from './ops-here';

/** `npm run ops -- replay` beside the answers that the service gives over HTTP. */

jest.setTimeout(120_000);

const NIGHT = 'attack-2025-02-18-overnight';
const AIR_FORCE = { source: 'source-ukrainian-air-force', report: 'report-riyadh-talks' };

interface ReplayedRow {
  readonly view: string;
  readonly table: string;
  readonly stream: string;
  readonly key: string;
  readonly since: number;
  readonly row: object;
}

interface ReplayedTable {
  readonly view: string;
  readonly version: number;
  readonly table: string;
  readonly count?: number;
  readonly added?: number;
  readonly removed?: number;
  readonly changed?: number;
  readonly file?: string;
  readonly rows?: readonly Omit<ReplayedRow, 'view' | 'table'>[];
}

interface Document {
  readonly conflict: string;
  readonly position: number;
  readonly withoutSource: string | null;
  readonly tables: readonly ReplayedTable[];
}

let service: TestService;
let log: Notebook;
let head: number;
let correction: { readonly position: number; readonly recordedAt: string };
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'replays of riyadh '));
  service = await startTestService();
  log = new Notebook(service, 'russia-ukraine');
  await service.loadSample(log.conflict);
  const { body } = await log.record({
    type: 'EventCorrected',
    stream: NIGHT,
    citation: AIR_FORCE,
    data: {
      event: 1,
      replaces: 1,
      as: {
        occurred: '2025-02-17/2025-02-18',
        citation: AIR_FORCE,
        data: { launched: 175, attacker: 'actor-russia', toward: ['place-ukraine'] },
      },
      reason: 'typo',
      note: 'The report says 175.',
    },
  });
  correction = body;
  head = correction.position;
  await log.get(`/status?minPosition=${head}`);
});

afterAll(async () => {
  await service.stop();
  rmSync(home, { recursive: true, force: true });
});

function replay(...args: readonly string[]) {
  return ops(service.database, ['replay', '--conflict', log.conflict, '--workers', '1', ...args]);
}

/** The rows of views as of a position, from the difference between nothing and that position. */
async function heldOverHttp(view: string, position: number): Promise<readonly object[]> {
  const { text } = await log.get(`/diff?from=0&to=${position}&view=${view}`, { accept: 'application/x-ndjson' });
  const differences = linesOf<Difference>(text).slice(0, -1);
  return differences.map(({ table, stream, key, after }) => ({ view, table, stream, key, row: after })).sort(byPlace);
}

function isLaunched({ table, key }: Pick<ReplayedRow, 'table' | 'key'>): boolean {
  return table === 'claim' && key.endsWith(' launched');
}

function byPlace(one: object, other: object): number {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return a < b ? -1 : 1;
}

async function scratches(): Promise<number> {
  const client = new Client(service.database.source.poolOptions('admin'));
  await client.connect();
  const { rowCount } = await client.query(`select from pg_namespace where nspname ~ '^replay_'`);
  await client.end();
  return rowCount ?? 0;
}

describe('until a position', () => {
  it('gives, row by row, what the service answers as of it, and leaves nothing behind', async () => {
    const { code, stdout, stderr } = await replay('--until', String(head - 1), '--view', 'attacks', 'meetings');
    expect(code).toBe(0);
    const rows = linesOf<ReplayedRow>(stdout);
    for (const view of ['attacks', 'meetings']) {
      const replayed = rows.filter((row) => row.view === view).map(({ since: _since, ...row }) => row);
      expect(replayed.length).toBeGreaterThan(0);
      expect(replayed.sort(byPlace)).toEqual(await heldOverHttp(view, head - 1));
    }
    expect(rows.filter(isLaunched)).toMatchObject([{ stream: NIGHT, row: { best: 176 } }]);
    expect(stderr).toMatch(/^russia-ukraine as it was at position \d+\nVIEW +TABLE +ROWS\nattacks \d+ +attack +4\n/);
    expect(await scratches()).toBe(0);
  });

  it('writes a file for each table where a folder is named, and no other replay beside them', async () => {
    const folder = join(home, 'as of', 'then');
    // An instant names the last position recorded by then.
    const args = ['--until', correction.recordedAt, '--view', 'attacks', '--out', folder, '--json'];
    const { code, json } = await replay(...args);
    const { tables, ...asked } = json<Document>();
    expect({ code, ...asked }).toEqual({ code: 0, conflict: log.conflict, position: head, withoutSource: null });
    const rows = tables.flatMap(({ view, table, file }) => {
      const lines = readFileSync(file!, 'utf8').split('\n').slice(0, -1);
      return lines.map((line) => ({
        view,
        table,
        ...(JSON.parse(line) as Pick<ReplayedRow, 'stream' | 'key' | 'row'>),
      }));
    });
    for (const table of tables)
      expect(table).toEqual({
        view: 'attacks',
        version: expect.any(Number),
        table: table.table,
        count: rows.filter((row) => row.table === table.table).length,
        file: join(folder, `attacks.${table.table}.ndjson`),
      });
    expect(rows.filter(isLaunched)).toMatchObject([{ stream: NIGHT, row: { best: 175 } }]);
    const held = rows.map(({ view, table, stream, key, row }) => ({ view, table, stream, key, row }));
    expect(held.sort(byPlace)).toEqual(await heldOverHttp('attacks', head));
    expect((await replay(...args)).json()).toEqual({
      error: {
        code: 'usage',
        message: expect.stringContaining(`the folder ${folder} is not empty, expected an empty`),
      },
    });
  });
});

describe('without a source', () => {
  it('names what would fall, what would change, and what would come to stand', async () => {
    const source = 'source-kirovohrad-regional-administration';
    const { code, stdout } = await replay('--until', String(head), '--without-source', source);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`position ${head}, and what would stand otherwise without ${source}$`, 'm'));
    expect(stdout).toMatch(/^attacks \d+ +claim +0 +\d+ +0$/m);
    expect(stdout).toMatch(/^removed: attacks claim, attack-2025-02-18-dolynska \S+ struck$/m);
    expect(stdout).toMatch(/^changed: attacks attack, attack-2025-02-18-dolynska$/m);
    expect(stdout).toMatch(/^The other \d+ tables would stand as they do\.$/m);
    expect(stdout).not.toContain('removed: meetings');
  });

  it('with --json gives each row as it stands and as it would', async () => {
    const args = ['--until', String(head), '--without-source', AIR_FORCE.source, '--view', 'attacks', '--json'];
    const { code, json } = await replay(...args);
    const { tables, withoutSource } = json<Document>();
    expect({ code, withoutSource }).toEqual({ code: 0, withoutSource: AIR_FORCE.source });
    expect(tables.find(({ table }) => table === 'attack')).toEqual({
      view: 'attacks',
      version: expect.any(Number),
      table: 'attack',
      added: 0,
      removed: 1,
      changed: 0,
      rows: [{ change: 'removed', stream: NIGHT, key: '', before: expect.any(Object), after: null }],
    });
  });
});

describe('refuses with one sentence', () => {
  const file = (): string => join(home, 'a file');

  it.each([
    ['a conflict that is not open', ['--conflict', 'atlantis', '--until', '1'], 1, 'Conflict "atlantis" is not open.'],
    ['a position beyond the head', ['--until', '9999'], 1, '--until=9999 lies beyond the head of the log, position '],
    ['an instant to come', ['--until', '2999-01-01T00:00:00Z'], 1, '--until=2999-01-01T00:00:00Z is not past yet'],
    [
      'nonsense',
      ['--until', 'yesterday'],
      64,
      '--until: found "yesterday", expected a position (0, 1, 2, ...) or an in',
    ],
    [
      'an unknown view',
      ['--until', '1', '--view', 'atacks'],
      64,
      'There is no view "atacks". Expected any of: names, ',
    ],
    ['an unknown source', ['--until', '9', '--without-source', 'source-nobody'], 1, 'source-nobody'],
    [
      'what is no source',
      ['--until', '9', '--without-source', 'actor-russia'],
      64,
      'expected the id of a source, such',
    ],
    ['a file as a folder', ['--until', '9', '--out', 'FILE'], 64, 'is a file, expected a folder'],
  ])('%s', async (_what, args, code, message) => {
    writeFileSync(file(), '');
    const answer = await replay(...args.map((arg) => (arg === 'FILE' ? file() : arg)));
    expect({ code: answer.code, stdout: answer.stdout }).toEqual({ code, stdout: '' });
    expect(answer.stderr).toContain(message);
    expect(answer.stderr.includes('See npm run ops -- replay --help.')).toBe(code === 64);
  });

  it('and with --json in a document with its code', async () => {
    const { code, json } = await replay('--until', '9999', '--json');
    expect({ code, ...json<object>() }).toEqual({
      code: 1,
      error: { code: 'as_of.beyond_head', message: expect.stringContaining('beyond the head') },
    });
  });
});
