import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startTestService, type Answer, type TestService } from '../setup/test-service';
import { urlOf } from './api-process';
import { articleEvent } from './article';
import type { List, Statement } from './answers';
import { Notebook, type LogEntry, type Problem } from './notebook';

/** At which moment views answer, and that they give the same answer for the same moment again. */

let service: TestService;
let log: Notebook;
/** The position of the last event of the sample case. */
let last: number;

beforeAll(async () => {
  service = await startTestService();
  log = new Notebook(service, 'russia-ukraine');
  last = await service.loadSample(log.conflict);
});
afterAll(() => service.stop());

/** Every view, with a question of each kind. */
const QUESTIONS: readonly string[] = [
  '?on=2025-02-19',
  '/status?on=2025-02-19',
  '/timeline',
  '/actors',
  '/actors/actor-marco-rubio',
  '/offices?on=2025-02-18',
  '/offices/office-us-secretary-of-state?on=2025-02-18',
  '/places',
  '/places/place-dolynska',
  '/sources',
  '/sources/source-ukrainian-air-force',
  '/reports',
  '/reports/report-riyadh-talks',
  '/attacks?from=2025-02-18&to=2025-02-18',
  '/attacks/attack-2025-02-18-overnight',
  '/casualties?place=place-dolynska',
  '/damage?night=2025-02-18',
  '/evacuations?night=2025-02-18',
  '/meetings',
  '/meetings/meeting-riyadh-2025-02-18',
  '/agenda?on=2025-02-19',
  '/statements',
  '/statements/statement-waltz-summit-possible',
];

describe.each(QUESTIONS)('%s', (question) => {
  const asking = (more: string) => `${question}${question.includes('?') ? '&' : '?'}${more}`;

  test('names its position and its day, and is not sent again while nothing changes', async () => {
    const answer = await log.get<{ readonly position: number; readonly on: string }>(asking(`minPosition=${last}`));
    expect(answer.status).toBe(200);
    const position = Number(answer.headers.get('log-position'));
    expect(position).toBeGreaterThanOrEqual(last);
    expect(answer.body.position).toBe(position);
    expect(answer.body.on).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    const etag = answer.headers.get('etag')!;
    expect(etag).toMatch(/^W\/".+"$/);
    expect(etag).toContain(`.${position}.${answer.body.on}.`);
    const again = await log.get(asking(`minPosition=${last}`), { 'if-none-match': etag });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    expect(again.headers.get('log-position')).toBe(String(position));
  });

  test('as of a position is another answer than now, with another ETag', async () => {
    const [now, then] = await Promise.all([log.get(asking(`minPosition=${last}`)), log.get(asking('asOf=45'))]);
    expect(then.headers.get('etag') ?? 'none').not.toBe(now.headers.get('etag'));
    if (then.status === 200) expect(then.headers.get('log-position')).toBe('45');
    else expect((JSON.parse(then.text) as Problem).code).toBe('stream.unknown');
  });
});

describe('a moment', () => {
  const said = (number: number) => ({
    ...articleEvent('StatementMade', 'statement-macron-lasting-peace'),
    stream: `statement-macron-again-${number}`,
  });

  test('can be an instant of record: what was recorded by then, and nothing later', async () => {
    const { body: later } = await log.record(said(1));
    const { events } = (await log.get<{ readonly events: readonly LogEntry[] }>('/events?limit=1000')).body;
    const instant = events[last - 1]!.recordedAt;
    const recordedByThen = events.filter(({ recordedAt }) => recordedAt <= instant).length;
    const answer = await log.get<List<Statement>>(`/statements?asOf=${instant}`);
    expect(answer.headers.get('log-position')).toBe(String(recordedByThen));
    const present = answer.body.items.some(({ statement }) => statement === later.stream);
    expect(present).toBe(recordedByThen >= later.position);
  });

  test('can be waited for: minPosition answers when the read models are there', async () => {
    const { body: receipt } = await log.record(said(2));
    const answer = await log.get<List<Statement>>(`/statements?minPosition=${receipt.position}`);
    expect(Number(answer.headers.get('log-position'))).toBeGreaterThanOrEqual(receipt.position);
    expect(answer.body.items.map(({ statement }) => statement)).toContain(receipt.stream);
  });

  test('names the day that counts as today; as of a position it is the day of that position', async () => {
    const { events } = (await log.get<{ readonly events: readonly LogEntry[] }>('/events?after=44&limit=1')).body;
    const { body } = await log.get<{ readonly on: string }>('/offices?asOf=45');
    expect(body.on).toBe(events[0]!.recordedAt.slice(0, 10));
    expect((await log.get<{ readonly on: string }>('/offices?asOf=45&on=2025-02-18')).body.on).toBe('2025-02-18');
  });

  test('is that of the first page on all pages, whatever is recorded between them', async () => {
    const { body: whole, headers } = await log.get<List<Statement>>(`/statements?minPosition=${last}`);
    const pages: Answer<List<Statement> & { readonly next?: string }>[] = [];
    let cursor = '';
    do {
      pages.push(await log.get(`/statements?limit=7${cursor}`));
      cursor = `&cursor=${pages.at(-1)!.body.next}`;
      const { body: between } = await log.record(said(100 + pages.length));
      // The latest of them would otherwise not have reached the read models yet.
      await log.get(`/statements?limit=1&minPosition=${between.position}`);
    } while (pages.at(-1)!.body.next !== undefined);
    expect(pages.length).toBeGreaterThan(3);
    for (const page of pages) expect(page.headers.get('log-position')).toBe(headers.get('log-position'));
    expect(pages.flatMap(({ body }) => body.items)).toEqual(whole.items);
  });
});

describe('a rebuild of every read model beside the running service', () => {
  test('changes no byte of any answer, now or then', async () => {
    const moments = [0, 1, 45, 73, 108, last, await log.head()];
    const questions = QUESTIONS.flatMap((question) =>
      moments.map((position) => `${question}${question.includes('?') ? '&' : '?'}asOf=${position}`),
    );
    const before = await inTurn(questions);
    await rebuildAll();
    expect(await inTurn(questions)).toEqual(before);
  }, 60_000);

  async function inTurn(questions: readonly string[]): Promise<readonly object[]> {
    const answers: object[] = [];
    for (const question of questions) {
      const { status, headers, text } = await log.get(question);
      // A problem names the request that met it.
      const told = status === 200 ? text : text.replace(/"instance":"[^"]*"/, '');
      answers.push({ question, status, etag: headers.get('etag'), position: headers.get('log-position'), told });
    }
    return answers;
  }

  /** As an operator does it: `npm run ops -- rebuild all`. */
  async function rebuildAll(): Promise<void> {
    const repository = join(__dirname, '..', '..');
    const child = spawn(
      process.execPath,
      ['-r', '@swc-node/register', 'apps/ops/src/main.ts', 'rebuild', 'all', '--workers', '1'],
      {
        cwd: repository,
        env: {
          ...process.env,
          SWC_NODE_PROJECT: join(repository, 'tsconfig.json'),
          DATABASE_URL: urlOf(service.database),
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const told: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => told.push(chunk));
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(0);
    expect(Buffer.concat(told).toString()).toMatch(/attacks version 3, .*: \d+ events in /m);
  }
});
