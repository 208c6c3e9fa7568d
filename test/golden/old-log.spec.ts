import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../apps/database';
import { readModels } from '../../apps/features';
import { rebuildDatabase, rebuildModels } from '../../apps/rebuilding';
import { startTestService, type TestService } from '../setup/test-service';
import { measuresStory, VERSION_1, VERSION_2 } from './measures-story';

/*
 * logs/measures-story.v1.ndjson is what a release exported to which schema version 1 was the newest of MeasureImposed and of every
 * review: measures imposed, corrected, disputed, settled and retracted. It is read here beside the same story as it is recorded now.
 */
const EXPORTED = readFileSync(join(__dirname, 'logs', 'measures-story.v1.ndjson'));
const NDJSON = { 'content-type': 'application/x-ndjson' };
const OLD = 'old-log';
const NEW = 'new-log';
const EXPULSIONS = 'measure-embassy-expulsions';

interface Exported {
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly body: string;
}

let service: TestService;
/** Every question that can be asked of a conflict without further ado, and those about one thing of the story. */
let questions: readonly string[];
let head: number;

beforeAll(async () => {
  service = await startTestService();
  await upload(OLD, EXPORTED);
  for (const event of measuresStory(VERSION_2)) {
    const { status, text } = await service.post(`/v1/conflicts/${NEW}/events`, event);
    if (status !== 201) throw new Error(text);
  }
  head = measuresStory(VERSION_2).length;
  questions = await questionsOf();
}, 60_000);
afterAll(() => service.stop());

async function upload(conflict: string, lines: Buffer): Promise<void> {
  const { text } = await service.post(`/v1/conflicts/${conflict}/events`, lines, NDJSON);
  const last = JSON.parse(text.trim().split('\n').at(-1)!) as { readonly recorded: number; readonly lines: number };
  if (last.recorded !== last.lines) throw new Error(text);
}

async function questionsOf(): Promise<readonly string[]> {
  const { body } = await service.get<{ readonly paths: Readonly<Record<string, { readonly get?: object }>> }>(
    '/v1/openapi.json',
  );
  const lists = Object.entries(body.paths)
    .filter(([path, { get }]) => get && /^\/v1\/conflicts\/\{conflict\}(\/[a-z-]+)?$/.test(path))
    .map(([path]) => path.slice('/v1/conflicts/{conflict}'.length))
    .filter((path) => path !== '/events');
  const streams = [...new Set(measuresStory(VERSION_2).map(({ stream }) => stream as string))];
  const things = streams
    .filter((stream) => stream !== 'conflict')
    .map((stream) => `/${stream.split('-')[0]}s/${stream}`);
  return [...lists, ...things];
}

/** What a question is answered with, without the instants of record: the two logs were recorded at different times. */
async function answer(conflict: string, question: string, asked: string): Promise<string> {
  const { status, text } = await service.get(`/v1/conflicts/${conflict}${question}?on=2025-03-02&${asked}`);
  if (status >= 400) return String(status);
  return text.replaceAll(/"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z"/g, '"then"').replaceAll(OLD, NEW);
}

async function expectSame(asked: string): Promise<void> {
  const answersOf = (conflict: string): Promise<readonly (readonly [string, string])[]> =>
    Promise.all(questions.map(async (question) => [question, await answer(conflict, question, asked)] as const));
  const [old, now] = await Promise.all([answersOf(OLD), answersOf(NEW)]);
  expect([asked, old]).toEqual([asked, now]);
  expect(old.filter(([, told]) => !/^\d+$/.test(told)).length).toBeGreaterThan(15);
}

async function exported(conflict: string): Promise<readonly Exported[]> {
  const { text } = await service.get(`/v1/conflicts/${conflict}/events`, { accept: 'application/x-ndjson' });
  return linesOf(text);
}

/** What an import keeps of an export; salts and instants are of the log that holds them. */
function linesOf(text: string): readonly Exported[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Exported)
    .filter(({ body }) => body !== undefined)
    .map(({ position, stream, version, id, type, schemaVersion, body }) => ({
      position,
      stream,
      version,
      id,
      type,
      schemaVersion,
      body,
    }));
}

describe('an old log', () => {
  it('answers every question as the same story does that is recorded now', async () => {
    await expectSame(`minPosition=${head}`);
  });

  it('does so as of every position', async () => {
    for (let position = 1; position <= head; position += 1) await expectSame(`asOf=${position}`);
  }, 120_000);

  it('shows its numbers in the shape of today', async () => {
    const { body } = await service.get<{ readonly items: readonly Record<string, { readonly text: string } | null>[] }>(
      `/v1/conflicts/${OLD}/measures?minPosition=${head}`,
    );
    const told = body.items.map(({ measure, measures, affected }) => [measure, measures?.text, affected?.text]);
    expect(Object.fromEntries(told.map(([measure, ...numbers]) => [measure, numbers]))).toEqual({
      'measure-western-sanctions-on-russia': ['15', undefined],
      [EXPULSIONS]: [undefined, '100'],
      'measure-visa-bans': ['3', undefined],
      'measure-asset-freezes': [undefined, '0'],
    });
  });

  it('shows each event as it was recorded, and how it stands in the shape of today', async () => {
    const { body } = await service.get<{ readonly events: readonly Record<string, never>[] }>(
      `/v1/conflicts/${OLD}/streams/${EXPULSIONS}`,
    );
    expect(body.events[1]).toMatchObject({
      schemaVersion: 1,
      event: { type: 'MeasureImposed', data: { count: 60 } },
      standing: { as: { schemaVersion: 2, data: { kind: 'expulsion', affected: 100 } } },
    });
    expect(body.events[1]!['event']).not.toHaveProperty('schemaVersion');
  });

  it('is exported as it was imported: positions, ids, schema versions and bytes', async () => {
    const before = linesOf(EXPORTED.toString('utf8'));
    expect(await exported(OLD)).toEqual(before);
    const again = (await service.get(`/v1/conflicts/${OLD}/events`, { accept: 'application/x-ndjson' })).text;
    await upload('old-log-again', Buffer.from(again));
    expect(await exported('old-log-again')).toEqual(before);
    expect(new Set(before.map(({ schemaVersion }) => schemaVersion))).toEqual(new Set([1]));
    const told = before.map(({ body }) => JSON.parse(Buffer.from(body, 'base64').toString('utf8')) as unknown);
    expect(told).toEqual(measuresStory(VERSION_1));
  });

  it('answers so after a rebuild of every read model too', async () => {
    const quiet = { onMessage: () => undefined, onIdleError: () => undefined };
    const open = await connect(service.database.source, undefined, quiet);
    await rebuildModels(rebuildDatabase(open), readModels, 1);
    await open.close();
    await expectSame(`minPosition=${head}`);
    for (let position = 9; position <= head; position += 4) await expectSame(`asOf=${position}`);
  }, 120_000);
});
