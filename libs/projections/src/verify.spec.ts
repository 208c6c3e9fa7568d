import { Catalogue } from '@tracker/event-store';
import { foldHere } from '../../../test/setup/fold-here';
import { PresenceRow, talksModel, talksStreams, TalksRow } from '../../../test/setup/talks';
import { createTalksTables, TalksScribe, type TalksTables } from '../../../test/setup/talks-tables';
import { tasksHere } from '../../../test/setup/tasks-here';
import { Projector } from './projector';
import { row, type ReadModel } from './read-model';
import { rebuild } from './rebuild';
import { isClean, SwappedMeanwhileError, verify, type VerifiedModel } from './verify';
import type { VerifyTask } from './verify-piece';
import { TableMissingError } from './verify-standings';

const catalogue = new Catalogue(talksStreams);
const CONFLICT = 'russia-ukraine';
let tables: TalksTables;
let scribes: Map<string, TalksScribe>;

beforeAll(async () => {
  tables = await createTalksTables();
  scribes = new Map();
  await record('talks-riyadh', 'TalksHeld', { present: ['Rubio', 'Lavrov'] });
  await record('talks-riyadh', 'VoteTaken', { motion: 'embassies', votes: 2 });
  await record('talks-vienna', 'TalksPlanned', { subject: 'peace' });
  await record('talks-riyadh', 'PartyLeft', { party: 'Lavrov' });
  await record('talks-riyadh', 'VoteTaken', { motion: 'embassies', votes: 3 });
  await record('talks-riyadh', 'EventRetracted', { event: 3, reason: 'He stayed.' });
  await record('talks-vienna', 'TalksHeld', { present: ['Waltz'] });
  await record('talks-doha', 'TalksHeld', { present: ['Witkoff'] }, 'gaza');
  await project();
});

afterAll(() => tables.drop());

async function record(stream: string, type: string, data: object, conflict = CONFLICT): Promise<void> {
  const scribe = scribes.get(conflict) ?? new TalksScribe();
  scribes.set(conflict, scribe);
  await tables.log.append(conflict, [scribe.event(stream, type, data)]);
}

async function project(conflicts: readonly string[] = [CONFLICT, 'gaza']): Promise<void> {
  const projector = new Projector(tables.projections, catalogue, [talksModel]);
  for (const conflict of conflicts) await projector.pass(conflict);
}

/** By two pieces a log: the streams up to Riyadh, and those after. */
async function verified(
  model: ReadModel = talksModel as ReadModel,
  before?: () => Promise<void>,
  limit = 20,
): Promise<VerifiedModel> {
  const runTasks = tasksHere<VerifyTask>(tables.database.source, catalogue, [model], 'talks-riyadh', before);
  const [only] = await verify(tables.projections, [model], { runTasks, limit });
  return only!;
}

/** Changes a served table, looks, and puts everything back. */
async function tampered(table: string, statement: string, limit?: number): Promise<VerifiedModel> {
  const { projections } = tables;
  await projections.query(`create table ${table}_kept as table ${table}`);
  try {
    await projections.query(statement);
    return await verified(undefined, undefined, limit);
  } finally {
    await projections.query(`truncate ${table}`);
    await projections.query(`insert into ${table} table ${table}_kept`);
    await projections.query(`drop table ${table}_kept`);
  }
}

const held = (since: number, columns: object, until: number | null = null) => ({ since, until, columns });
const LAVROV = `conflict = '${CONFLICT}' and stream = 'talks-riyadh' and key = 'Lavrov'`;

