import { openPool } from '@tracker/database';
import { Catalogue, EventLog, LOG_SETTINGS } from '@tracker/event-store';
import { TrackerError } from '@tracker/problems';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { talksStreams } from '../../../test/setup/talks';
import { createTestDatabase, type TestDatabase } from '../../../test/setup/test-database';
import { Intake } from './intake';
import { Pumps } from './pumps';
import { parseStrictJson } from './strict-json';
import type { Receipt } from './submission';

const catalogue = new Catalogue(talksStreams);
const intake = new Intake(catalogue);
const citation = { source: 'source-ukrainian-air-force' };
const other = { source: 'source-unnamed-outlet' };
const TALKS = 'talks-riyadh';

let database: TestDatabase;
let pool: Pool;
let pumps: Pumps;
let conflict: string;
let conflicts = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.source, {
    role: 'tracker_app',
    applicationName: 'review-spec',
    serverSettings: LOG_SETTINGS,
    onIdleError: () => undefined,
  });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Each spec has a conflict of its own, and a process that remembers nothing of it. */
beforeEach(async () => {
  conflict = `reviewed-${(conflicts += 1)}`;
  pumps = new Pumps(new EventLog(pool), catalogue);
  await send({ type: 'ConflictOpened', data: { name: 'Russia and Ukraine' } });
  for (const { source } of [citation, other])
    await send({ type: 'SourceRegistered', stream: source, data: { name: source } });
});

async function send(...events: readonly object[]): Promise<readonly Receipt[]> {
  const submitted = events.map((event) => {
    const bytes = Buffer.from(JSON.stringify(event));
    return intake.submit(bytes, parseStrictJson(bytes), 'local');
  });
  return (await pumps.submit(conflict, submitted)).receipts;
}

async function refusal(...events: readonly object[]): Promise<TrackerError> {
  return send(...events).then(
    (receipts) => {
      throw new Error(`recorded: ${JSON.stringify(receipts)}`);
    },
    (error: unknown) => {
      if (error instanceof TrackerError) return error;
      throw error;
    },
  );
}

const event = (type: string, data: object, more: object = {}) => ({ type, stream: TALKS, citation, data, ...more });
const vote = (votes: number) => event('VoteTaken', { motion: 'ceasefire', votes });
const held = (cited = citation) => event('TalksHeld', { present: ['Rubio'] }, { citation: cited });
const correct = (target: number | string, replaces: number | string, data: object, more: object = {}) =>
  event('EventCorrected', { event: target, replaces, as: { citation, data, ...more }, reason: 'typo' });
const retract = (target: number | string) => event('EventRetracted', { event: target, reason: 'Recorded twice.' });
const dispute = (target: number, counter?: object) =>
  event('ClaimDisputed', { event: target, ...(counter ? { counter } : {}) }, { citation: other });
const resolve = (target: number, adopted: number) =>
  event('DisputeResolved', { event: target, adopted, reason: 'Both met.' });

