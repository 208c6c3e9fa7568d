import { openPool } from '@tracker/database';
import { commitmentOf, EventLog, newSalt } from '@tracker/event-store';
import { Client } from 'pg';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { streams } from '../../apps/features';
import { startTestService, type TestService } from '../setup/test-service';
import { evolvingOtherwise, followAltered } from './altered-follow';
import { ops, opsProcess } from './ops-here';

/** `npm run ops -- rebuild`, interrupted, resumed and cancelled beside a running service. */

jest.setTimeout(120_000);

/** One piece of work each. */
const CONFLICTS = ['russia-ukraine', 'second', 'third'];

interface Standing {
  readonly name: string;
  readonly building: { readonly events: number; readonly of: number } | null;
}

let service: TestService;
let admin: Client;
let events: number;

beforeAll(async () => {
  // What serves is told apart from what is built by it.
  const follow = followAltered('meetings', (model) => evolvingOtherwise(model, (state) => state));
  service = await startTestService({ follow });
  admin = new Client(service.database.source.poolOptions('admin'));
  await admin.connect();
  events = 0;
  for (const conflict of CONFLICTS) {
    const head = await service.loadSample(conflict);
    await service.get(`/v1/conflicts/${conflict}/meetings?minPosition=${head}`);
    events += head;
  }
});

afterAll(async () => {
  await admin.end();
  await service.stop();
});

async function meetings(): Promise<number> {
  const { body } = await service.get<{ readonly items: readonly object[] }>('/v1/conflicts/third/meetings?limit=50');
  return body.items.length;
}

async function meetingsStanding(): Promise<Standing> {
  const { json } = await ops(service.database, ['status', 'meetings', '--json']);
  return json<{ readonly readModels: readonly Standing[] }>().readModels[0]!;
}

async function isTrue(sql: string): Promise<boolean> {
  const { rowCount } = await admin.query(sql);
  return rowCount! > 0;
}

/** Stops a rebuild while it folds the second of three pieces. */
async function stopping(stop: () => void): Promise<void> {
  while (!(await isTrue(`select from projections.build_pieces where number = 1`))) await nextTurn();
  await admin.query('begin');
  await admin.query(`select from projections.build_pieces where number = 1 for update`);
  // It waits to mark that piece as done.
  while (!(await isTrue(`select from pg_locks where not granted`))) await nextTurn();
  stop();
  await admin.query('rollback');
}

describe('a rebuild that is interrupted', () => {
  it('ends with 130, says how to go on, and leaves what serves as it was', async () => {
    const run = opsProcess(service.database, 'rebuild', 'meetings', '--workers', '1');
    await stopping(() => run.signal('SIGINT'));
    expect(await run.ended).toEqual({ code: 130, signal: null });
    expect(run.output).toContain(
      'Stopped. What is built is kept: npm run ops -- rebuild meetings goes on from there, and with --cancel drops it.',
    );
    expect(await meetings()).toBe(0);
    const { building } = await meetingsStanding();
    // Two of three pieces.
    expect(building).toMatchObject({ of: events, events: (2 * events) / 3 });
    expect((await ops(service.database, ['status'])).stdout).toMatch(
      new RegExp(`^meetings \\d+ is being built since \\S+: ${building!.events} of ${events} events, 66%\\.$`, 'm'),
    );
  });

  it('goes on from there when the same command is given again, and serves', async () => {
    const { code, json } = await ops(service.database, ['rebuild', 'meetings', '--workers', '1', '--json']);
    expect({ code, ...json<object>() }).toEqual({
      code: 0,
      rebuilt: [{ name: 'meetings', version: expect.any(Number) }],
      failed: [],
      isResumed: true,
      dropped: [],
      events: expect.any(Number),
      seconds: { fold: expect.any(Number), index: expect.any(Number), swap: expect.any(Number) },
    });
    expect(await meetings()).toBeGreaterThan(0);
    expect((await meetingsStanding()).building).toBeNull();
  });

  it('is dropped by one of other views, which says so', async () => {
    const run = opsProcess(service.database, 'rebuild', 'meetings', '--workers', '1');
    await stopping(() => run.signal('SIGKILL'));
    await run.ended;
    const { code, stdout } = await ops(service.database, ['rebuild', 'meetings', 'statements', '--workers', '1']);
    expect(code).toBe(0);
    expect(stdout).toContain('Dropped what an earlier rebuild of meetings had left unfinished.');
  });

  it('can be dropped by --cancel', async () => {
    const abort = new AbortController();
    const rebuilding = ops(service.database, ['rebuild', 'meetings', '--workers', '1', '--json'], abort);
    await stopping(() => abort.abort());
    expect((await rebuilding).code).toBe(130);
    expect((await rebuilding).json()).toMatchObject({ error: { code: 'interrupted' } });
    expect(await ops(service.database, ['rebuild', 'all', '--cancel'])).toMatchObject({
      code: 0,
      stdout: 'Dropped the unfinished build of meetings. What serves goes on serving.\n',
    });
    expect((await meetingsStanding()).building).toBeNull();
    expect(await isTrue(`select from pg_namespace where nspname ~ '_next$'`)).toBe(false);
    const again = await ops(service.database, ['rebuild', 'meetings', '--cancel', '--json']);
    expect({ code: again.code, ...again.json<object>() }).toEqual({ code: 0, cancelled: [] });
  });
});

describe('an event that cannot be folded', () => {
  let position: number;

  beforeAll(async () => {
    position = await recordUnchecked('third', 'meeting-doha', 'MeetingHeld', null);
  });

  it('fails its view, which is named with position, event and error, and no other; what served goes on serving', async () => {
    const before = await meetings();
    const { code, stdout } = await ops(service.database, ['rebuild', 'meetings', 'attacks', '--workers', '1']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^attacks version \d+: \d+ events in /m);
    expect(stdout).toMatch(
      new RegExp(
        `^meetings version \\d+ cannot fold position ${position} \\(MeetingHeld\\) of third: \\S.*\\. What served goes on serving\\.$`,
        'm',
      ),
    );
    expect(await meetings()).toBe(before);
    expect((await meetingsStanding()).building).toBeNull();
  });
});

/** Appends an event that no intake would let pass. */
async function recordUnchecked(conflict: string, stream: string, type: string, data: object | null): Promise<number> {
  const onIdleError = ({ message }: Error): void => console.error(message);
  const pool = openPool(service.database.source, { role: 'tracker_app', applicationName: 'spec', onIdleError });
  const { schemaVersion } = streams.flatMap(({ types }) => Object.entries(types)).find(([name]) => name === type)![1];
  const body = Buffer.from(JSON.stringify({ type, stream, citation: { source: 'source-unnamed-outlet' }, data }));
  const [id, salt] = ['01951c00-0000-7000-8000-0000000000ff', newSalt()];
  const event = { group: 0, stream, version: 1, id, type, schemaVersion, recordedBy: 'local', body, salt };
  const log = new EventLog(pool);
  await log.append(conflict, [{ ...event, commitment: commitmentOf(salt, body) }]);
  const position = await log.head(conflict);
  await pool.end();
  return position;
}
