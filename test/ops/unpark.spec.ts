import { Notebook } from '../e2e/notebook';
import { ops } from './ops-here';
import { POISON, POISON_ERROR, startPoisonedService, type PoisonedService } from './poisoned-service';

/** `npm run ops -- status` and `unpark` where an event has parked a read model. */

jest.setTimeout(120_000);

let service: PoisonedService;
let log: Notebook;
/** Of the event that `attacks` cannot take in. */
let position: number;

beforeAll(async () => {
  service = await startPoisonedService();
  log = new Notebook(service, 'russia-ukraine');
  await service.loadSample(log.conflict);
  ({ position } = (await log.record(POISON)).body);
  await log.get(`/meetings?minPosition=${position}`);
});

afterAll(() => service.stop());

function attacks<Standing>(): Promise<readonly Standing[]> {
  return ops(service.database, ['status', 'attacks', '--json']).then(
    ({ json }) => json<{ readonly readModels: readonly Standing[] }>().readModels,
  );
}

it('status tells position, event and error, and that the other views have gone on', async () => {
  const { code, stdout } = await ops(service.database, ['status']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^VIEW +CONFLICT +POSITION +HEAD +LAG +STATE$/m);
  expect(stdout).toMatch(new RegExp(`^attacks \\d+ +russia-ukraine +${position - 1} +${position} +1  parked$`, 'm'));
  expect(stdout).toMatch(new RegExp(`^meetings \\d+ +russia-ukraine +${position} +${position} +0  up to date$`, 'm'));
  expect(stdout).toMatch(
    new RegExp(
      `^attacks \\d+ is parked in russia-ukraine at position ${position} \\(${POISON.type}\\): ${POISON_ERROR}$`,
      'm',
    ),
  );
});

it('status --json is what /v1/read-models says', async () => {
  const { body } = await service.get<{ readonly readModels: readonly { readonly name: string }[] }>('/v1/read-models');
  expect(await attacks()).toEqual(body.readModels.filter(({ name }) => name === 'attacks'));
  expect(await attacks()).toMatchObject([{ conflicts: [{ parked: { position, message: POISON_ERROR } }] }]);
});

it('unparked before it is mended it tries, is parked again at the same event, and unpark exits 1', async () => {
  const { code, stdout } = await ops(service.database, ['unpark', 'attacks', '--wait', '20']);
  expect(code).toBe(1);
  const at = `at position ${position} (${POISON.type}): ${POISON_ERROR}`;
  expect(stdout).toMatch(/^attacks \d+ in russia-ukraine was parked at position/);
  expect(stdout).toContain(`  It tried and is parked again ${at}`);
});

it('of another conflict, or of other views, nothing is unparked', async () => {
  for (const asked of [['attacks', '--conflict', 'gaza'], ['meetings']])
    expect(await ops(service.database, ['unpark', ...asked])).toMatchObject({
      code: 0,
      stdout: 'None of these read models is parked.\n',
    });
  expect(await attacks()).toMatchObject([{ conflicts: [{ parked: { position } }] }]);
});

it('unparked after it is mended it goes on from that event, and skips none', async () => {
  service.mend();
  const { code, json } = await ops(service.database, ['unpark', '--wait', '20', '--json']);
  expect({ code, ...json<object>() }).toEqual({
    code: 0,
    unparked: [
      {
        name: 'attacks',
        version: expect.any(Number),
        conflict: log.conflict,
        position: position - 1,
        parked: { position, type: POISON.type, message: POISON_ERROR },
        now: { position, parked: null },
      },
    ],
  });
  const { body } = await log.get<{ readonly items: readonly { readonly attack: string }[] }>(
    '/attacks?from=2025-02-19&to=2025-02-19',
  );
  expect(body.items.map(({ attack }) => attack)).toEqual([POISON.stream]);
});
