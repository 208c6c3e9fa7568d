import { Catalogue } from '@tracker/event-store';
import { foldHere } from '../../../test/setup/fold-here';
import { talksModel, talksStreams } from '../../../test/setup/talks';
import { createTalksTables, TalksScribe, type TalksTables } from '../../../test/setup/talks-tables';
import { Projector } from './projector';
import { dropBuilds, type BuildPiece } from './builds';
import {
  rebuild,
  RebuildStoppedError,
  RebuildUnderWayError,
  type FoldPieces,
  type RebuildProgress,
  type RebuildResult,
  type RebuildSettings,
} from './rebuild';

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

/** Rebuilds the talks in this process. */
function rebuildTalks(settings: Partial<RebuildSettings> = {}, models = [talksModel]): Promise<RebuildResult> {
  const foldPieces = foldHere(tables.database.source, catalogue);
  return rebuild(tables.projections, catalogue, models, { foldPieces, ...settings });
}

function foldingWith(afterPiece: (folded: number) => Promise<void> | void): Pick<RebuildSettings, 'foldPieces'> {
  return { foldPieces: foldHere(tables.database.source, catalogue, afterPiece) };
}

/** Three conflicts, so three pieces, and what serves of them. */
async function threeTalks(): Promise<readonly string[]> {
  const live = new Projector(tables.projections, catalogue, [talksModel]);
  for (const conflict of ['a', 'b', 'c']) {
    await held(conflict, 'talks-riyadh', 'Rubio');
    await held(conflict, 'talks-riyadh', 'Lavrov');
    await live.pass(conflict);
  }
  return parties();
}

