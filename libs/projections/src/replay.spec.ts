import { Catalogue } from '@tracker/event-store';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { talksModel, talksStreams } from '../../../test/setup/talks';
import { createTalksTables, TalksScribe, type TalksTables } from '../../../test/setup/talks-tables';
import { tasksHere } from '../../../test/setup/tasks-here';
import { Projector } from './projector';
import type { ReadModel } from './read-model';
import { replay, UnfoldableError, type Replayed, type RowDifference } from './replay';
import type { ReplayTask } from './replay-piece';

const catalogue = new Catalogue(talksStreams);
const CONFLICT = 'russia-ukraine';
const TABLES = ['talks', 'presence', 'vote', 'reviewed'] as const;
/** Streams whose talks are told by the second source alone, each with so many parties: more rows than are read at a time. */
const MANY = { streams: 60, parties: 20 };

let tables: TalksTables;
let head = 0;

beforeAll(async () => {
  tables = await createTalksTables();
  const scribe = new TalksScribe();
  const events = [
    scribe.event('talks-riyadh', 'TalksHeld', { present: ['Rubio', 'Lavrov'] }),
    scribe.event('talks-riyadh', 'TalksHeld', { present: ['Witkoff'] }, 'source-b'),
    scribe.event('talks-riyadh', 'VoteTaken', { motion: 'embassies \u2028 "2"', votes: 2 }),
    scribe.event('talks-vienna', 'TalksPlanned', { subject: 'peace' }),
    scribe.event('talks-riyadh', 'EventRetracted', { event: 1, reason: 'Nobody came.' }, 'source-b'),
    scribe.event('talks-vienna', 'TalksPlanned', { subject: 'embassies' }, 'source-b'),
    scribe.event('talks-riyadh', 'EventCorrected', corrected('source-b', { motion: 'embassies', votes: 9 })),
    ...Array.from({ length: MANY.streams }, (_, stream) =>
      scribe.event(`talks-${1000 + stream}`, 'TalksHeld', { present: partiesOf(stream) }, 'source-b'),
    ),
  ];
  for (const event of events) await tables.log.append(CONFLICT, [event]);
  head = events.length;
  await new Projector(tables.projections, catalogue, [talksModel]).pass(CONFLICT);
});

afterAll(() => tables.drop());

function corrected(source: string, data: object): object {
  return { event: 3, replaces: 3, as: { citation: { source }, data }, reason: 'typo' };
}

function partiesOf(stream: number): readonly string[] {
  return Array.from({ length: MANY.parties }, (_, party) => `party-${stream}-${party}`);
}

interface Asked {
  readonly conflict?: string;
  readonly upTo: number;
  readonly withoutSource?: string;
  readonly model?: ReadModel;
  readonly before?: () => Promise<void>;
  readonly signal?: AbortSignal;
}

function replayed<T>(
  { model = talksModel as ReadModel, before, ...asked }: Asked,
  work: (replayed: Replayed) => Promise<T>,
): Promise<T> {
  const runTasks = tasksHere<ReplayTask>(tables.database.source, catalogue, [model], 'talks-riyadh', before);
  return replay(tables.projections, [model], { conflict: CONFLICT, ...asked, runTasks }, work);
}

/** Every row of every table, and that as many are counted. */
async function allRows(made: Replayed): Promise<Record<string, readonly unknown[]>> {
  const rows: Record<string, readonly unknown[]> = {};
  for (const table of made.tables) {
    const lines: unknown[] = [];
    for await (const line of made.lines(table)) lines.push(JSON.parse(line));
    expect(await made.count(table)).toBe(lines.length);
    rows[table.table] = lines;
  }
  return rows;
}

/** The same as served. */
async function servedAsOf(position: number): Promise<Record<string, readonly unknown[]>> {
  const columns = {
    talks: `t.subject, t.told_by as "toldBy"`,
    presence: 't.party',
    vote: 't.votes, t.before, t.words, t.told',
    reviewed: 't.reviews, t.last',
  };
  const served: Record<string, readonly unknown[]> = {};
  for (const table of TABLES) {
    const { rows } = await tables.projections.query<{ line: unknown }>(
      `select json_build_object('stream', stream, 'key', key, 'since', since, 'row',
         (select row_to_json(own) from (select ${columns[table]}) own)) as line
       from talks_v1.${table} t where conflict = $1 and since <= $2 and until > $2 order by stream, key`,
      [CONFLICT, position],
    );
    served[table] = rows.map(({ line }) => line);
  }
  return served;
}

async function differences(asked: Asked): Promise<Record<string, readonly RowDifference[]>> {
  return replayed(asked, async (made) => {
    const found: Record<string, readonly RowDifference[]> = {};
    for (const table of made.tables) {
      const rows: RowDifference[] = [];
      for await (const row of made.differences(table)) rows.push(row);
      found[table.table] = rows;
    }
    return found;
  });
}

async function scratches(): Promise<readonly string[]> {
  const { rows } = await tables.projections.query<{ nspname: string }>(
    `select nspname from pg_namespace where starts_with(nspname, 'replay_') order by 1`,
  );
  return rows.map(({ nspname }) => nspname);
}

it('a replay up to a position has the rows that are served as of it', async () => {
  for (const position of [0, 1, 2, 3, 4, 5, 6, 7, head]) {
    const rows = await replayed({ upTo: position }, allRows);
    expect(rows).toEqual(await servedAsOf(position));
    expect(Object.keys(rows)).toEqual([...TABLES]);
  }
});