describe('a read model that is served as the log has it', () => {
  it('is clean, up to where it stands in every conflict', async () => {
    const found = await verified();
    expect(found).toMatchObject({ name: 'talks', version: 1, found: 0, first: [], failed: [] });
    expect(isClean(found)).toBe(true);
    expect(found.versions).toBe(12);
    expect(found.standings).toEqual([
      { conflict: 'gaza', position: 1, head: 1, parked: null },
      { conflict: CONFLICT, position: 7, head: 7, parked: null },
    ]);
  });

  it('is clean while it goes on: what was projected since is left out, rows and ends of rows', async () => {
    const meanwhile = async (): Promise<void> => {
      await record('talks-vienna', 'PartyLeft', { party: 'Waltz' });
      await record('talks-vienna', 'TalksHeld', { present: ['Kellogg'] });
      await project([CONFLICT]);
    };
    const found = await verified(undefined, meanwhile);
    expect(found).toMatchObject({ versions: 12, found: 0, first: [] });
    expect((await verified()).versions).toBeGreaterThan(12);
  });

  it('is compared anew when it is swapped meanwhile, and given up when that goes on', async () => {
    let swaps = 1;
    const swapping = async (): Promise<void> => {
      if (swaps === 0) return;
      swaps -= 1;
      await rebuild(tables.projections, catalogue, [talksModel], {
        foldPieces: foldHere(tables.database.source, catalogue),
      });
    };
    expect(isClean(await verified(undefined, swapping))).toBe(true);
    swaps = Infinity;
    await expect(verified(undefined, swapping)).rejects.toThrow(SwappedMeanwhileError);
  });
});

describe('a served table that was tampered with is named, with the row and its first wrong position:', () => {
  it.each([
    {
      how: 'a column changed',
      statement: `update talks_v1.presence set party = 'Kozak' where ${LAVROV} and since = 1`,
      position: 1,
      served: held(1, { party: 'Kozak' }, 4),
      log: held(1, { party: 'Lavrov' }, 4),
      columns: ['party'],
    },
    {
      how: 'a row version missing',
      statement: `delete from talks_v1.presence where ${LAVROV} and since = 6`,
      position: 6,
      served: null,
      log: held(6, { party: 'Lavrov' }),
      columns: [],
    },
    {
      how: 'one that the log does not make',
      statement: `insert into talks_v1.presence (conflict, stream, key, since, until, party)
        values ('${CONFLICT}', 'talks-riyadh', 'Zelenskyy', 2, 5, 'Zelenskyy')`,
      key: 'Zelenskyy',
      position: 2,
      served: held(2, { party: 'Zelenskyy' }, 5),
      log: null,
      columns: [],
    },
    {
      how: 'since moved on',
      statement: `update talks_v1.presence set since = 3 where ${LAVROV} and since = 1`,
      position: 1,
      served: null,
      log: held(1, { party: 'Lavrov' }, 4),
      columns: [],
      versions: 2,
    },
    {
      how: 'until moved back',
      statement: `update talks_v1.presence set until = 2 where ${LAVROV} and since = 1`,
      position: 2,
      served: held(1, { party: 'Lavrov' }, 2),
      log: held(1, { party: 'Lavrov' }, 4),
      columns: ['until'],
    },
    {
      how: 'ended though it holds',
      statement: `update talks_v1.presence set until = 7 where ${LAVROV} and since = 6`,
      position: 7,
      served: held(6, { party: 'Lavrov' }, 7),
      log: held(6, { party: 'Lavrov' }),
      columns: ['until'],
    },
    {
      how: 'one that begins beyond the log',
      statement: `insert into talks_v1.presence (conflict, stream, key, since, until, party)
        values ('${CONFLICT}', 'talks-zurich', 'Zelenskyy', 1000, 1001, 'Zelenskyy')`,
      stream: 'talks-zurich',
      key: 'Zelenskyy',
      position: 1000,
      served: held(1000, { party: 'Zelenskyy' }, 1001),
      log: null,
      columns: [],
    },
    {
      how: 'one of a conflict without a log',
      statement: `insert into talks_v1.presence (conflict, stream, key, since, until, party)
        values ('nowhere', 'talks-riyadh', 'Zelenskyy', 1, 2, 'Zelenskyy')`,
      conflict: 'nowhere',
      key: 'Zelenskyy',
      position: 1,
      served: held(1, { party: 'Zelenskyy' }, 2),
      log: null,
      columns: [],
    },
  ])('$how', async ({ how: _how, statement, ...row }) => {
    const found = await tampered('talks_v1.presence', statement);
    const expected = {
      conflict: CONFLICT,
      table: 'presence',
      stream: 'talks-riyadh',
      key: 'Lavrov',
      versions: 1,
      ...row,
    };
    expect(found).toMatchObject({ found: 1, first: [expected] });
    expect(isClean(found)).toBe(false);
  });

  it('a value that is equal, but written otherwise', async () => {
    const statement = `update talks_v1.vote set told = '{"note": "tab\\tquote\\"back\\\\slash\\nline", "votes": 2.0}' where votes = 2`;
    expect(await tampered('talks_v1.vote', statement)).toMatchObject({
      found: 1,
      first: [{ table: 'vote', key: 'embassies', position: 2, columns: ['told'] }],
    });
  });

  it('all of it, of which as many rows are told as asked for, first by position', async () => {
    const found = await tampered('talks_v1.presence', 'truncate talks_v1.presence', 2);
    const { rows } = await tables.projections.query(`select distinct conflict, stream, key from talks_v1.presence`);
    expect(found.found).toBe(rows.length);
    expect(found.first.map(({ conflict, key, position }) => [conflict, key, position])).toEqual([
      ['gaza', 'Witkoff', 1],
      [CONFLICT, 'Lavrov', 1],
    ]);
  });

  it('a table that is not there, and how to have it back', async () => {
    await tables.projections.query(`alter table talks_v1.vote rename to ballot`);
    const failure = await verified().catch((error: unknown) => error);
    await tables.projections.query(`alter table talks_v1.ballot rename to vote`);
    expect(failure).toBeInstanceOf(TableMissingError);
    expect(String(failure)).toContain('talks_v1.vote');
    expect(String(failure)).toContain('npm run ops -- rebuild talks');
  });
});

