import fc from 'fast-check';
import type { Pool } from 'pg';
import { VoteRow } from '../../../test/setup/talks';
import { createTalksTables, type TalksTables } from '../../../test/setup/talks-tables';
import {
  differenceSql,
  turningPointsSql,
  type Comparison,
  type DifferingRow,
  type RowPlace,
  type TurningPoint,
} from './differences';
import { tableShape } from './table-shape';
import { HELD } from './temporal-row';

const SEED = 20_250_218;
const HEAD = 30;
const SERVED = 'talks_v1';
const SCRATCH = 'talks_scratch';
const shape = tableShape(VoteRow);

/** A version of a row; `votes` stand for all of its columns. */
interface Version extends RowPlace {
  readonly since: number;
  readonly until: number | null;
  readonly votes: number;
}

/** What became of one row: from each of some positions on it holds some votes, or is not there (null). */
const life = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: HEAD }), fc.option(fc.integer({ min: 1, max: 3 }))), {
    maxLength: 6,
    selector: ([position]) => position,
  })
  .map((cuts) => [...cuts].sort(([one], [other]) => one - other));
/** Keys in an order that is not that of UTF-16. */
const KEYS = ['', 'a', 'z', 'ä', '\uff5e', '\u{1f54a}'];
const STREAMS = ['talks-1', 'talks-2', 'talks-3'];
const lives = fc.array(life, { minLength: KEYS.length * STREAMS.length, maxLength: KEYS.length * STREAMS.length });

function versionsOf(all: readonly (readonly (readonly [number, number | null])[])[]): readonly Version[] {
  return all.flatMap((cuts, index) => {
    const place = { stream: STREAMS[index % STREAMS.length]!, key: KEYS[Math.floor(index / STREAMS.length)]! };
    return cuts.flatMap(([since, votes], cut) =>
      votes === null ? [] : [{ ...place, since, until: cuts[cut + 1]?.[0] ?? null, votes }],
    );
  });
}

let tables: TalksTables;
let pool: Pool;
let conflicts = 0;

beforeAll(async () => {
  tables = await createTalksTables();
  pool = tables.projections;
  await pool.query(`create schema ${SCRATCH}`);
  await pool.query(`create table ${SCRATCH}.vote (like ${SERVED}.vote including all)`);
});
afterAll(() => tables.drop());

/** Writes versions as those of a conflict. */
async function write(schema: string, conflict: string, versions: readonly Version[]): Promise<void> {
  for (const { stream, key, since, until, votes } of versions)
    await pool.query(`insert into ${schema}.vote values ($1, $2, $3, $4, $5, $6, null, $7, $8)`, [
      conflict,
      stream,
      key,
      since,
      until ?? HELD,
      votes,
      [`"${votes}"`],
      { votes },
    ]);
}

/** All that differs, page by page. */
async function differences(comparison: Omit<Comparison, 'start'>): Promise<readonly DifferingRow[]> {
  const all: DifferingRow[] = [];
  for (;;) {
    const { text, values } = differenceSql(shape, { ...comparison, start: all.at(-1) });
    const { rows } = await pool.query<DifferingRow>(text, [...values]);
    all.push(...rows);
    if (rows.length === 0) return all;
  }
}

const told = (rows: readonly DifferingRow[]): readonly string[] =>
  rows.map(({ stream, key, before, after }) => JSON.stringify([stream, key, before, after]));

function heldAt(versions: readonly Version[], position: number): ReadonlyMap<string, object> {
  const held = versions.filter(({ since, until }) => since <= position && (until ?? Infinity) > position);
  const columns = ({ votes }: Version) => ({ votes, before: null, words: [`"${votes}"`], told: { votes } });
  return new Map(held.map((version) => [`${version.stream}\n${version.key}`, columns(version)]));
}

/** What differs, worked out here. */
function expected(before: ReadonlyMap<string, object>, after: ReadonlyMap<string, object>): readonly string[] {
  const rows = [...new Set([...before.keys(), ...after.keys()])].sort((one, other) =>
    Buffer.compare(Buffer.from(one), Buffer.from(other)),
  );
  return rows
    .map((row) => [...row.split('\n'), before.get(row) ?? null, after.get(row) ?? null] as const)
    .filter(([, , was, is]) => JSON.stringify(was) !== JSON.stringify(is))
    .map((row) => JSON.stringify(row));
}

