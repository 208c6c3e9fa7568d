import { startTestService, type TestService } from '../setup/test-service';
import { BARRAGE, TALKS } from './article';
import { EVENT_CASES } from './bad-events';
import { CONFLICT, EVENTS, holder, type BadInput } from './bad-input';
import { JSON_CASES } from './bad-json';
import { READING_CASES, REQUEST_CASES } from './bad-requests';
import { Notebook, type Problem } from './notebook';

let service: TestService;
let log: Notebook;
let head: number;

beforeAll(async () => {
  service = await startTestService();
  log = await Notebook.open(service, CONFLICT);
  const told = [TALKS, BARRAGE, holder('actor-antony-blinken', '2021-01-26', '2025-01-20')];
  expect((await log.record(told)).status).toBe(201);
  head = await log.head();
});
afterAll(() => service.stop());

describe.each([
  ['what is recorded', 'POST', EVENT_CASES],
  ['JSON', 'POST', JSON_CASES],
  ['a request to record', 'POST', REQUEST_CASES],
  ['a question', 'GET', READING_CASES],
])('%s', (_, method, cases) => {
  test.each(Object.entries(cases))(
    '%s gets a problem that says how to mend it, and changes nothing',
    async (_name, input) => {
      const { answer, problem } = await send(method, input);
      const { status, code, pointer, repair } = input;
      expect({ status: answer.status, code: problem.code, detail: problem.detail }).toEqual({
        status,
        code,
        detail: expect.stringMatching(repair) as string,
      });
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
      expect(problem).toMatchObject({ status, instance: answer.headers.get('x-request-id') });
      expect(problem.type).toMatch(new RegExp(`#${code}$`));
      expect(problem.title.length).toBeGreaterThan(0);
      if (pointer !== undefined) expect(problem.errors![0]!.pointer).toBe(pointer);
      expect(await log.head()).toBe(head);
    },
  );
});

describe('whatever was refused', () => {
  test('opened no conflict', async () => {
    const { body } = await service.get<{ items: readonly { conflict: string }[] }>('/v1/conflicts');
    expect(body.items.map(({ conflict }) => conflict)).toEqual([CONFLICT]);
  });

  test('a method that is not allowed is told with those that are', async () => {
    const { answer } = await send('DELETE', READING_CASES['another method']!);
    expect(answer.headers.get('allow')).toBe('GET, POST');
  });

  test('a cursor of one question is refused by another', async () => {
    const page = await log.get<{ next: string }>('/offices?limit=1');
    expect(page.body.next).toEqual(expect.any(String));
    const refused = await log.get<Problem>(`/meetings?cursor=${page.body.next}`);
    expect([refused.status, refused.body.code]).toEqual([400, 'cursor.foreign']);
  });

  test('read models that do not get there in time are 503 with Retry-After', async () => {
    const late = await log.get<Problem>(`/meetings?minPosition=${head + 1}`);
    expect([late.status, late.body.code]).toEqual([503, 'read_models.behind']);
    expect(late.headers.get('retry-after')).toBe('1');
  }, 15_000);
});

async function send(usual: string, input: BadInput): Promise<{ readonly answer: Response; readonly problem: Problem }> {
  const { method = usual, path = EVENTS, headers = {}, body } = input;
  const isPlain =
    typeof body === 'object' &&
    body !== null &&
    [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(body));
  const named = Object.entries({ ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers });
  const answer = await fetch(service.url + path, {
    method,
    headers: named.filter(([, value]) => value !== ''),
    body: isPlain ? JSON.stringify(body) : (body as string | Buffer | FormData | URLSearchParams),
  });
  return { answer, problem: (await answer.json()) as Problem };
}