async function schemas(): Promise<readonly string[]> {
  const { rows } = await tables.projections.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspname like 'talks%' order by 1`,
  );
  return rows.map(({ name }) => name);
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
  await rebuildTalks();
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
  await rebuildTalks(foldingWith(meanwhile));
  expect(await parties()).toEqual(['a talks-riyadh Rubio 1', 'a talks-riyadh Lavrov 2', 'b talks-doha Waltz 1']);
  expect(await positions()).toEqual({ a: 2, b: 1 });
  await held('a', 'talks-riyadh', 'Ushakov');
  await live.pass('a');
  expect(await parties()).toHaveLength(4);
});

it('a rebuild that dies among its pieces leaves the serving tables as they were, and the next one goes on there', async () => {
  const before = await threeTalks();
  const dying = foldingWith((folded) => (folded === 2 ? Promise.reject(new Error('killed')) : undefined));
  await expect(rebuildTalks(dying)).rejects.toThrow('killed');
  expect(await parties()).toEqual(before);
  await held('a', 'talks-riyadh', 'Ushakov');
  const { events, isResumed } = await rebuildTalks();
  expect({ events, isResumed }).toEqual({ events: 2, isResumed: true });
  await new Projector(tables.projections, catalogue, [talksModel]).pass('a');
  expect(await parties()).toEqual([...before.slice(0, 2), 'a talks-riyadh Ushakov 3', ...before.slice(2)]);
  expect(await schemas()).toEqual(['talks_v1']);
});

it.each(['index', 'swap'] as const)('a rebuild that dies at the step "%s" goes on there', async (step) => {
  const before = await threeTalks();
  const onProgress = (progress: RebuildProgress): void => {
    if (progress.step === step) throw new Error('killed');
  };
  await expect(rebuildTalks({ onProgress })).rejects.toThrow('killed');
  expect(await parties()).toEqual(before);
  expect(await rebuildTalks()).toMatchObject({ events: 0, isResumed: true });
  expect(await parties()).toEqual(before);
  expect(await positions()).toEqual({ a: 2, b: 2, c: 2 });
  expect(await schemas()).toEqual(['talks_v1']);
});

it('what is folded, indexed and analyzed is not gone through again by the one that goes on', async () => {
  await threeTalks();
  const steps: string[] = [];
  const onProgress = ({ step, done, all }: RebuildProgress): void => {
    if (step === 'index' && done === all) throw new Error('killed');
  };
  await expect(rebuildTalks({ onProgress })).rejects.toThrow('killed');
  await rebuildTalks({ onProgress: ({ step, done, all }) => void steps.push(`${step} ${done} of ${all}`) });
  expect(steps).toEqual(['fold 3 of 3', 'swap 1 of 1']);
});

it('tables that a process did not live to drop after it had swapped them out are dropped when the next rebuild begins', async () => {
  await threeTalks();
  await tables.projections.query('create schema names_v1_replaced');
  await tables.projections.query('create table names_v1_replaced.name ()');
  await expect(rebuildTalks({ signal: AbortSignal.abort() })).rejects.toBeInstanceOf(RebuildStoppedError);
  const { rows } = await tables.projections.query(`select from pg_namespace where nspname ~ 'replaced'`);
  expect(rows).toHaveLength(0);
});

it('a piece that two processes fold is written once', async () => {
  const before = await threeTalks();
  const twice: FoldPieces = async (models, next, onPiece) => {
    const once = foldHere(tables.database.source, catalogue);
    const pieces: BuildPiece[] = [];
    for (let piece = await next(0); piece; piece = await next(0)) pieces.push(piece);
    for (const left of [[...pieces], [...pieces]]) await once(models, () => Promise.resolve(left.shift()), onPiece);
  };
  expect(await rebuildTalks({ foldPieces: twice })).toMatchObject({ events: 6 });
  expect(await parties()).toEqual(before);
});

it('a rebuild that is stopped keeps what it has folded, unless the next one is told to begin anew', async () => {
  const before = await threeTalks();
  const stop = new AbortController();
  const stopping = { ...foldingWith(() => stop.abort()), signal: stop.signal };
  await expect(rebuildTalks(stopping)).rejects.toThrow(RebuildStoppedError);
  expect(await rebuildTalks({ anew: true })).toMatchObject({ events: 6, isResumed: false, dropped: ['talks'] });
  expect(await parties()).toEqual(before);
});

it('an unfinished rebuild can be dropped', async () => {
  await threeTalks();
  await expect(rebuildTalks(foldingWith(() => Promise.reject(new Error('killed'))))).rejects.toThrow('killed');
  expect(await schemas()).toEqual(['talks_v1', 'talks_v1_next']);
  expect(await dropBuilds(tables.projections, [talksModel])).toEqual(['talks']);
  expect(await schemas()).toEqual(['talks_v1']);
  expect(await rebuildTalks()).toMatchObject({ events: 6, isResumed: false });
});

it('two rebuilds do not run at a time', async () => {
  await threeTalks();
  const meanwhile = foldingWith((folded) =>
    folded === 1 ? expect(rebuildTalks()).rejects.toThrow(RebuildUnderWayError) : undefined,
  );
  expect(await rebuildTalks(meanwhile)).toMatchObject({ events: 6 });
});

it('an event that cannot be folded fails its model and no other, also when the rebuild is killed after it', async () => {
  const before = await threeTalks();
  const poisoned: typeof talksModel = {
    ...talksModel,
    evolve: (state, event) => {
      if (event.conflict === 'a' && event.version === 2) throw new Error('cannot take Lavrov');
      return talksModel.evolve(state, event);
    },
  };
  const dying = foldingWith((folded) => (folded === 2 ? Promise.reject(new Error('killed')) : undefined));
  await expect(rebuildTalks(dying, [poisoned])).rejects.toThrow('killed');
  const failure = { model: 'talks', version: 1, position: 2, type: 'TalksHeld', message: 'cannot take Lavrov' };
  expect(await rebuildTalks({}, [poisoned])).toMatchObject({ models: [], failed: [failure] });
  expect(await parties()).toEqual(before);
  expect(await schemas()).toEqual(['talks_v1']);
});

it('a parked model is served again after its rebuild', async () => {
  await held('a', 'talks-riyadh', 'Rubio');
  await new Projector(tables.projections, catalogue, [talksModel]).pass('a');
  await tables.projections.query(
    `update projections.checkpoints set error = '{"position": 2, "type": "TalksHeld", "message": "mended since"}'`,
  );
  await held('a', 'talks-riyadh', 'Lavrov');
  await rebuildTalks();
  expect(await positions()).toEqual({ a: 2 });
  const { rows } = await tables.projections.query(`select error from projections.checkpoints where error is not null`);
  expect(rows).toEqual([]);
});