describe('without a source', () => {
  it('rows that rest on it alone are removed, others change, and what it took back stands again', async () => {
    const { talks, presence, vote, reviewed } = await differences({ upTo: 7, withoutSource: 'source-b' });
    const riyadh = { stream: 'talks-riyadh' };
    expect(presence).toEqual([
      { ...riyadh, change: 'added', key: 'Lavrov', before: null, after: { party: 'Lavrov' } },
      { ...riyadh, change: 'added', key: 'Rubio', before: null, after: { party: 'Rubio' } },
      { ...riyadh, change: 'removed', key: 'Witkoff', before: { party: 'Witkoff' }, after: null },
    ]);
    expect(talks).toEqual([
      {
        stream: 'talks-vienna',
        change: 'changed',
        key: '',
        before: { subject: 'embassies', toldBy: 0 },
        after: { subject: 'peace', toldBy: 0 },
      },
    ]);
    // A correction that puts what the source says in place is left out too.
    expect(vote).toMatchObject([
      { ...riyadh, change: 'removed', key: 'embassies', before: { votes: 9 } },
      { ...riyadh, change: 'added', key: 'embassies \u2028 "2"', after: { votes: 2 } },
    ]);
    expect(reviewed).toMatchObject([{ ...riyadh, change: 'removed', before: { reviews: 2 } }]);
  });

  it('every difference is given once and in order, however many there are', async () => {
    const { talks, presence } = await differences({ upTo: head, withoutSource: 'source-b' });
    expect(talks!.filter(({ change }) => change === 'removed')).toHaveLength(MANY.streams);
    const removed = presence!.filter(({ change }) => change === 'removed').map(({ key }) => key);
    expect(removed).toHaveLength(MANY.streams * MANY.parties + 1);
    expect(new Set(removed).size).toBe(removed.length);
    const places = presence!.map(({ stream, key }) => `${stream} ${key}`);
    expect(places).toEqual([...places].sort());
  });

  it('a dispute that is settled by what the source said is not settled', async () => {
    const scribe = new TalksScribe();
    const counter = { motion: 'peace', votes: 7 };
    const events = [
      scribe.event('talks-riyadh', 'VoteTaken', { motion: 'peace', votes: 5 }),
      scribe.event('talks-riyadh', 'ClaimDisputed', { event: 1, counter }, 'source-b'),
      scribe.event('talks-riyadh', 'DisputeResolved', { event: 1, adopted: 2, reason: 'Recounted.' }),
      scribe.event('talks-vienna', 'VoteTaken', { motion: 'peace', votes: 5 }),
      scribe.event('talks-vienna', 'VoteTaken', { motion: 'peace', votes: 7 }, 'source-b'),
      scribe.event('talks-vienna', 'ClaimDisputed', { event: 2 }),
      scribe.event('talks-vienna', 'DisputeResolved', { event: 1, adopted: 2, reason: 'Recounted.' }),
    ];
    for (const event of events) await tables.log.append('recount', [event]);
    const { vote } = await differences({ conflict: 'recount', upTo: events.length, withoutSource: 'source-b' });
    expect(vote).toMatchObject([
      { stream: 'talks-riyadh', change: 'changed', before: { votes: 7 }, after: { votes: 5 } },
      { stream: 'talks-vienna', change: 'changed', before: { votes: 7 }, after: { votes: 5 } },
    ]);
  });

  it('that nobody cites nothing differs', async () => {
    expect(Object.values(await differences({ upTo: head, withoutSource: 'source-c' })).flat()).toEqual([]);
  });
});

describe('the scratch', () => {
  it('is there while the work is done and not after it, nor after a failure of it', async () => {
    const failing = replayed({ upTo: 3 }, async () => {
      expect(await scratches()).toHaveLength(1);
      throw new Error('disk full');
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(await scratches()).toEqual([]);
  });

  it('is dropped when the replay is aborted, in the midst of a statement', async () => {
    const abort = new AbortController();
    const aborted = replayed({ upTo: 3, signal: abort.signal }, async (made) => {
      const client = await tables.projections.connect();
      await client.query('begin');
      const [schema] = await scratches();
      await client.query(`lock table "${schema}".talks`);
      const counted = made.count(made.tables[0]!);
      while (!(await waits())) await nextTurn();
      abort.abort();
      // Cancelled, though the lock that it waits for is not given back.
      await expect(counted).rejects.toThrow(/cancel/);
      await client.query('rollback');
      client.release();
      return counted;
    });
    await expect(aborted).rejects.toThrow(/cancel/);
    expect(await scratches()).toEqual([]);
  });

  async function waits(): Promise<boolean> {
    const { rows } = await tables.projections.query(`select from pg_locks where not granted`);
    return rows.length > 0;
  }

  it('that a killed process has left is dropped by the next replay, and that of a living one is not', async () => {
    await tables.projections.query(`create schema "replay_0badcafe_standing_talks_v1"`);
    await replayed({ upTo: 1 }, async () => {
      const [own] = await scratches();
      expect(await scratches()).toEqual([expect.stringMatching(/^replay_(?!0badcafe)/)]);
      await replayed({ upTo: 1 }, async () => {
        expect(await scratches()).toContain(own);
        expect(await scratches()).toHaveLength(2);
      });
    });
    expect(await scratches()).toEqual([]);
  });
});

it('what cannot be folded is named with view, position and event, and nothing is left behind', async () => {
  const refusing: ReadModel = {
    ...(talksModel as ReadModel),
    evolve: (state, event) => {
      if (event.stream === 'talks-vienna') throw new Error('no talks in Vienna');
      return talksModel.evolve(state as never, event);
    },
  };
  const failure = replayed({ upTo: 7, model: refusing }, allRows);
  await expect(failure).rejects.toThrow(UnfoldableError);
  await expect(failure).rejects.toThrow('talks version 1 at position 4 (TalksPlanned): no talks in Vienna');
  expect(await scratches()).toEqual([]);
});