describe('a projection that was changed without its version', () => {
  it('is found by every row that it now makes otherwise', async () => {
    const shouting: ReadModel = {
      ...(talksModel as ReadModel),
      held: {
        tables: [TalksRow, PresenceRow],
        rows: (stream, state) =>
          talksModel
            .held!.rows(stream, state as never)
            .map(({ table, key, columns }) =>
              table === PresenceRow ? row(PresenceRow, key, { party: key.toUpperCase() }) : { table, key, columns },
            ),
      },
    };
    const found = await verified(shouting);
    expect(found.found).toBe(5);
    expect(found.first[0]).toMatchObject({
      table: 'presence',
      position: 1,
      served: { columns: { party: 'Witkoff' } },
      log: { columns: { party: 'WITKOFF' } },
      columns: ['party'],
    });
  });

  it('so that it throws is named with the event, and its other streams are compared', async () => {
    const refusing: ReadModel = {
      ...(talksModel as ReadModel),
      evolve: (state, event) => {
        if (event.stream === 'talks-vienna') throw new Error('no talks in Vienna');
        return talksModel.evolve(state as never, event);
      },
    };
    const found = await verified(refusing);
    expect(isClean(found)).toBe(false);
    expect(found.failed).toEqual([
      { conflict: CONFLICT, position: 3, type: 'TalksPlanned', message: 'no talks in Vienna' },
    ]);
    expect(found.versions).toBeGreaterThan(0);
    expect(found.found).toBe(0);
  });
});

it('a parked model is verified up to where it stands, and so is one that is behind', async () => {
  await record('talks-riyadh', 'TalksStreamed', { channel: 'television' });
  await record('talks-riyadh', 'PartyLeft', { party: 'Rubio' });
  await project([CONFLICT]);
  await record('talks-kyiv', 'TalksHeld', { present: ['Sybiha'] }, 'gaza');
  const found = await verified();
  expect(isClean(found)).toBe(true);
  expect(found.standings).toMatchObject([
    { conflict: 'gaza', position: 1, head: 2, parked: null },
    { conflict: CONFLICT, position: 9, head: 11, parked: { position: 10, type: 'TalksStreamed' } },
  ]);
});
