import { Catalogue } from '@tracker/event-store';
import fc from 'fast-check';
import { Client, type Pool } from 'pg';
import { talksModel, talksStreams } from '../../../test/setup/talks';
import { createTalksTables, TalksScribe, type TalksTables } from '../../../test/setup/talks-tables';
import { Projector } from './projector';
import { rebuild } from './rebuild';
import { rebuildPiece } from './rebuild-piece';

const SEED = 20_250_218;
const HISTORIES = 100;
/** A rebuild makes the tables of all histories so far anew. */
const REBUILD_EVERY = 10;
const TABLES = ['talks', 'presence', 'vote'] as const;

let tables: TalksTables;
let projections: Pool;
const catalogue = new Catalogue(talksStreams);

beforeAll(async () => {
  tables = await createTalksTables();
  projections = tables.projections;
});

afterAll(() => tables.drop());

/** One event of a random history, before it has a place. */
interface Step {
  readonly stream: string;
  readonly type: 'TalksPlanned' | 'TalksHeld' | 'PartyLeft' | 'VoteTaken';
  readonly data: object;
}

const parties = fc.constantFrom('Rubio', 'Waltz', 'Witkoff', 'Lavrov', 'Ushakov');
const stepOf = fc.oneof(
  fc.record({
    type: fc.constant('TalksPlanned' as const),
    data: fc.record({ subject: fc.constantFrom('peace', 'embassies') }),
  }),
  fc.record({
    type: fc.constant('TalksHeld' as const),
    data: fc.record({ present: fc.uniqueArray(parties, { maxLength: 4 }) }),
  }),
  fc.record({ type: fc.constant('PartyLeft' as const), data: fc.record({ party: parties }) }),
  fc.record({
    type: fc.constant('VoteTaken' as const),
    data: fc.record(
      { motion: fc.constantFrom('ceasefire', 'territory'), votes: fc.integer({ min: 0, max: 3 }) },
      { requiredKeys: ['motion'] },
    ),
  }),
);
const history = fc.record({
  steps: fc.array(fc.tuple(fc.constantFrom('talks-riyadh', 'talks-doha', 'talks-paris'), stepOf), {
    minLength: 3,
    maxLength: 40,
    size: 'max',
  }),
  /** How many events are appended, and how many a projector then takes, turn by turn; and which of two projectors. */
  cuts: fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 7 }), fc.boolean()), {
    minLength: 2,
    maxLength: 12,
  }),
});

let histories = 0;

it(`live in random batches equals rebuilt equals an oracle, at every position (seed ${SEED})`, async () => {
  const seen = { events: 0, versions: 0, rewritten: 0 };
  await fc.assert(
    fc.asyncProperty(history, async ({ steps, cuts }) => {
      const conflict = `history-${(histories += 1)}`;
      const log = steps.map(([stream, step]): Step => ({ stream, ...step }));
      await playLive(conflict, log, cuts);
      if (histories % REBUILD_EVERY === 0) await expectRebuiltIsLive();
      for (let position = 0; position <= log.length; position += 1) {
        expect(await asOf(conflict, position)).toEqual(oracle(log.slice(0, position)));
      }
      seen.events += log.length;
    }),
    { seed: SEED, numRuns: HISTORIES, endOnFailure: true },
  );
  const { rows } = await projections.query<{ versions: number; rewritten: number }>(
    `select count(*) as versions, count(*) filter (where until < 9223372036854775807) as rewritten from talks_v1.presence`,
  );
  Object.assign(seen, rows[0]);
  // What was tried is worth the claim only if histories were long and rows came and went.
  expect(seen.events).toBeGreaterThan(HISTORIES * 10);
  expect(seen.rewritten).toBeGreaterThan(HISTORIES);
}, 120_000);

