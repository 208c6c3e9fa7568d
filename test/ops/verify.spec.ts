import { Client } from 'pg';
import { VISIT_RESCHEDULED } from '../e2e/article';
import { Notebook, type Receipt } from '../e2e/notebook';
import { startTestService, type TestService } from '../setup/test-service';
import { evolvingOtherwise, followAltered } from './altered-follow';
import { ops, opsProcess } from './ops-here';

/** `npm run ops -- verify` on the sample case, as it is served while people record. */

jest.setTimeout(120_000);

const NIGHT = 'attack-2025-02-18-overnight';
/** A conflict in which what follows makes something else of one event than this release does. */
const ALTERED = 'altered';

interface Verified {
  readonly clean: boolean;
  readonly readModels: readonly {
    readonly name: string;
    readonly version: number;
    readonly clean: boolean;
    readonly rowVersions: number;
    readonly differing: number;
    readonly conflicts: readonly { readonly conflict: string; readonly position: number; readonly head: number }[];
    readonly differences: readonly {
      readonly conflict: string;
      readonly table: string;
      readonly stream: string;
      readonly key: string;
      readonly position: number;
      readonly columns: readonly string[];
      readonly served: { readonly columns: object } | null;
      readonly log: { readonly columns: object } | null;
    }[];
    readonly unfoldable: readonly object[];
  }[];
}

let service: TestService;
let log: Notebook;
let last: number;
let admin: Client;

beforeAll(async () => {
  const follow = followAltered('meetings', (model) =>
    evolvingOtherwise(model, (state, { conflict, type }, asDeclared) =>
      conflict === ALTERED && type === VISIT_RESCHEDULED.type ? state : asDeclared(),
    ),
  );
  service = await startTestService({ follow });
  log = new Notebook(service, 'russia-ukraine');
  last = await service.loadSample(log.conflict);
  await log.get(`/status?minPosition=${last}`);
  admin = new Client(service.database.source.poolOptions('admin'));
  await admin.connect();
});

afterAll(async () => {
  await admin.end();
  await service.stop();
});

async function tableOfAttacks(): Promise<string> {
  const { rows } = await admin.query<{ version: number }>(
    `select max(version) as version from projections.models where model = 'attacks'`,
  );
  return `attacks_v${rows[0]!.version}.attack`;
}

/** Registers a town, and corrects the name of the one before, so that rows begin and end. Gives the position. */
async function recordTown(number: number): Promise<number> {
  const stream = (town: number) => `place-town-${town}`;
  const data = (name: string) => ({ name, country: 'UKR', precision: 'settlement' });
  const registration = { type: 'PlaceRegistered', stream: stream(number), data: data(`Town ${number}`) };
  const as = { data: data(`City ${number - 1}`) };
  const correction = {
    type: 'EventCorrected',
    stream: stream(number - 1),
    citation: { source: 'source-associated-press' },
    data: { event: 1, replaces: 1, as, reason: 'typo' },
  };
  const { status, text } = await log.record(number === 0 ? [registration] : [registration, correction]);
  if (status !== 201) throw new Error(text);
  return log.head();
}

it('finds nothing where what is served is what the log says, also while recording goes on', async () => {
  let isOver = false;
  const recording = (async () => {
    for (let town = 0; !isOver; town += 1) await log.get(`/status?minPosition=${await recordTown(town)}`);
  })();
  const { code, stderr, json } = await ops(service.database, ['verify', '--json']);
  isOver = true;
  await recording;
  const { clean, readModels } = json<Verified>();
  expect({ code, stderr, clean }).toEqual({ code: 0, stderr: '', clean: true });
  const attacks = readModels.find(({ name }) => name === 'attacks')!;
  expect(attacks).toEqual({
    name: 'attacks',
    version: expect.any(Number),
    clean: true,
    rowVersions: expect.any(Number),
    differing: 0,
    conflicts: [{ conflict: log.conflict, position: expect.any(Number), head: expect.any(Number), parked: null }],
    differences: [],
    unfoldable: [],
  });
  expect(attacks.rowVersions).toBeGreaterThan(0);
  const { position } = attacks.conflicts[0]!;
  expect(position).toBeGreaterThanOrEqual(last);
  expect(await log.head()).toBeGreaterThan(position);
});

describe('a row that was changed by hand', () => {
  let since: number;

  beforeAll(async () => {
    const { rows } = await admin.query<{ since: string }>(
      `update ${await tableOfAttacks()} set occurred = '2025-02-18' where stream = $1 and until > 1000000 returning since`,
      [NIGHT],
    );
    expect(rows).toHaveLength(1);
    since = Number(rows[0]!.since);
  });

  it('is named with view, key and position, and makes verify exit 2', async () => {
    const run = opsProcess(service.database, 'verify', 'attacks', 'meetings');
    expect(await run.ended).toMatchObject({ code: 2 });
    expect(run.output).toMatch(/^attacks \d+: 1 row differs$/m);
    expect(run.output).toContain(
      `  russia-ukraine at position ${since}: table attack, stream ${NIGHT}, key "" differs in occurred`,
    );
    const held = { since, until: null };
    for (const [side, occurred] of [
      ['served:', '2025-02-18'],
      ['log:   ', '2025-02-17/2025-02-18'],
    ])
      expect(run.output).toContain(`    ${side} ${JSON.stringify({ ...held, columns: { occurred } })}`);
    expect(run.output).toMatch(
      /not served as the log has it: attacks\. Made anew by: npm run ops -- rebuild attacks$/m,
    );
  });

  it('is served as the log has it again after a rebuild', async () => {
    expect(await ops(service.database, ['rebuild', 'attacks', '--workers', '1'])).toMatchObject({ code: 0 });
    const { body } = await log.get<{ readonly occurred: string }>(`/attacks/${NIGHT}`);
    expect(body.occurred).toBe('2025-02-17/2025-02-18');
  });
});

it('a projection of which one line was changed without its version is named, with the event from which on it goes otherwise', async () => {
  const altered = new Notebook(service, ALTERED);
  const head = await service.loadSample(ALTERED);
  await altered.get(`/status?minPosition=${head}`);
  const stream = VISIT_RESCHEDULED.stream!;
  const { body } = await altered.get<{ readonly events: readonly (Receipt & { readonly type: string })[] }>(
    `/streams/${stream}`,
  );
  const { position } = body.events.find(({ type }) => type === VISIT_RESCHEDULED.type)!;
  const { code, json } = await ops(service.database, ['verify', '--json']);
  expect(code).toBe(2);
  const differing = json<Verified>().readModels.filter(({ clean }) => !clean);
  expect(differing.map(({ name }) => name)).toEqual(['meetings']);
  expect(differing[0]!.differences).toMatchObject([
    {
      conflict: ALTERED,
      table: 'meeting',
      stream,
      key: '',
      position,
      served: { columns: { status: 'postponed' } },
      log: { columns: { status: 'postponed' } },
      columns: ['until'],
    },
  ]);
});