describe('a correction', () => {
  it('is what later events meet', async () => {
    await send(held());
    await send(correct(1, 1, { present: ['Rubio'] }, { citation: other }));
    await send(held(citation));
    expect((await refusal(held(other))).code).toBe('talks.already_held');
  });

  it('is met by a process that had folded what came before it', async () => {
    const second = new Pumps(new EventLog(pool), catalogue);
    const bytes = Buffer.from(JSON.stringify(vote(3)));
    await second.submit(conflict, [intake.submit(bytes, parseStrictJson(bytes), 'local')]);
    await send(correct(1, 1, { motion: 'ceasefire', votes: 9 }));
    const fewer = Buffer.from(JSON.stringify(vote(8)));
    const { receipts } = await second.submit(conflict, [intake.submit(fewer, parseStrictJson(fewer), 'local')]);
    expect(receipts[0]?.warnings).toEqual([{ code: 'talks.fewer_votes', detail: 'Before it were 9.' }]);
  });

  it('names the event by its id as well', async () => {
    const [first] = await send(vote(3));
    expect(await send(correct(first!.id, first!.id, { motion: 'ceasefire', votes: 4 }))).toHaveLength(1);
  });

  it('of what has been corrected meanwhile is refused as stale, and tells what stands', async () => {
    await send(vote(3), correct(1, 1, { motion: 'ceasefire', votes: 4 }));
    const stale = await refusal(correct(1, 1, { motion: 'ceasefire', votes: 5 }));
    expect(stale).toMatchObject({ code: 'review.stale_correction', facts: { standsVersion: 2 } });
    expect(await send(correct(1, 2, { motion: 'ceasefire', votes: 5 }))).toHaveLength(1);
  });

  it("is refused with the place of the fault if it is not of the event type's shape", async () => {
    await send(vote(3));
    const fault = await refusal(correct(1, 1, { motion: 'ceasefire', votes: -1 }));
    expect(fault.code).toBe('event.invalid');
    expect(fault.faults.map(({ pointer }) => pointer)).toEqual(['/data/as/data/votes']);
  });

  it('is refused if the event may not stand so in its place', async () => {
    await send(held(citation), held(other));
    expect((await refusal(correct(2, 2, { present: ['Lavrov'] }))).code).toBe('talks.already_held');
  });

  it('may refer only to what is registered, which may come with it', async () => {
    await send(event('TalksPlanned', { subject: 'peace' }));
    const planned = correct(1, 1, { subject: 'peace', plannedBy: ['source-state-department'] });
    expect((await refusal(planned)).code).toBe('reference.unregistered');
    const registered = { type: 'SourceRegistered', stream: 'source-state-department', data: { name: 'Department' } };
    expect(await send(registered, planned)).toHaveLength(2);
  });

  it('names later events that it makes inconsistent, and keeps them', async () => {
    await send(held(citation), held(other));
    const [receipt] = await send(correct(1, 1, { present: ['Rubio'] }, { citation: other }));
    expect(receipt?.inconsistent).toMatchObject([{ version: 2, type: 'TalksHeld', code: 'talks.already_held' }]);
  });

  it('that changes nothing is recorded with a warning', async () => {
    await send(vote(3));
    const [receipt] = await send(correct(1, 1, { votes: 3, motion: 'ceasefire' }));
    expect(receipt?.warnings?.map(({ code }) => code)).toEqual(['review.nothing_changed']);
  });

  it('warns of what the corrected event would have warned of', async () => {
    await send(vote(3), vote(4));
    const [receipt] = await send(correct(2, 2, { motion: 'ceasefire', votes: 1 }));
    expect(receipt?.warnings?.map(({ code }) => code)).toEqual(['talks.fewer_votes']);
  });

  it('cannot be corrected itself', async () => {
    await send(vote(3), correct(1, 1, { motion: 'ceasefire', votes: 4 }));
    expect((await refusal(correct(2, 2, { motion: 'ceasefire', votes: 5 }))).code).toBe('review.not_reviewable');
  });

  it('sent again gives the first receipt, with what it named inconsistent', async () => {
    await send(held(citation), held(other));
    const again = { ...correct(1, 1, { present: ['Rubio'] }, { citation: other }), id: uuidv7() };
    const [first] = await send(again);
    await send(retract(2));
    expect((await send(again))[0]).toEqual(first);
  });
});

