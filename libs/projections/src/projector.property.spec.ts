import { Catalogue } from '@tracker/event-store';
import fc from 'fast-check';
import type { Pool } from 'pg';
import { foldHere } from '../../../test/setup/fold-here';
import { talksModel, talksStreams } from '../../../test/setup/talks';
import { createTalksTables, TalksScribe, type TalksTables } from '../../../test/setup/talks-tables';
import { Projector } from './projector';
import { rebuild } from './rebuild';

const SEED = 20_250_218;
const HISTORIES = 100;
/** A rebuild makes the tables of all histories so far anew. */
const REBUILD_EVERY = 10;
const TABLES = ['talks', 'presence', 'vote', 'reviewed'] as const;

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
  readonly type: 'TalksPlanned' | 'TalksHeld' | 'PartyLeft' | 'VoteTaken' | 'EventCorrected' | 'EventRetracted';
  readonly data: object;
}

const parties = fc.constantFrom('Rubio', 'Waltz', 'Witkoff', 'Lavrov', 'Ushakov');
const dataOf = {
  TalksPlanned: fc.record({ subject: fc.constantFrom('peace', 'embassies') }),
  TalksHeld: fc.record({ present: fc.uniqueArray(parties, { maxLength: 4 }) }),
  PartyLeft: fc.record({ party: parties }),
  VoteTaken: fc.record(
    { motion: fc.constantFrom('ceasefire', 'territory'), votes: fc.integer({ min: 0, max: 3 }) },
    { requiredKeys: ['motion'] },
  ),
};
type Plain = keyof typeof dataOf;
const TYPES = Object.keys(dataOf) as readonly Plain[];
/** What is drawn: data of every type, of which a correction takes that of the event it corrects. */
const drawn = fc.record({
  type: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...TYPES) },
    { weight: 2, arbitrary: fc.constant('EventCorrected' as const) },
    { weight: 2, arbitrary: fc.constant('EventRetracted' as const) },
  ),
  /** Which of the earlier events of the stream a review names. */
  target: fc.nat(),
  data: fc.record(dataOf),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer Value> ? Value : never;

/** Gives each review an earlier event to name: a correction a plain one, a retraction any. A stream begins with a plain event. */
function placed(draws: readonly (readonly [string, Drawn])[]): readonly Step[] {
  const streams = new Map<string, Step[]>();
  return draws.map(([stream, { type, target, data }]) => {
    const before = streams.get(stream) ?? [];
    streams.set(stream, before);
    const versions = before.flatMap((step, index) =>
      type === 'EventRetracted' || step.type in dataOf ? [index + 1] : [],
    );
    const event = versions[target % versions.length];
    const plain = type in dataOf ? (type as Plain) : TYPES[target % TYPES.length]!;
    const step: Step =
      event === undefined || type in dataOf
        ? { stream, type: plain, data: data[plain] }
        : type === 'EventRetracted'
          ? { stream, type, data: { event, reason: 'Recorded twice.' } }
          : { stream, type: 'EventCorrected', data: correctionOf(event, before, data) };
    before.push(step);
    return step;
  });
}

function correctionOf(event: number, before: readonly Step[], data: Drawn['data']): object {
  const as = { citation: { source: 'source-a' }, data: data[before[event - 1]!.type as Plain] };
  return { event, replaces: event, as, reason: 'typo' };
}

const history = fc.record({
  steps: fc.array(fc.tuple(fc.constantFrom('talks-riyadh', 'talks-doha', 'talks-paris'), drawn), {
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
  const seen = { events: 0, corrections: 0, retractions: 0, versions: 0, rewritten: 0 };
  await fc.assert(
    fc.asyncProperty(history, async ({ steps, cuts }) => {
      const conflict = `history-${(histories += 1)}`;
      const log = placed(steps);
      await playLive(conflict, log, cuts);
      if (histories % REBUILD_EVERY === 0) await expectRebuiltIsLive();
      for (let position = 0; position <= log.length; position += 1) {
        expect(await asOf(conflict, position)).toEqual(oracle(log.slice(0, position)));
      }
      seen.events += log.length;
      seen.corrections += log.filter(({ type }) => type === 'EventCorrected').length;
      seen.retractions += log.filter(({ type }) => type === 'EventRetracted').length;
    }),
    { seed: SEED, numRuns: HISTORIES, endOnFailure: true },
  );
  const { rows } = await projections.query<{ versions: number; rewritten: number }>(
    `select count(*) as versions, count(*) filter (where until < 9223372036854775807) as rewritten from talks_v1.presence`,
  );
  Object.assign(seen, rows[0]);
  // What was tried is worth the claim only if histories were long and rows came and went.
  expect(seen.events).toBeGreaterThan(HISTORIES * 10);
  expect(seen.corrections).toBeGreaterThan(HISTORIES * 2);
  expect(seen.retractions).toBeGreaterThan(HISTORIES * 2);
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
  await rebuild(projections, catalogue, [talksModel], { foldPieces: foldHere(tables.database.source, catalogue) });
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
     union all select concat_ws('|', 'vote', stream, key, votes, coalesce(before::text, '-')) from talks_v1.vote where ${held}
     union all select concat_ws('|', 'reviewed', stream, key, reviews, last) from talks_v1.reviewed where ${held}`,
    [conflict, position],
  );
  return rows.map(({ row }) => row).sort();
}

/** What should hold after some events, told naively and without any of the engine's code. */
function oracle(steps: readonly Step[]): readonly string[] {
  const expected: string[] = [];
  for (const stream of new Set(steps.map((step) => step.stream))) {
    const told = steps.filter((step) => step.stream === stream);
    const reviews = told.filter(({ type }) => !(type in dataOf));
    if (reviews.length > 0) expected.push(`reviewed|${stream}||${reviews.length}|${reviews.at(-1)!.type}`);
    const own = inForceOf(told);
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

/** What is in force of a stream, from the rule as it is written: asked again and again, and none of the engine's code. */
function inForceOf(told: readonly Step[]): readonly Step[] {
  const reviewsOf = (type: Step['type'], version: number): readonly (readonly [Step, number])[] =>
    told
      .map((step, index) => [step, index + 1] as const)
      .filter(([step, at]) => step.type === type && at > version && (step.data as { event: number }).event === version)
      .filter(([, at]) => !isVoid(at));
  const isVoid = (version: number): boolean => reviewsOf('EventRetracted', version).length > 0;
  return told.flatMap((step, index) => {
    if (!(step.type in dataOf) || isVoid(index + 1)) return [];
    const correction = reviewsOf('EventCorrected', index + 1).at(-1)?.[0];
    return [correction ? { ...step, data: (correction.data as { as: { data: object } }).as.data } : step];
  });
}
