import { startTestService, type TestService } from '../setup/test-service';
import { Notebook } from './notebook';

/** Every list of the service pages, turns round and cuts to a period in the same way, whichever feature it is of. */

interface Operation {
  readonly parameters?: readonly ({ readonly name: string; readonly in: string } | { readonly $ref: string })[];
}
interface Listed {
  readonly position: number;
  readonly items?: readonly unknown[];
  readonly features?: readonly unknown[];
  readonly next?: string;
}

let service: TestService;
let log: Notebook;
let last: number;
/** Paths of lists below a conflict, with the names of their query parameters. */
let lists: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  service = await startTestService();
  log = new Notebook(service, 'russia-ukraine');
  last = await service.loadSample(log.conflict);
  const { body } = await service.get<{ readonly paths: Record<string, { readonly get?: Operation }> }>(
    '/v1/openapi.json',
  );
  lists = new Map(
    Object.entries(body.paths).flatMap(([path, { get }]): [string, readonly string[]][] => {
      const [, below] = /^\/v1\/conflicts\/\{conflict\}(\/[^{}]+)$/.exec(path) ?? [];
      const names = (get?.parameters ?? []).flatMap((parameter) =>
        'name' in parameter && parameter.in === 'query' ? [parameter.name] : [],
      );
      // A difference lies between two moments and has one order: it is no list as of one.
      return below !== undefined && below !== '/diff' && names.includes('cursor') ? [[below, names]] : [];
    }),
  );
}, 60_000);
afterAll(() => service.stop());

async function ask(question: string): Promise<Listed> {
  const { status, body, text } = await log.get<Listed>(`${question}&asOf=${last}&on=2025-02-19`);
  if (status !== 200) throw new Error(`${question}: ${text}`);
  return body;
}

/** What one list holds, whatever its entries are called. */
function entriesOf({ items, features }: Listed): readonly string[] {
  return (items ?? features ?? []).map((item) => JSON.stringify(item));
}

it('there are lists of all that is recorded', () => {
  expect(lists.size).toBeGreaterThan(15);
});

it('every list takes the same parameters', () => {
  const common = ['asOf', 'cursor', 'limit', 'minPosition', 'on', 'order'];
  const lacking = [...lists].filter(([, names]) => !common.every((name) => names.includes(name)));
  expect(lacking).toEqual([]);
});

it('a list that has one end of a period has the other', () => {
  const halves = [...lists].filter(([, names]) => names.includes('from') !== names.includes('to'));
  expect(halves).toEqual([]);
});

it('every list in pages is the list, and the other way round it is turned round', async () => {
  for (const path of lists.keys()) {
    const whole = entriesOf(await ask(`${path}?limit=1000`));
    const paged: string[] = [];
    let cursor = '';
    for (;;) {
      const page = await ask(`${path}?limit=7${cursor}`);
      paged.push(...entriesOf(page));
      if (page.next === undefined) break;
      cursor = `&cursor=${encodeURIComponent(page.next)}`;
    }
    expect([path, paged]).toEqual([path, whole]);
    const [up, down] = [
      entriesOf(await ask(`${path}?limit=1000&order=asc`)),
      entriesOf(await ask(`${path}?limit=1000&order=desc`)),
    ];
    expect([path, [...up].reverse()]).toEqual([path, down]);
    expect([path, [up, down].some((way) => JSON.stringify(way) === JSON.stringify(whole))]).toEqual([path, true]);
  }
}, 60_000);

it('every list refuses what is no order, no limit and no parameter', async () => {
  for (const path of lists.keys())
    for (const wrong of ['order=up', 'limit=0', 'sort=name']) {
      const { status } = await log.get(`${path}?${wrong}`);
      expect([path, wrong, status]).toEqual([path, wrong, 400]);
    }
});