it(`what differs in a table is told once, by streams or in its own order, whatever the page (seed ${SEED})`, async () => {
  const position = fc.integer({ min: 0, max: HEAD });
  const seen = { rows: 0, cameOutEqual: 0 };
  await fc.assert(
    fc.asyncProperty(lives, position, position, fc.integer({ min: 1, max: 20 }), async (all, one, other, limit) => {
      const conflict = `talks-${(conflicts += 1)}`;
      const versions = versionsOf(all);
      await write(SERVED, conflict, versions);
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      const asked = { conflict, limit, bytesMax: 1_000_000 };
      const forward = { before: { schema: SERVED, position: from }, after: { schema: SERVED, position: to } };
      const right = expected(heldAt(versions, from), heldAt(versions, to));
      expect(told(await differences({ ...asked, ...forward }))).toEqual(right);
      expect(told(await differences({ ...asked, ...forward, streams: STREAMS }))).toEqual(right);
      expect(told(await differences({ ...asked, ...forward, bytesMax: 100 }))).toEqual(right);
      const some = right.filter((row) => !row.startsWith('["talks-2"'));
      expect(told(await differences({ ...asked, ...forward, streams: ['talks-1', 'talks-3'] }))).toEqual(some);
      const backward = { before: forward.after, after: forward.before };
      const back = expected(heldAt(versions, to), heldAt(versions, from));
      expect(told(await differences({ ...asked, ...backward }))).toEqual(back);
      seen.rows += right.length;
      const ended = versions.filter(({ until }) => until !== null && until > from && until <= to);
      seen.cameOutEqual += ended.filter(({ stream, key }) => {
        const [was, is] = [from, to].map((at) => JSON.stringify(heldAt(versions, at).get(`${stream}\n${key}`)));
        return was !== undefined && was === is;
      }).length;
    }),
    { seed: SEED, numRuns: 40, endOnFailure: true },
  );
  expect([seen.rows > 100, seen.cameOutEqual > 0]).toEqual([true, true]);
}, 60_000);

it(`two copies of a table are compared at any position of each (seed ${SEED})`, async () => {
  const position = fc.integer({ min: 0, max: HEAD });
  await fc.assert(
    fc.asyncProperty(lives, lives, position, position, async (served, scratch, one, other) => {
      const conflict = `talks-${(conflicts += 1)}`;
      await write(SERVED, conflict, versionsOf(served));
      await write(SCRATCH, conflict, versionsOf(scratch));
      const [before, after] = [
        { schema: SERVED, position: one },
        { schema: SCRATCH, position: other },
      ];
      const found = await differences({ conflict, before, after, limit: 7, bytesMax: 1_000_000 });
      const right = expected(heldAt(versionsOf(served), one), heldAt(versionsOf(scratch), other));
      expect(told(found)).toEqual(right);
    }),
    { seed: SEED, numRuns: 20, endOnFailure: true },
  );
}, 60_000);

it('a page ends with the row that fills its bytes, and says how many rows there would have been', async () => {
  const conflict = `talks-${(conflicts += 1)}`;
  const versions = versionsOf([[[1, 1]], [[2, 2]], [[3, 3]]]);
  await write(SERVED, conflict, versions);
  const [before, after] = [0, 3].map((position) => ({ schema: SERVED, position }));
  const { text, values } = differenceSql(shape, { conflict, before: before!, after: after!, limit: 10, bytesMax: 1 });
  const { rows } = await pool.query<DifferingRow>(text, [...values]);
  expect(rows).toMatchObject([{ stream: 'talks-1', found: 3, before: null, after: { votes: 1 } }]);
  expect(rows[0]!.bytes).toBeGreaterThan(10);
});

it('the turning points of a row are where its versions began or ended, the earlier moment left out', async () => {
  const conflict = `talks-${(conflicts += 1)}`;
  const cuts: [number, number | null][] = [
    [2, 1],
    [5, 2],
    [9, null],
    [12, 1],
    [20, 3],
  ];
  await write(SERVED, conflict, versionsOf([cuts, [[4, 1]]]));
  const rows = [
    { stream: 'talks-2', key: '' },
    { stream: 'talks-1', key: '' },
    { stream: 'talks-1', key: 'nobody' },
  ];
  const points = async (from: number, to: number, limit = 100): Promise<readonly (readonly number[])[]> => {
    const { text, values } = turningPointsSql(shape, { conflict, from, to, rows, limit });
    const found = (await pool.query<TurningPoint>(text, [...values])).rows;
    return found.map(({ row, position }) => [row, position]);
  };
  expect(await points(0, HEAD)).toEqual([
    [0, 4],
    [1, 2],
    [1, 5],
    [1, 9],
    [1, 12],
    [1, 20],
  ]);
  expect(await points(2, 12)).toEqual([
    [0, 4],
    [1, 5],
    [1, 9],
    [1, 12],
  ]);
  expect(await points(2, 12, 2)).toEqual([
    [0, 4],
    [1, 5],
  ]);
  expect(await points(12, 19)).toEqual([]);
});
