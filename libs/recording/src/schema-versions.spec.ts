import { openPool } from '@tracker/database';
import { Catalogue, EventLog, LOG_SETTINGS, type LogRow } from '@tracker/event-store';
import { TrackerError } from '@tracker/problems';
import type { Pool } from 'pg';
import { ballotStream } from '../../../test/setup/ballots';
import { conflictStream, sourceStream } from '../../../test/setup/talks';
import { createTestDatabase, type TestDatabase } from '../../../test/setup/test-database';
import { Intake } from './intake';
import { Pumps } from './pumps';
import { StreamStates } from './stream-states';
import { parseStrictJson } from './strict-json';
import type { Recorded } from './submission';

/*
 * A log that was begun by a release of one schema version of BallotCounted and is carried on by one of three, with reviews of
 * both times.
 */

const citation = { source: 'source-ukrainian-air-force' };
const BALLOT = 'ballot-truce';
const VERSION_1 = { motion: 'truce', side: 'for', votes: 12 };
const ID = '01951a2b-0000-7000-8000-000000000001';

interface Release {
  readonly catalogue: Catalogue;
  readonly intake: Intake;
  readonly pumps: Pumps;
}

let database: TestDatabase;
let pool: Pool;
let log: EventLog;
let first: Release;
let third: Release;
let conflict: string;
let conflicts = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.source, {
    role: 'tracker_app',
    applicationName: 'schema-versions-spec',
    serverSettings: LOG_SETTINGS,
    onIdleError: () => undefined,
  });
  log = new EventLog(pool);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Each spec has a conflict of its own, in a log that the first release began. */
beforeEach(async () => {
  conflict = `versions-${(conflicts += 1)}`;
  first = release(1);
  third = release(3);
  await send(first, { type: 'ConflictOpened', data: { name: 'Russia and Ukraine' } });
  await send(first, { type: 'SourceRegistered', stream: citation.source, data: { name: 'Air force' } });
});

function release(number: 1 | 2 | 3): Release {
  const catalogue = new Catalogue([conflictStream, sourceStream, ballotStream(number)]);
  return { catalogue, intake: new Intake(catalogue), pumps: new Pumps(log, catalogue) };
}

async function send({ intake, pumps }: Release, event: object): Promise<Recorded> {
  const bytes = Buffer.from(JSON.stringify(event));
  return pumps.submit(conflict, [intake.submit(bytes, parseStrictJson(bytes), 'local')]);
}

async function refusal(of: Release, event: object): Promise<TrackerError> {
  return send(of, event).then(
    (recorded) => {
      throw new Error(`recorded: ${JSON.stringify(recorded)}`);
    },
    (error: unknown) => {
      if (error instanceof TrackerError) return error;
      throw error;
    },
  );
}

function event(type: string, data: object, more: object = {}) {
  return { type, stream: BALLOT, citation, ...more, data };
}
const counted = (data: object, more: object = {}) => event('BallotCounted', data, { occurred: '2025-02-18', ...more });
const corrected = (replaces: number, data: object, as: object = {}) =>
  event('EventCorrected', { event: 1, replaces, as: { citation, ...as, data }, reason: 'typo' });
const disputed = (counter: object, more: object = {}) => event('ClaimDisputed', { event: 1, counter, ...more });
const resolved = (adopted: number) => event('DisputeResolved', { event: 1, adopted, reason: 'Both met.' });

/** What the rules of the third release see of the ballot, as a process that remembers nothing folds it. */
async function stands(): Promise<unknown> {
  const { versions } = await log.standing(conflict, [BALLOT], []);
  const states = await new StreamStates(conflict, log, third.catalogue).at(versions);
  return states.get(BALLOT)!.state;
}

async function rows(): Promise<readonly LogRow[]> {
  return log.read(conflict, { after: 2, limit: 100 });
}

describe('an event of a former version', () => {
  it('is recorded as it was sent if it states its version, and met by the rules in the newest', async () => {
    const sent = counted(VERSION_1, { schemaVersion: 1 });
    await send(third, sent);
    expect(await rows()).toMatchObject([{ schema_version: 1, body: Buffer.from(JSON.stringify(sent)) }]);
    expect(await stands()).toEqual([{ motion: 'truce', inFavour: 12, heldOn: '2025-02-18' }]);
  });

  it('is met by a process that recorded it just as by one that reads it', async () => {
    await send(first, counted(VERSION_1));
    await send(third, counted(VERSION_1, { schemaVersion: 1 }));
    await send(third, counted({ motion: 'truce', against: 3 }));
    const read = await stands();
    const { versions } = await log.standing(conflict, [BALLOT], []);
    expect(versions.get(BALLOT)).toBe(3);
    expect(read).toEqual([
      { motion: 'truce', inFavour: 12, heldOn: '2025-02-18' },
      { motion: 'truce', inFavour: 12, heldOn: '2025-02-18' },
      { motion: 'truce', against: 3 },
    ]);
  });

  it('sent again after the upgrade with its id gets its receipt, though it states no version', async () => {
    const sent = counted(VERSION_1, { id: ID });
    const { receipts } = await send(first, sent);
    expect(await send(third, sent)).toEqual({ receipts, replayed: true });
  });

  it('that states no version is refused if it is new, and told which to state', async () => {
    const error = await refusal(third, counted(VERSION_1, { id: ID }));
    expect([error.code, error.message]).toEqual(['event.invalid', expect.stringContaining('"schemaVersion": 1')]);
    expect(await rows()).toEqual([]);
  });
});

