import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestService, type Answer, type TestService } from '../setup/test-service';
import { restoreLog } from './exported-log';

/*
 * What every view answers to questions about the sample case, as the SHA-256 of its bytes, by the view's name and version. The same
 * question at the same position and day has one answer for ever: an answer that is to change needs another version of its view
 * (`@View({ version })`), and lines of its own here. `GOLDEN=add npx jest test/golden/answers` adds lines that are missing; a line
 * that has been released is never changed.
 */
type Golden = Record<string, Record<string, string>>;

const FILE = join(__dirname, 'answers.json');
/** The sample case as a release recorded it, then corrected, disputed, settled, corroborated and retracted in part. */
const LOG = readFileSync(join(__dirname, 'logs', 'riyadh-talks.ndjson'), 'utf8');
const CONFLICT = 'russia-ukraine';
const ON = '2025-02-19';
/** Beside the last one: in the middle of the names, and of the talks. */
const POSITIONS = [40, 120];
/** Names asked for of each kind. */
const STREAMS_OF_KIND = 3;

interface Operation {
  readonly parameters?: readonly { readonly name?: string; readonly in?: string }[];
}

let service: TestService;
let last: number;
let questions: readonly string[];
const golden = JSON.parse(readFileSync(FILE, 'utf8')) as Golden;

beforeAll(async () => {
  service = await startTestService();
  last = await restoreLog(service.database.source, CONFLICT, LOG);
  const { body } = await service.get<{ readonly paths: Record<string, { readonly get?: Operation }> }>(
    '/v1/openapi.json',
  );
  const paths = Object.entries(body.paths).flatMap(([path, { get }]) => (get ? [{ path, get }] : []));
  const streams = await streamsByKind();
  questions = paths.flatMap(({ path, get }) => questionsOn(path, get, streams));
  const { status, text } = await service.get(`/v1/conflicts/${CONFLICT}/timeline?limit=1&minPosition=${last}`);
  if (status !== 200) throw new Error(text);
}, 60_000);
afterAll(() => service.stop());

async function streamsByKind(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { body } = await service.get<{ readonly events: readonly { readonly stream: string }[] }>(
    `/v1/conflicts/${CONFLICT}/events?limit=1000`,
  );
  const byKind = new Map<string, string[]>();
  for (const stream of new Set(body.events.map((event) => event.stream))) {
    const kind = stream.split('-')[0]!;
    byKind.set(kind, [...(byKind.get(kind) ?? []), stream].slice(0, STREAMS_OF_KIND));
  }
  return byKind;
}

/** What is asked of a route: as it stands, at other moments, turned round, in part, and by another rule or with why as far as it knows them. */
function questionsOn(
  path: string,
  { parameters = [] }: Operation,
  streams: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const names = new Set(parameters.flatMap(({ name, in: place }) => (place === 'query' && name ? [name] : [])));
  if (!path.startsWith('/v1/conflicts/{conflict}') || !names.has('asOf')) return [];
  const below = path.replace('/v1/conflicts/{conflict}', '');
  const parameter = /\{([a-z]+)\}/i.exec(below)?.[1];
  const places = parameter
    ? (streams.get(parameter) ?? []).map((stream) => below.replace(`{${parameter}}`, stream))
    : [below];
  const variants = ['', ...[...VARIANTS].flatMap(([name, values]) => (names.has(name) ? values : []))];
  return places.flatMap((place) => [
    ...variants.map((variant) => `${place}?asOf=${last}&on=${ON}${variant}`),
    ...POSITIONS.map((position) => `${place}?asOf=${position}&on=${ON}`),
  ]);
}

const VARIANTS = new Map([
  ['why', ['&why=1']],
  ['order', ['&order=asc', '&order=desc']],
  ['limit', ['&limit=3']],
  ['rule', ['&rule=hull@1']],
  ['from', ['&from=2025-02-01&to=2025-02-28', '&from=2014-01-01&to=2026-12-31']],
]);

/** `attacks.3`, off the entity tag of an answer; undefined if it is not one of a view. */
function viewOf({ headers }: Answer): string | undefined {
  return /^W\/"([a-z][a-z0-9_-]*\.\d+)\./.exec(headers.get('etag') ?? '')?.[1];
}

test('every view answers every question about the sample case as its version always has', async () => {
  const changed: string[] = [];
  const missing: string[] = [];
  const met = new Set<string>();
  for (const question of questions) {
    const answer = await service.get(`/v1/conflicts/${CONFLICT}${question}`);
    const view = viewOf(answer);
    if (view === undefined) continue;
    met.add(view);
    const sha256 = createHash('sha256').update(answer.text).digest('hex');
    const known = (golden[view] ??= {})[question];
    if (known === undefined) missing.push(`${view} ${question}`);
    else if (known !== sha256) changed.push(`${view} ${question}: ${answer.text.slice(0, 2_000)}`);
    golden[view][question] ??= sha256;
  }
  if (process.env.GOLDEN === 'add') writeFileSync(FILE, `${JSON.stringify(golden, null, 2)}\n`);
  else expect(missing).toEqual([]);
  expect(changed).toEqual([]);
  expect(met.size).toBeGreaterThan(30);
}, 120_000);

test('an answer has the entity tag of its question for ever, and only of that', async () => {
  const ask = (question: string) => service.get(`/v1/conflicts/${CONFLICT}${question}`);
  const question = `/attacks?asOf=${last}&on=${ON}`;
  const [first, again, earlier] = [await ask(question), await ask(question), await ask(`/attacks?asOf=40&on=${ON}`)];
  expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
  expect(earlier.headers.get('etag')).not.toBe(first.headers.get('etag'));
});