async function playLive(
  conflict: string,
  steps: readonly Step[],
  cuts: readonly (readonly [number, number, boolean])[],
): Promise<void> {
  const projectors = [
    new Projector(projections, catalogue, [talksModel]),
    new Projector(projections, catalogue, [talksModel]),
  ];
  const scribe = new TalksScribe();
  let appended = 0;
  let projected = 0;
  for (let turn = 0; projected < steps.length; turn += 1) {
    const [append, take, which] = cuts[turn % cuts.length]!;
    const batch = steps
      .slice(appended, appended + append)
      .map(({ stream, type, data }) => scribe.event(stream, type, data));
    if (batch.length > 0) await tables.log.append(conflict, batch);
    appended += batch.length;
    projected = Math.min(appended, projected + take);
    await projectors[which ? 1 : 0]!.pass(conflict, projected);
  }
}

async function expectRebuiltIsLive(): Promise<void> {
  const live = await dump();
  await rebuildAll();
  expect(await dump()).toEqual(live);
}

async function rebuildAll(): Promise<void> {
  const clients = [1, 2].map(() => new Client(tables.database.source.poolOptions('tracker_projector')));
  await Promise.all(clients.map((client) => client.connect()));
  const [reader, writer] = clients as [Client, Client];
  await rebuild(projections, catalogue, talksModel, async (model, pieces, onPiece) => {
    for (const piece of pieces) onPiece((await rebuildPiece(reader, writer, catalogue, model, piece)).events);
  });
  await Promise.all(clients.map((client) => client.end()));
}

/** Every row version of every table, as text. */
async function dump(): Promise<readonly string[]> {
  const all: string[] = [];
  for (const table of TABLES) {
    const { rows } = await projections.query<{ row: string }>(
      `select '${table}' || t::text as row from talks_v1.${table} t order by conflict, stream, key, since`,
    );
    all.push(...rows.map(({ row }) => row));
  }
  return all;
}

async function asOf(conflict: string, position: number): Promise<readonly string[]> {
  const held = `conflict = $1 and since <= $2 and until > $2`;
  const { rows } = await projections.query<{ row: string }>(
    `select concat_ws('|', 'talks', stream, key, coalesce(subject, '-'), told_by) as row from talks_v1.talks where ${held}
     union all select concat_ws('|', 'presence', stream, key, party) from talks_v1.presence where ${held}
     union all select concat_ws('|', 'vote', stream, key, votes, coalesce(before::text, '-')) from talks_v1.vote where ${held}`,
    [conflict, position],
  );
  return rows.map(({ row }) => row).sort();
}

/** What should hold after some events, told naively and without any of the engine's code. */
function oracle(steps: readonly Step[]): readonly string[] {
  const expected: string[] = [];
  for (const stream of new Set(steps.map((step) => step.stream))) {
    const own = steps.filter((step) => step.stream === stream);
    const subject = own
      .filter(({ type }) => type === 'TalksPlanned')
      .map(({ data }) => (data as { subject: string }).subject)
      .at(-1);
    const held = own.filter(({ type }) => type === 'TalksHeld').length;
    if (subject !== undefined || held > 0) expected.push(`talks|${stream}||${subject ?? '-'}|${held}`);
    for (const party of ['Rubio', 'Waltz', 'Witkoff', 'Lavrov', 'Ushakov']) {
      const came = own.findLastIndex(
        ({ type, data }) => type === 'TalksHeld' && (data as { present: string[] }).present.includes(party),
      );
      const left = own.findLastIndex(
        ({ type, data }) => type === 'PartyLeft' && (data as { party: string }).party === party,
      );
      if (came > left) expected.push(`presence|${stream}|${party}|${party}`);
    }
    const votes = own
      .filter(({ type }) => type === 'VoteTaken')
      .map(({ data }) => data as { motion: string; votes?: number });
    for (const motion of ['ceasefire', 'territory']) {
      const at = votes.findLastIndex((vote) => vote.motion === motion);
      if (at < 0 || votes[at]!.votes === undefined) continue;
      const before = votes
        .slice(0, at)
        .map((vote) => vote.votes)
        .filter((vote) => vote !== undefined)
        .at(-1);
      expected.push(`vote|${stream}|${motion}|${votes[at]!.votes}|${before ?? '-'}`);
    }
  }
  return expected.sort();
}
