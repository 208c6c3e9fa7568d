import type { ConnectionSource } from '@tracker/database';
import { Catalogue } from '@tracker/event-store';
import { Client } from 'pg';
import { talksModel, talksStreams } from '../../../test/setup/talks';
import { createTalksTables, TalksScribe, type TalksTables } from '../../../test/setup/talks-tables';
import { Projector } from './projector';
import { rebuild, type FoldPieces } from './rebuild';
import { rebuildPiece } from './rebuild-piece';

const catalogue = new Catalogue(talksStreams);
let tables: TalksTables;
let scribes: Map<string, TalksScribe>;

beforeEach(async () => {
  tables = await createTalksTables();
  scribes = new Map();
});

afterEach(() => tables.drop());

async function held(conflict: string, stream: string, party: string): Promise<void> {
  const scribe = scribes.get(conflict) ?? new TalksScribe();
  scribes.set(conflict, scribe);
  await tables.log.append(conflict, [scribe.event(stream, 'TalksHeld', { present: [party] })]);
}

/** Folds in this process; `meanwhile` happens after the pieces were folded and before the swap. */
function foldHere(source: ConnectionSource, meanwhile: () => Promise<void> = () => Promise.resolve()): FoldPieces {
  return async (models, pieces, onPiece) => {
    const clients = [1, 2].map(() => new Client(source.poolOptions('tracker_projector')));
    await Promise.all(clients.map((client) => client.connect()));
    const [reader, writer] = clients as [Client, Client];
    for (const piece of pieces) onPiece((await rebuildPiece(reader, writer, catalogue, models, piece)).events);
    await Promise.all(clients.map((client) => client.end()));
    await meanwhile();
  };
}

async function parties(): Promise<readonly string[]> {
  const { rows } = await tables.projections.query<{ row: string }>(
    `select conflict || ' ' || stream || ' ' || party || ' ' || since as row from talks_v1.presence order by conflict, since`,
  );
  return rows.map(({ row }) => row);
}

async function positions(): Promise<Record<string, number>> {
  const { rows } = await tables.projections.query<{ conflict: string; position: number }>(
    `select conflict, position from projections.checkpoints where model = 'talks' and generation = 'live'`,
  );
  return Object.fromEntries(rows.map(({ conflict, position }) => [conflict, position]));
}

it('a model that was never projected is followed from where the rebuild ended', async () => {
  await held('a', 'talks-riyadh', 'Rubio');
  await rebuild(tables.projections, catalogue, [talksModel], foldHere(tables.database.source));
  expect(await positions()).toEqual({ a: 1 });
  await held('a', 'talks-riyadh', 'Lavrov');
  await new Projector(tables.projections, catalogue, [talksModel]).pass('a');
  expect(await parties()).toEqual(['a talks-riyadh Rubio 1', 'a talks-riyadh Lavrov 2']);
});

it('what is recorded and projected while the pieces are folded is not lost in the swap', async () => {
  const live = new Projector(tables.projections, catalogue, [talksModel]);
  await held('a', 'talks-riyadh', 'Rubio');
  await live.pass('a');
  const meanwhile = async (): Promise<void> => {
    await held('a', 'talks-riyadh', 'Lavrov');
    await held('b', 'talks-doha', 'Waltz');
    await live.pass('a');
    await live.pass('b');
  };
  await rebuild(tables.projections, catalogue, [talksModel], foldHere(tables.database.source, meanwhile));
  expect(await parties()).toEqual(['a talks-riyadh Rubio 1', 'a talks-riyadh Lavrov 2', 'b talks-doha Waltz 1']);
  expect(await positions()).toEqual({ a: 2, b: 1 });
  await held('a', 'talks-riyadh', 'Ushakov');
  await live.pass('a');
  expect(await parties()).toHaveLength(4);
});

it('a rebuild that dies leaves the serving tables as they were, and the next one begins anew', async () => {
  await held('a', 'talks-riyadh', 'Rubio');
  await new Projector(tables.projections, catalogue, [talksModel]).pass('a');
  const before = await parties();
  const dying = foldHere(tables.database.source, () => Promise.reject(new Error('killed')));
  await expect(rebuild(tables.projections, catalogue, [talksModel], dying)).rejects.toThrow('killed');
  expect(await parties()).toEqual(before);
  const { events } = await rebuild(tables.projections, catalogue, [talksModel], foldHere(tables.database.source));
  expect(events).toBe(1);
  expect(await parties()).toEqual(before);
});

it('a parked model is served again after its rebuild', async () => {
  await held('a', 'talks-riyadh', 'Rubio');
  await new Projector(tables.projections, catalogue, [talksModel]).pass('a');
  await tables.projections.query(
    `update projections.checkpoints set error = '{"position": 2, "type": "TalksHeld", "message": "mended since"}'`,
  );
  await held('a', 'talks-riyadh', 'Lavrov');
  await rebuild(tables.projections, catalogue, [talksModel], foldHere(tables.database.source));
  expect(await positions()).toEqual({ a: 2 });
  const { rows } = await tables.projections.query(`select error from projections.checkpoints where error is not null`);
  expect(rows).toEqual([]);
});
