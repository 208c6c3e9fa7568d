import { openPool } from '@tracker/database';
import { Catalogue, EventLog, LOG_SETTINGS } from '@tracker/event-store';
import { TrackerError } from '@tracker/problems';
import { Client, type Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { talksStreams } from '../../../test/setup/talks';
import { createTestDatabase, type TestDatabase } from '../../../test/setup/test-database';
import { Intake, type GivenNames } from './intake';
import { Pumps } from './pumps';
import { parseStrictJson } from './strict-json';
import type { Receipt, Recorded } from './submission';

const catalogue = new Catalogue(talksStreams);
const intake = new Intake(catalogue);
const citation = { source: 'source-ukrainian-air-force' };
let database: TestDatabase;
let pools: readonly Pool[];
/** Two processes, as far as the database can tell: each with its own connections and its own memory. */
let one: Pumps;
let two: Pumps;
let log: EventLog;
let conflicts = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  const open = (applicationName: string): Pool =>
    openPool(database.source, {
      role: 'tracker_app',
      applicationName,
      serverSettings: LOG_SETTINGS,
      onIdleError: () => undefined,
    });
  pools = [open('pump-spec'), open('pump-spec'), open('pump-spec reader')];
  one = new Pumps(new EventLog(pools[0]!), catalogue);
  two = new Pumps(new EventLog(pools[1]!), catalogue);
  log = new EventLog(pools[2]!);
});

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

/** A conflict of its own for each spec, with the air force as a source. */
async function newConflict(): Promise<string> {
  const conflict = `talks-${(conflicts += 1)}`;
  await send(one, conflict, { type: 'ConflictOpened', data: { name: 'Russia and Ukraine' } });
  await send(one, conflict, {
    type: 'SourceRegistered',
    stream: 'source-ukrainian-air-force',
    data: { name: 'Ukrainian air force' },
  });
  return conflict;
}

function send(pumps: Pumps, conflict: string, ...events: readonly object[]): Promise<Recorded> {
  return sendGiven(pumps, conflict, {}, ...events);
}

async function sendGiven(
  pumps: Pumps,
  conflict: string,
  given: GivenNames,
  ...events: readonly object[]
): Promise<Recorded> {
  const submitted = events.map((event) => {
    const bytes = Buffer.from(JSON.stringify(event));
    return intake.submit(bytes, parseStrictJson(bytes), 'local', given);
  });
  return pumps.submit(conflict, submitted);
}

function vote(stream: string, votes: number, more: object = {}): object {
  return { type: 'VoteTaken', stream, citation, data: { motion: 'ceasefire', votes }, ...more };
}

async function outcomeOf(recorded: Promise<Recorded>): Promise<Receipt | string> {
  return recorded.then(
    ({ receipts }) => receipts[0]!,
    (error: unknown) => {
      if (error instanceof TrackerError) return error.code;
      throw error;
    },
  );
}

async function expectGapless(conflict: string, events: number): Promise<void> {
  const rows = await log.read(conflict, { after: 0, limit: events + 10 });
  expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: events }, (_, index) => index + 1));
  const versions = new Map<string, number>();
  for (const { stream, version } of rows) {
    expect([stream, version]).toEqual([stream, (versions.get(stream) ?? 0) + 1]);
    versions.set(stream, version);
  }
}

describe('many at once', () => {
  it('two processes and 64 clients leave neither positions nor versions out', async () => {
    const conflict = await newConflict();
    const receipts: Receipt[] = [];
    await Promise.all(
      Array.from({ length: 64 }, async (_, client) => {
        for (let round = 0; round < 20; round += 1) {
          const stream = `talks-${(client + round) % 40}`;
          const { receipts: own } = await retrying(() => send(client % 2 ? one : two, conflict, vote(stream, round)));
          receipts.push(...own);
        }
      }),
    );
    expect(new Set(receipts.map(({ position }) => position)).size).toBe(64 * 20);
    await expectGapless(conflict, 64 * 20 + 2);
  });

  it('of 64 racers for one expected version exactly one wins', async () => {
    const conflict = await newConflict();
    await send(one, conflict, vote('talks-riyadh', 0));
    const racers = Array.from({ length: 64 }, (_, votes) =>
      outcomeOf(send(votes % 2 ? one : two, conflict, vote('talks-riyadh', votes, { expectedVersion: 1 }))),
    );
    const outcomes = await Promise.all(racers);
    expect(outcomes.filter((outcome) => typeof outcome !== 'string')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'stream.wrong_version')).toHaveLength(63);
  });

  it('of 64 racers who tell from one source that the talks were held exactly one is accepted', async () => {
    const conflict = await newConflict();
    const held = { type: 'TalksHeld', stream: 'talks-riyadh', citation, data: { present: ['Rubio', 'Lavrov'] } };
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, (_, racer) => outcomeOf(send(racer % 2 ? one : two, conflict, held))),
    );
    expect(outcomes.filter((outcome) => typeof outcome !== 'string')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'talks.already_held')).toHaveLength(63);
  });

  it('backends killed in the middle lose nothing that was acknowledged, and record nothing twice', async () => {
    const conflict = await newConflict();
    const killer = new Client(database.source.poolOptions('admin'));
    await killer.connect();
    const acknowledged: Receipt[] = [];
    let sent = 0;
    const clients = Array.from({ length: 16 }, async (_, client) => {
      for (let round = 0; round < 30; round += 1) {
        const { receipts } = await send(client % 2 ? one : two, conflict, vote(`talks-${client}`, round));
        acknowledged.push(...receipts);
        sent += 1;
        if (sent % 60 === 0)
          await killer.query(
            `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pump-spec'`,
          );
      }
    });
    await Promise.all(clients);
    await killer.end();
    const rows = await log.read(conflict, { after: 2, limit: 1_000 });
    expect(rows.map(({ position, event_id }) => `${position} ${event_id}`)).toEqual(
      acknowledged
        .map(({ position, id }) => ({ position, text: `${position} ${id}` }))
        .sort((a, b) => a.position - b.position)
        .map(({ text }) => text),
    );
    await expectGapless(conflict, 16 * 30 + 2);
  });
});

