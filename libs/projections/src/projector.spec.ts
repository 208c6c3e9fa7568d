import { Catalogue, LogHoleError } from '@tracker/event-store';
import { Client, type Pool } from 'pg';
import {
  conflictStream,
  PresenceRow,
  sourceStream,
  talksModel,
  TalksRow,
  talksStream,
  talksStreams,
  VoteRow,
} from '../../../test/setup/talks';
import { createTalksTables, TalksScribe, type TalksTables } from '../../../test/setup/talks-tables';
import { unpark } from './checkpoints';
import { Follower } from './follower';
import { ChangedTablesError, ensureTables } from './generations';
import { Projector } from './projector';
import type { ReadModel } from './read-model';
import { HELD } from './temporal-row';

const catalogue = new Catalogue(talksStreams);
let tables: TalksTables;
let projections: Pool;
/** By conflict. */
const scribes = new Map<string, TalksScribe>();

beforeAll(async () => {
  tables = await createTalksTables();
  projections = tables.projections;
});

afterAll(() => tables.drop());

async function append(conflict: string, stream: string, type: string, data: object): Promise<void> {
  const scribe = scribes.get(conflict) ?? new TalksScribe();
  scribes.set(conflict, scribe);
  expect(await tables.log.append(conflict, [scribe.event(stream, type, data)])).toHaveLength(1);
}

async function standing(
  conflict: string,
): Promise<Record<string, { position: number; error: { position: number; message: string } | null }>> {
  const { rows } = await projections.query<{
    model: string;
    position: number;
    error: { position: number; message: string } | null;
  }>(`select model, position, error from projections.checkpoints where conflict = $1 and generation = 'live'`, [
    conflict,
  ]);
  return Object.fromEntries(rows.map(({ model, position, error }) => [model, { position, error }]));
}

/** The talks model, but it cannot take in what a condition names, as a faulty release would not. */
function faulty(name: string, poison: (party: string) => boolean): ReadModel {
  return {
    ...(talksModel as ReadModel),
    name,
    tables: [],
    held: undefined,
    touched: {
      tables: [],
      rows: (_before, event) => {
        if (event.type === 'PartyLeft' && poison((event.data as { party: string }).party))
          throw new Error('cannot leave');
        return [];
      },
    },
  };
}

describe('a handler that throws', () => {
  it('parks its own model before the event, and the others go on', async () => {
    const projector = new Projector(projections, catalogue, [
      talksModel,
      faulty('faulty_a', (party) => party === 'Lavrov'),
    ]);
    await append('parking', 'talks-riyadh', 'TalksHeld', { present: ['Rubio', 'Lavrov'] });
    await append('parking', 'talks-doha', 'TalksHeld', { present: ['Waltz'] });
    await append('parking', 'talks-riyadh', 'PartyLeft', { party: 'Lavrov' });
    await append('parking', 'talks-doha', 'PartyLeft', { party: 'Waltz' });
    expect(await projector.pass('parking')).toEqual({ taken: 4 });
    expect(await standing('parking')).toMatchObject({
      talks: { position: 4, error: null },
      faulty_a: { position: 2, error: { position: 3, type: 'PartyLeft', message: 'cannot leave' } },
    });
    expect(await projector.pass('parking')).toEqual({ taken: 0 });
  });

  it('tries again when a mended release starts, alone until it has caught up', async () => {
    const mended = new Projector(projections, catalogue, [talksModel, faulty('faulty_a', () => false)]);
    await unpark(projections, [{ name: 'faulty_a', version: 1 }]);
    await append('parking', 'talks-riyadh', 'PartyLeft', { party: 'Rubio' });
    await mended.pass('parking');
    expect(await standing('parking')).toMatchObject({
      talks: { position: 5, error: null },
      faulty_a: { position: 4, error: null },
    });
    await mended.pass('parking');
    expect((await standing('parking'))['faulty_a']).toEqual({ position: 5, error: null });
  });

  it('because a value is not of its column type parks the model too', async () => {
    const wrong: ReadModel = {
      ...(talksModel as ReadModel),
      touched: {
        tables: [VoteRow],
        rows: () => [{ table: VoteRow, key: '', columns: { votes: 'many', before: null, words: [], told: {} } }],
      },
      held: undefined,
      tables: [VoteRow, TalksRow, PresenceRow],
    };
    await append('wrong-type', 'talks-riyadh', 'TalksHeld', { present: ['Rubio'] });
    await new Projector(projections, catalogue, [wrong]).pass('wrong-type');
    expect((await standing('wrong-type'))['talks']?.error?.message).toContain(
      'talks_v1.vote.votes: expected bigint, found "many"',
    );
  });
});