describe('a retraction', () => {
  it('lets its event be recorded anew', async () => {
    await send(held());
    expect((await refusal(held())).code).toBe('talks.already_held');
    await send(retract(1));
    expect(await send(held())).toHaveLength(1);
  });

  it('of a retraction makes the event stand again', async () => {
    await send(held(), retract(1), retract(2));
    expect((await refusal(held())).code).toBe('talks.already_held');
  });

  it('succeeds a second time, with a warning', async () => {
    await send(held(), retract(1));
    expect((await send(retract(1)))[0]?.warnings?.map(({ code }) => code)).toEqual(['review.already_retracted']);
  });

  it('may come in one request with its event', async () => {
    expect(await send(held(), retract(1), held())).toHaveLength(3);
  });

  it.each([
    ['an event that the stream does not have', () => retract(7)],
    ['itself', () => retract(2)],
    ['an id that is not of this stream', () => retract('01951a2b-0000-7000-8000-000000000001')],
  ])('of %s is refused', async (_, review) => {
    await send(held());
    expect((await refusal(review())).code).toBe('review.unknown_event');
  });

  it('into a stream without events is refused', async () => {
    expect((await refusal(retract(1))).message).toContain('it has no events');
  });

  it('into a stream of an unknown kind is refused', () => {
    const bytes = Buffer.from(JSON.stringify({ ...retract(1), stream: 'nothing-at-all' }));
    expect(() => intake.submit(bytes, parseStrictJson(bytes), 'local')).toThrow(
      expect.objectContaining({ code: 'event.unknown_stream_kind' }) as Error,
    );
  });

  it('without a stream is refused', () => {
    const bytes = Buffer.from(JSON.stringify({ ...retract(1), stream: undefined }));
    expect(() => intake.submit(bytes, parseStrictJson(bytes), 'local')).toThrow(
      expect.objectContaining({ code: 'event.invalid' }) as Error,
    );
  });
});

describe('a dispute', () => {
  it('states a counter of the shape of the event', async () => {
    await send(vote(3));
    const fault = await refusal(dispute(1, { votes: 'many' }));
    expect(fault.faults.map(({ pointer }) => pointer)).toEqual(['/data/counter/votes']);
    expect(await send(dispute(1, { votes: 2 }))).toHaveLength(1);
  });

  it('is resolved by adopting its counter, which later events then meet', async () => {
    await send(vote(3), dispute(1, { votes: 9 }), resolve(1, 2));
    expect((await send(vote(8)))[0]?.warnings?.map(({ code }) => code)).toEqual(['talks.fewer_votes']);
  });

  it.each([
    ['nothing is disputed', [vote(3)], resolve(1, 1), 'review.not_disputed'],
    ['it is resolved already', [vote(3), dispute(1), resolve(1, 1)], resolve(1, 1), 'review.not_disputed'],
    ['it has no counter to adopt', [vote(3), dispute(1)], resolve(1, 2), 'review.not_adoptable'],
    ['what is adopted is of another type', [vote(3), held(), dispute(1)], resolve(1, 2), 'review.not_adoptable'],
    ['what is adopted is retracted', [vote(3), vote(4), dispute(1), retract(2)], resolve(1, 2), 'review.not_adoptable'],
  ])('is not resolved where %s', async (_, before, resolution, code) => {
    await send(...before);
    expect((await refusal(resolution)).code).toBe(code);
  });
});

describe('a corroboration', () => {
  const corroborate = (target: number, cited: object) =>
    event('ClaimCorroborated', { event: target }, { citation: cited });

  it('by who has said so already is recorded, and does not count', async () => {
    await send(vote(3));
    expect((await send(corroborate(1, other)))[0]?.warnings).toBeUndefined();
    for (const cited of [citation, other])
      expect((await send(corroborate(1, cited)))[0]?.warnings?.map(({ code }) => code)).toEqual(['review.same_source']);
  });

  it.each([
    ['corroborated', () => corroborate(1, other)],
    ['disputed', () => dispute(1)],
    ['corrected', () => correct(1, 1, { motion: 'ceasefire', votes: 4 })],
    ['resolved', () => resolve(1, 1)],
  ])('what is retracted cannot be %s', async (_, review) => {
    await send(vote(3), retract(1));
    expect((await refusal(review())).code).toBe('review.event_retracted');
  });

  it('of a review is refused', async () => {
    await send(vote(3), dispute(1));
    expect((await refusal(corroborate(2, other))).code).toBe('review.not_reviewable');
  });
});