describe('sending again', () => {
  it('gives the first receipt, for ever', async () => {
    const conflict = await newConflict();
    const event = vote('talks-riyadh', 3, { id: uuidv7() });
    const first = await send(one, conflict, event);
    const second = await send(two, conflict, event);
    expect(second).toEqual({ receipts: first.receipts, replayed: true });
  });

  it('gives the warnings of the first receipt too, whatever came since', async () => {
    const conflict = await newConflict();
    const fewer = vote('talks-riyadh', 3, { id: uuidv7() });
    await send(one, conflict, vote('talks-riyadh', 9));
    const first = await send(one, conflict, fewer);
    expect(first.receipts[0]?.warnings).toEqual([{ code: 'talks.fewer_votes', detail: 'Before it were 9.' }]);
    await send(one, conflict, vote('talks-riyadh', 1));
    expect(await send(two, conflict, fewer)).toEqual({ receipts: first.receipts, replayed: true });
  });

  it('inside one batch gives one event and one receipt, and neighbours do not notice', async () => {
    const conflict = await newConflict();
    const events = Array.from({ length: 50 }, (_, votes) => vote(`talks-${votes}`, votes, { id: uuidv7() }));
    const twice = await Promise.all([...events, ...events].map((event) => send(one, conflict, event)));
    twice.slice(0, 50).forEach(({ receipts }, index) => expect(twice[index + 50]!.receipts).toEqual(receipts));
    await expectGapless(conflict, 52);
  });

  it('looks at the id before the version and the rules', async () => {
    const conflict = await newConflict();
    const held = {
      id: uuidv7(),
      type: 'TalksHeld',
      stream: 'talks-riyadh',
      expectedVersion: 0,
      citation,
      data: { present: ['Rubio'] },
    };
    const first = await send(one, conflict, held);
    expect((await send(one, conflict, held)).receipts).toEqual(first.receipts);
  });

  it('with other bytes under the same id is refused', async () => {
    const conflict = await newConflict();
    const id = uuidv7();
    await send(one, conflict, vote('talks-riyadh', 3, { id }));
    expect(await outcomeOf(send(one, conflict, vote('talks-riyadh', 4, { id })))).toBe('event.id_reused');
    const twins = await Promise.all(
      [1, 2].map((votes) => outcomeOf(send(one, conflict, vote('talks-doha', votes, { id: idOf(conflict) })))),
    );
    expect(twins[1]).toBe('event.id_reused');
  });

  it('in an array of which a part is recorded tells which', async () => {
    const conflict = await newConflict();
    const known = vote('talks-riyadh', 3, { id: uuidv7() });
    await send(one, conflict, known);
    expect(await outcomeOf(send(one, conflict, known, vote('talks-riyadh', 4, { id: uuidv7() })))).toBe(
      'events.partly_recorded',
    );
  });
});

