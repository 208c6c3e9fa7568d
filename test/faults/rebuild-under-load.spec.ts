import { Client } from 'pg';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readModels } from '../../apps/features';
import { plausibleLog } from '../bench/plausible-log';
import { streamOfBodies } from '../bench/recorded-bodies';
import { ApiProcess, urlOf } from '../e2e/api-process';
import { createTestDatabase, type TestDatabase } from '../setup/test-database';

/** A rebuild of every view as an operator runs it, killed again and again, while many record and others read. */

const REPOSITORY = join(__dirname, '..', '..');
const CONFLICT = 'russia-ukraine';
const RECORDED_BEFORE = 12_000;
/** Between two events of a client. Enough for the rebuild to give way; without it all of this takes ten minutes on two cores. */
const PAUSE_MS = 250;
const CLIENTS = 64;
const READERS = 4;
const MS_MAX = 600_000;
/** Views of every kind: rows of streams, rows of events, counts, a text search, a map. */
const QUESTIONS = [
  'attacks?from=2022-02-24&to=2022-02-26&limit=20',
  'casualties?from=2022-02-24&to=2022-02-26',
  'nights?from=2022-02-24&to=2022-03-05',
  'meetings?limit=20',
  'statements?limit=20',
  'timeline?limit=20',
  'timeline?q=drone&limit=10',
  'map?from=2022-02-24&to=2022-02-26',
  'sources',
  'citations?limit=20',
  'status',
];

/** A question and its answer, at the position that the answer names. */
interface Asked {
  readonly question: string;
  readonly text: string;
}

let database: TestDatabase;
let admin: Client;
let api: ApiProcess;
let isOver = false;
let recorded = 0;
const asked: Asked[] = [];
const refused: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  admin = new Client(database.source.poolOptions('admin'));
  await admin.connect();
  api = await ApiProcess.start(database);
  const events = [...plausibleLog(RECORDED_BEFORE)].map((event) => JSON.stringify(event));
  for (let at = 0; at < events.length; at += 400) {
    const { status, text } = await post(`[${events.slice(at, at + 400).join()}]`);
    if (status !== 201) throw new Error(text);
  }
  // The first rows of a conflict are not there yet; from then on nobody may be refused.
  const whole = `/v1/conflicts/${CONFLICT}/status?minPosition=${events.length}`;
  while ((await api.get(whole)).status === 503) await wait(50);
}, MS_MAX);

afterAll(async () => {
  await api.stop();
  await admin.end();
  await database.drop();
});

function post(body: string) {
  return api.post(`/v1/conflicts/${CONFLICT}/events`, body);
}

async function record(client: number): Promise<void> {
  const next = streamOfBodies(`client-${client}`);
  while (!isOver) {
    const { status, text } = await post(next());
    if (status === 201) recorded += 1;
    else refused.push(text);
    await wait(PAUSE_MS);
  }
}

async function read(reader: number): Promise<void> {
  for (let turn = reader; !isOver; turn += 1) {
    const question = QUESTIONS[turn % QUESTIONS.length]!;
    const { status, text } = await api.get(`/v1/conflicts/${CONFLICT}/${question}`);
    if (status === 200) asked.push({ question, text });
    else refused.push(`${question}: ${text}`);
  }
}

/** A process that rebuilds every view. */
function rebuilding(): { readonly child: ChildProcess; readonly ended: Promise<number | null> } {
  const child = spawn(process.execPath, ['-r', '@swc-node/register', 'apps/ops/src/main.ts', 'rebuild', 'all'], {
    cwd: REPOSITORY,
    env: { ...process.env, SWC_NODE_PROJECT: join(REPOSITORY, 'tsconfig.json'), DATABASE_URL: urlOf(database) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { child, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

async function countOf(sql: string): Promise<number> {
  const { rows } = await admin.query<{ count: string }>(`select count(*) as count ${sql}`);
  return Number(rows[0]!.count);
}

const piecesDone = () => countOf(`from projections.build_pieces where events is not null`);
const indexesOfNext = () => countOf(`from pg_indexes where schemaname ~ '_next$'`);
const stillNext = () => countOf(`from projections.models where generation = 'next'`);

/** Kills a rebuild when it has got somewhere; fails if it ends before. */
async function killedOnce(isThere: () => Promise<boolean>): Promise<void> {
  const { child, ended } = rebuilding();
  let code: number | null | undefined;
  void ended.then((ending) => (code = ending));
  while (code === undefined && !(await isThere())) await wait(5);
  if (code !== undefined) throw new Error(`The rebuild ended with code ${code} before it could be killed.`);
  child.kill('SIGKILL');
  await ended;
}

describe('while 64 clients record and others read, a rebuild of every view is killed three times and then completes', () => {
  const served = new Map<string, number>();

  async function schemaOids(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await admin.query<{ name: string; oid: number }>(
      `select nspname as name, oid::integer as oid from pg_namespace where nspname ~ '_v[0-9]+'`,
    );
    return new Map(rows.map(({ name, oid }) => [name, oid]));
  }

  beforeAll(async () => {
    for (const [name, oid] of await schemaOids()) served.set(name, oid);
    const clients = Array.from({ length: CLIENTS }, (_, client) => record(client));
    const readers = Array.from({ length: READERS }, (_, reader) => read(reader));
    await killedOnce(async () => (await piecesDone()) > 0);
    await killedOnce(async () => (await indexesOfNext()) > 3);
    await killedOnce(async () => (await indexesOfNext()) > 20 && (await stillNext()) < readModels.length);
    expect(await rebuilding().ended).toBe(0);
    isOver = true;
    await Promise.all([...clients, ...readers]);
  }, MS_MAX);

  test('every view is served from the tables it made, and nothing of it is left over', async () => {
    const now = await schemaOids();
    expect([...now.keys()].sort()).toEqual([...served.keys()].sort());
    const kept = [...served].filter(([name, oid]) => now.get(name) === oid);
    expect(kept).toEqual([]);
    expect(await countOf(`from projections.builds`)).toBe(0);
  });

  test('nobody was refused, and recording went on', () => {
    expect(refused).toEqual([]);
    expect(recorded).toBeGreaterThan(CLIENTS);
  });

  test('every answer that was given is the answer for its position', async () => {
    expect(new Set(asked.map(({ question }) => question)).size).toBe(QUESTIONS.length);
    for (const { question, text } of sampled(asked)) {
      const { position, on } = JSON.parse(text) as { readonly position: number; readonly on: string };
      const path = `/v1/conflicts/${CONFLICT}/${question}${question.includes('?') ? '&' : '?'}asOf=${position}&on=${on}`;
      const again = await api.get(path);
      // A cursor belongs to its question, which here has a moment of its own.
      expect([path, again.status, withoutCursor(again.text)]).toEqual([path, 200, withoutCursor(text)]);
    }
  }, 120_000);
});

/** All of few, a fixed part of many: one in so many, from beginning to end. */
function sampled<Item>(items: readonly Item[]): readonly Item[] {
  const every = Math.ceil(items.length / 400);
  return items.filter((_, index) => index % every === 0);
}

function withoutCursor(text: string): string {
  return text.replace(/"next":"[^"]*"/, '');
}
