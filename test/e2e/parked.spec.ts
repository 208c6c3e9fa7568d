import { ops } from '../ops/ops-here';
import { POISON, POISON_ERROR, startPoisonedService, type PoisonedService } from '../ops/poisoned-service';
import { BARRAGE } from './article';
import { Notebook, type Problem } from './notebook';

/** A read model meets an event that it cannot take in, while people record and read. */

const NEXT_NIGHT = 'attack-2025-02-20-overnight';

interface Standing {
  readonly name: string;
  readonly conflicts: readonly {
    readonly position: number;
    readonly head: number;
    readonly lag: number;
    readonly parked: object | null;
  }[];
}

let service: PoisonedService;
let log: Notebook;
/** Of the last event before the poison. */
let before: number;
/** Of the poison. */
let poison: number;
let last: number;

beforeAll(async () => {
  service = await startPoisonedService();
  log = new Notebook(service, 'russia-ukraine');
  before = await service.loadSample(log.conflict);
  poison = (await log.record(POISON)).body.position;
  await log.get(`/meetings?minPosition=${poison}`);
});

afterAll(() => service.stop());

async function standings(): Promise<ReadonlyMap<string, Standing>> {
  const { body } = await service.get<{ readonly readModels: readonly Standing[] }>('/v1/read-models');
  return new Map(body.readModels.map((model) => [model.name, model]));
}

it('/v1/read-models shows where it is parked, by which event and why; the others stand at the head', async () => {
  const models = await standings();
  expect(models.get('attacks')!.conflicts).toEqual([
    {
      conflict: log.conflict,
      position: before,
      head: poison,
      lag: 1,
      parked: { position: poison, type: POISON.type, message: POISON_ERROR },
    },
  ]);
  const others = [...models.values()].filter(({ name }) => name !== 'attacks');
  expect(others.length).toBeGreaterThan(20);
  for (const { name, conflicts } of others)
    expect({ name, conflicts }).toMatchObject({ conflicts: [{ position: poison, lag: 0, parked: null }] });
});

it('recording goes on, and so do the other views', async () => {
  const { status, body } = await log.record({ ...BARRAGE, stream: NEXT_NIGHT, occurred: '2025-02-20' });
  expect(status).toBe(201);
  last = body.position;
  const timeline = await log.get(`/timeline?minPosition=${last}`);
  expect([timeline.status, timeline.headers.get('log-position')]).toEqual([200, String(last)]);
  expect((await service.get('/health/ready')).body).toMatchObject({
    status: 'ready',
    readModels: expect.arrayContaining([expect.objectContaining({ name: 'attacks', parked: 1 })]),
  });
});

it('what is asked of it is answered up to the event, with that position', async () => {
  const now = await log.get<{ readonly items: readonly object[] }>('/attacks');
  const then = await log.get<{ readonly items: readonly object[] }>(`/attacks?asOf=${before}`);
  expect([now.status, now.headers.get('log-position')]).toEqual([200, String(before)]);
  expect(now.body.items).toEqual(then.body.items);
});

it('what is asked of it for later is refused, and says where to look', async () => {
  const { status, headers, body } = await log.get<Problem>(`/attacks?asOf=${last}`);
  expect([status, body.code]).toEqual([503, 'read_models.behind']);
  expect(headers.get('retry-after')).not.toBeNull();
  expect(body.detail).toContain(`The read models stand at position ${before}, the request wants ${last}.`);
  expect(body.detail).toContain('Behind: attacks');
  expect(body.detail).toContain('/v1/read-models');
}, 20_000);

it('once mended and unparked it takes in the event and all since, none skipped', async () => {
  service.mend();
  expect(await ops(service.database, ['unpark', 'attacks', '--wait', '20'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`It has gone on, and stands at position ${last}.`),
  });
  const { status, body } = await log.get<{ readonly items: readonly { readonly attack: string }[] }>(
    `/attacks?from=2025-02-19&to=2025-02-20&asOf=${last}`,
  );
  expect(status).toBe(200);
  expect(body.items.map(({ attack }) => attack).sort()).toEqual([POISON.stream, NEXT_NIGHT]);
  expect((await standings()).get('attacks')!.conflicts).toMatchObject([{ position: last, lag: 0, parked: null }]);
});