describe('references', () => {
  it('to something unregistered are refused, and what is missing is named', async () => {
    const conflict = await newConflict();
    const planned = {
      type: 'TalksPlanned',
      stream: 'talks-riyadh',
      citation,
      data: { subject: 'peace', plannedBy: ['source-state-department'] },
    };
    await expect(send(one, conflict, planned)).rejects.toThrow('source-state-department');
    expect(await log.head(conflict)).toBe(2);
  });

  it('may point to an earlier element of the same array, not to a later one', async () => {
    const conflict = await newConflict();
    const registered = {
      type: 'SourceRegistered',
      stream: 'source-state-department',
      data: { name: 'State Department' },
    };
    const planned = {
      type: 'TalksPlanned',
      stream: 'talks-riyadh',
      citation,
      data: { subject: 'peace', plannedBy: ['source-state-department'] },
    };
    expect(await outcomeOf(send(one, conflict, planned, registered))).toBe('reference.unregistered');
    expect((await send(one, conflict, registered, planned)).receipts.map(({ position }) => position)).toEqual([3, 4]);
  });

  it('are never left dangling when the request that registers is appended by nobody', async () => {
    const conflict = await newConflict();
    // Process two takes source-doha; process one, which has not seen it, registers it in the same batch as what refers to it.
    const registered = { type: 'SourceRegistered', stream: 'source-doha', data: { name: 'Doha' }, expectedVersion: 0 };
    const planned = {
      type: 'TalksPlanned',
      stream: 'talks-doha',
      citation: { source: 'source-doha' },
      data: { subject: 'peace' },
    };
    const outcomes = await Promise.all([
      outcomeOf(send(one, conflict, registered)),
      outcomeOf(send(one, conflict, planned)),
      outcomeOf(send(two, conflict, registered)),
    ]);
    const rows = await log.read(conflict, { after: 0, limit: 10 });
    const registeredAt = rows.find(({ stream }) => stream === 'source-doha')!.position;
    const plannedAt = rows.find(({ stream }) => stream === 'talks-doha')?.position ?? Infinity;
    expect(registeredAt).toBeLessThan(plannedAt);
    expect(outcomes.filter((outcome) => outcome === 'stream.wrong_version').length).toBe(1);
  });
});

describe('all or nothing', () => {
  it('an array with one refused element records nothing and says which', async () => {
    const conflict = await newConflict();
    const refused = send(one, conflict, vote('talks-riyadh', 1), vote('talks-riyadh', 2, { expectedVersion: 7 }));
    await expect(refused).rejects.toMatchObject({ code: 'stream.wrong_version', faults: [{ pointer: '/1' }] });
    expect(await log.head(conflict)).toBe(2);
  });

  it('a conflict that is not open takes nothing but its opening', async () => {
    expect(await outcomeOf(send(one, 'nobody-knows', vote('talks-riyadh', 1)))).toBe('conflict.unknown');
    expect(await log.head('nobody-knows')).toBe(0);
  });

  it('a request that the database refuses does not fail its neighbours', async () => {
    const conflict = await newConflict();
    const bad = sendGiven(
      one,
      conflict,
      { stream: `talks-${'x'.repeat(200)}` },
      { type: 'VoteTaken', citation, data: { motion: 'ceasefire', votes: 1 } },
    );
    const neighbours = Array.from({ length: 20 }, (_, votes) => send(one, conflict, vote(`talks-${votes}`, votes)));
    expect(await outcomeOf(bad)).toBe('log.append_failed');
    expect((await Promise.all(neighbours)).map(({ receipts }) => receipts[0]!.version)).toEqual(Array(20).fill(1));
  });
});

it('what was refused is not recorded when its batch is tried again, whatever has come since', async () => {
  const conflict = await newConflict();
  const registered = { type: 'SourceRegistered', stream: 'source-doha', data: { name: 'Doha' } };
  /** Its first append breaks off; meanwhile another process registers what the refused request refers to. */
  class BreakingLog extends EventLog {
    private broken = false;

    override async append(...batch: Parameters<EventLog['append']>): ReturnType<EventLog['append']> {
      if (this.broken) return super.append(...batch);
      this.broken = true;
      await send(two, conflict, registered);
      throw Object.assign(new Error('The connection broke'), { code: 'ECONNRESET' });
    }
  }
  const breaking = new Pumps(new BreakingLog(pools[0]!), catalogue);
  const refers = {
    type: 'TalksPlanned',
    stream: 'talks-doha',
    citation: { source: 'source-doha' },
    data: { subject: 'peace' },
  };
  const outcomes = await Promise.all([
    outcomeOf(send(breaking, conflict, vote('talks-riyadh', 1))),
    outcomeOf(send(breaking, conflict, refers)),
  ]);
  expect(outcomes).toEqual([expect.objectContaining({ stream: 'talks-riyadh' }), 'reference.unregistered']);
  await breaking.idle();
  const rows = await log.read(conflict, { after: 2, limit: 10 });
  expect(rows.map(({ stream }) => stream)).toEqual(['source-doha', 'talks-riyadh']);
});

/** One id for both of two events. */
function idOf(conflict: string): string {
  return `01951a2b-0000-7000-8000-${conflict.replace(/\D/g, '').padStart(12, '0')}`;
}

async function retrying(attempt: () => Promise<Recorded>): Promise<Recorded> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TrackerError) || error.code !== 'stream.contended') throw error;
    }
  }
}