describe('reviews of when the former version was the newest', () => {
  it('correct, contradict and settle in it, and are read in the newest', async () => {
    await send(first, counted(VERSION_1));
    await send(first, corrected(1, { ...VERSION_1, side: 'against' }, { occurred: '2025-02-17' }));
    expect(await stands()).toEqual([{ motion: 'truce', against: 12, heldOn: '2025-02-17' }]);
    // The counter says whose votes alone: how many is what stood, under the name that goes with it.
    await send(first, disputed({ side: 'for' }));
    await send(first, resolved(3));
    expect(await stands()).toEqual([{ motion: 'truce', inFavour: 12, heldOn: '2025-02-17' }]);
  });

  it('may come after the upgrade as well, without saying which version they mean', async () => {
    await send(first, counted(VERSION_1));
    await send(third, corrected(1, { ...VERSION_1, votes: 13 }));
    expect(await stands()).toEqual([{ motion: 'truce', inFavour: 13 }]);
    await send(third, disputed({ votes: 14 }));
    await send(third, resolved(3));
    expect(await stands()).toEqual([{ motion: 'truce', inFavour: 14 }]);
  });
});

describe('a correction that states a schema version', () => {
  beforeEach(() => send(first, counted(VERSION_1)));

  it('says what the version of its event could not', async () => {
    await send(third, corrected(1, { motion: 'truce', inFavour: 12, against: 3 }, { schemaVersion: 2 }));
    expect(await stands()).toEqual([{ motion: 'truce', inFavour: 12, against: 3 }]);
  });

  it('is held to it, and its faults are told by their place', async () => {
    const error = await refusal(third, corrected(1, VERSION_1, { schemaVersion: 2 }));
    expect(error.faults.map(({ pointer }) => pointer).sort()).toEqual(['/data/as/data/side', '/data/as/data/votes']);
  });

  it('is held to that of its event if it states none', async () => {
    const error = await refusal(third, corrected(1, { motion: 'truce', inFavour: 12 }));
    expect(error.code).toBe('event.invalid');
    expect(error.faults.map(({ pointer }) => pointer)).toContain('/data/as/data/inFavour');
  });

  it('is refused in one that there is not', async () => {
    const error = await refusal(third, corrected(1, VERSION_1, { schemaVersion: 4 }));
    expect(error.code).toBe('event.unknown_schema_version');
    expect(error.faults.map(({ pointer }) => pointer)).toEqual(['/data/as/schemaVersion']);
  });

  it('warns if it says the same in other words', async () => {
    const { receipts } = await send(
      third,
      corrected(1, { motion: 'truce', inFavour: 12 }, { schemaVersion: 2, occurred: '2025-02-18' }),
    );
    expect(receipts[0]!.warnings?.map(({ code }) => code)).toEqual(['review.nothing_changed']);
  });
});

describe('a counter that states a schema version', () => {
  beforeEach(() => send(first, counted(VERSION_1)));

  it('is laid over what stood, read in that version', async () => {
    await send(third, disputed({ against: 3 }, { schemaVersion: 3 }));
    await send(third, resolved(2));
    expect(await stands()).toEqual([{ motion: 'truce', inFavour: 12, against: 3, heldOn: '2025-02-18' }]);
  });

  it('is refused in an older one than the event stands in since a correction', async () => {
    await send(third, corrected(1, { motion: 'truce', inFavour: 12 }, { schemaVersion: 2 }));
    for (const older of [disputed({ votes: 13 }), disputed({ votes: 13 }, { schemaVersion: 1 })]) {
      const error = await refusal(third, older);
      expect(error).toMatchObject({ code: 'review.older_schema_version', facts: { schemaVersion: 2 } });
      expect(error.message).toContain('state "schemaVersion": 2');
    }
    await send(third, disputed({ inFavour: 13 }, { schemaVersion: 2 }));
    await send(third, resolved(3));
    expect(await stands()).toEqual([{ motion: 'truce', inFavour: 13 }]);
  });

  it('is held to it, and its faults are told by their place', async () => {
    const error = await refusal(third, disputed({ votes: 13 }, { schemaVersion: 3 }));
    expect(error.faults.map(({ pointer }) => pointer)).toEqual(['/data/counter/votes']);
    const unknown = await refusal(third, disputed({ votes: 13 }, { schemaVersion: 4 }));
    expect(unknown.faults.map(({ pointer }) => pointer)).toEqual(['/data/schemaVersion']);
  });

  it('has to be there', async () => {
    const error = await refusal(third, event('ClaimDisputed', { event: 1, schemaVersion: 3 }));
    expect(error.code).toBe('event.invalid');
  });
});

it('a release meets what a later one recorded with a clear error, not with a guess', async () => {
  await send(third, counted({ motion: 'truce', inFavour: 12 }));
  const error = await refusal(first, counted(VERSION_1));
  expect(error.code).toBe('log.unreadable_event');
  expect(error.message).toContain('its schema version is 3, the newest known of BallotCounted is 1');
});

it.each([
  [1, 3, VERSION_1],
  [2, 3, { motion: 'truce', inFavour: 12 }],
] as const)(
  'and so release %d meets a review that says an event in schema version %d',
  async (number, schemaVersion, data) => {
    await send(first, counted(VERSION_1));
    await send(third, corrected(1, { motion: 'truce', inFavour: 12, heldOn: '2025-02-17' }, { schemaVersion }));
    const error = await refusal(release(number), counted(data));
    expect(error.code).toBe('log.unreadable_event');
    expect(error.message).toContain(
      `Event 4 of conflict ${conflict} cannot be read by this release: it says an event in schema version 3, the newest known of that type is ${number}`,
    );
  },
);