it('an event of a newer release stops every model before it, and is not skipped', async () => {
  await append('newer', 'talks-riyadh', 'TalksHeld', { present: ['Rubio'] });
  await append('newer', 'talks-riyadh', 'TalksStreamed', { channel: 'television' });
  await append('newer', 'talks-riyadh', 'PartyLeft', { party: 'Rubio' });
  await new Projector(projections, catalogue, [talksModel]).pass('newer');
  expect((await standing('newer'))['talks']).toMatchObject({
    position: 1,
    error: { position: 2, type: 'TalksStreamed' },
  });
});

it('a hole in the log stops everything and is reported', async () => {
  await append('holed', 'talks-riyadh', 'TalksHeld', { present: ['Rubio'] });
  await append('holed', 'talks-riyadh', 'PartyLeft', { party: 'Rubio' });
  const admin = new Client(tables.database.source.poolOptions('admin'));
  await admin.connect();
  await admin.query(`alter table log.events disable trigger all`);
  await admin.query(`delete from log.events where conflict = 'holed' and position = 1`);
  await admin.query(`alter table log.events enable trigger all`);
  await admin.end();
  await expect(new Projector(projections, catalogue, [talksModel]).pass('holed')).rejects.toThrow(LogHoleError);
  expect((await standing('holed'))['talks']).toBeUndefined();
});

it('many rows of one pass are written as they are, whatever is in them', async () => {
  const present = Array.from({ length: 500 }, (_, party) => `party\t${party} \\N "'{}\n`);
  await append('crowded', 'talks-riyadh', 'TalksHeld', { present });
  await append('crowded', 'talks-riyadh', 'PartyLeft', { party: present[0] });
  await new Projector(projections, catalogue, [talksModel]).pass('crowded');
  const { rows } = await projections.query<{ party: string; until: number | null }>(
    `select party, nullif(until, ${HELD}) as until from talks_v1.presence where conflict = 'crowded'`,
  );
  const written = new Map(rows.map(({ party, until }) => [party, until]));
  expect(written).toEqual(new Map(present.map((party, index) => [party, index === 0 ? 2 : null])));
});

it('two projectors never take the same event', async () => {
  for (let party = 0; party < 30; party += 1)
    await append('shared', `talks-${party % 3}`, 'TalksHeld', { present: [`party-${party}`] });
  const projectors = [1, 2].map(() => new Projector(projections, catalogue, [talksModel]));
  let busy = 0;
  while ((await standing('shared'))['talks']?.position !== 30) {
    const upTo = ((await standing('shared'))['talks']?.position ?? 0) + 4;
    const passes = await Promise.all(projectors.map((projector) => projector.pass('shared', Math.min(upTo, 30))));
    busy += passes.filter((pass) => pass === 'busy').length;
  }
  expect(busy).toBeGreaterThan(0);
  const { rows } = await projections.query<{ parties: number }>(
    `select count(*) as parties from talks_v1.presence where conflict = 'shared'`,
  );
  expect(rows[0]?.parties).toBe(30);
});

it('a follower finds every log that is behind, without a hint', async () => {
  const troubles: unknown[] = [];
  const follower = new Follower(
    projections,
    new Projector(projections, new Catalogue([conflictStream, sourceStream, talksStream]), [talksModel]),
    {
      onError: (error, conflict) => troubles.push([conflict, error]),
    },
  );
  await append('followed-a', 'talks-riyadh', 'TalksHeld', { present: ['Rubio'] });
  await append('zz-followed-b', 'talks-riyadh', 'TalksHeld', { present: ['Lavrov'] });
  await follower.start();
  for (const conflict of ['followed-a', 'zz-followed-b']) {
    while ((await standing(conflict))['talks']?.position !== 1) await new Promise((resolve) => setImmediate(resolve));
  }
  await follower.stop();
  // The log with a hole is still there: it is told of, and the others are followed all the same.
  expect(troubles.length).toBeGreaterThan(0);
  for (const trouble of troubles) expect(trouble).toEqual(['holed', expect.any(LogHoleError)]);
});

it('tables declared otherwise under the same version are refused', async () => {
  const otherwise: ReadModel = { ...(talksModel as ReadModel), tables: [TalksRow, PresenceRow] };
  await expect(ensureTables(projections, [otherwise])).rejects.toThrow(ChangedTablesError);
});
