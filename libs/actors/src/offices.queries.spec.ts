import type { Moment } from '@tracker/reading';
import { eventOf, idAt, sampleCase, type EventDraft } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { actorsModel } from './actor.tables';
import { ListActors, ListActorsHandler, ShowActor, ShowActorHandler, type ActorSelection } from './actors.queries';
import { officesModel } from './office.tables';
import { ListOffices, ListOfficesHandler, ShowOffice, ShowOfficeHandler, type OfficeAnswer } from './offices.queries';

const SECRETARY = 'office-us-secretary-of-state';
const PRESIDENT = 'office-us-president';
const OUTLET = 'source-unnamed-outlet';

const tables = testTables(actorsModel, officesModel);

beforeAll(async () => {
  await tables.project('sample', sampleCase());
  await tables.project('handing-over', handingOver());
});

/** Blinken hands over to Rubio; on one day in March a source of a lower grade still sees Blinken in office. */
function handingOver(): readonly EventDraft[] {
  const held = (holder: string, data: object, parts: object = {}) =>
    eventOf('OfficeHeld', { holder, ...data }, { stream: SECRETARY, ...parts });
  const named = { name: 'Antony Blinken', kind: 'person' };
  return [
    eventOf('ActorRegistered', named, { stream: 'actor-antony-blinken', citation: null }),
    eventOf('OfficeRegistered', { title: 'Secretary of State', exclusive: true }, { stream: SECRETARY }),
    held('actor-antony-blinken', { from: '2021-01-26', to: '2025-01-20' }),
    held('actor-marco-rubio', {}, { occurred: '2025-03-01', citation: { source: OUTLET, grade: 'A1' } }),
    held('actor-antony-blinken', {}, { occurred: '2025-03-01', citation: { source: OUTLET, grade: 'C3' } }),
  ];
}

const at = (on: string, conflict = 'sample', position = 1_000): Moment => ({ conflict, position, on });

function office(name: string, moment: Moment): Promise<OfficeAnswer> {
  return new ShowOfficeHandler(tables.questions).execute(new ShowOffice(moment, name));
}

let scenes = 0;

/** The office on a day, after its registration and these holdings; each a holder and what is told of the time. */
async function after(
  holdings: readonly (readonly [holder: string, data: object, parts?: object])[],
  on: string,
  exclusive = true,
): Promise<OfficeAnswer> {
  const conflict = `scene-${(scenes += 1)}`;
  const registered = eventOf('OfficeRegistered', { title: 'Secretary of State', exclusive }, { stream: SECRETARY });
  const held = holdings.map(([holder, data, parts]) =>
    eventOf('OfficeHeld', { holder: `actor-${holder}`, ...data }, { stream: SECRETARY, ...parts }),
  );
  await tables.project(conflict, [registered, ...held]);
  return office(SECRETARY, at(on, conflict));
}

const names = (holders: OfficeAnswer['holders']): readonly string[] => holders.map(({ holder }) => holder);

describe('who was US Secretary of State', () => {
  test('on 2025-02-18 was Rubio, last seen that day, and before him Blinken', async () => {
    const { title, holders, before, predecessor } = await office(SECRETARY, at('2025-02-18'));
    expect(title).toBe('Secretary of State');
    expect(holders).toMatchObject([
      {
        holder: 'actor-marco-rubio',
        basis: 'last seen on',
        seenOn: '2025-02-18',
        position: 51,
        citation: { source: OUTLET },
      },
    ]);
    expect(before).toMatchObject([{ holder: 'actor-antony-blinken', seenOn: '2023~', from: null }]);
    expect(predecessor).toMatchObject({ holder: 'actor-antony-blinken', basis: 'last seen before', position: 50 });
  });

  test('in the summer of 2024 was Blinken as far as this log knows', async () => {
    const { holders, before, predecessor } = await office(SECRETARY, at('2024-07-01'));
    expect(holders).toMatchObject([{ holder: 'actor-antony-blinken', basis: 'last seen on', seenOn: '2023~' }]);
    expect({ before, predecessor }).toEqual({ before: [], predecessor: null });
  });

  test('before anybody was seen is not known', async () => {
    expect(await office(SECRETARY, at('2010-01-01'))).toMatchObject({ holders: [], before: [], predecessor: null });
  });

  test('is not known before it was recorded', async () => {
    expect(await office(SECRETARY, at('2025-02-18', 'sample', 49))).toMatchObject({ holders: [] });
    await expect(office(SECRETARY, at('2025-02-18', 'sample', 48))).rejects.toMatchObject({ code: 'stream.unknown' });
    await expect(office('no office\u0000', at('2025-02-18'))).rejects.toMatchObject({ code: 'stream.unknown' });
  });
});

test('a predecessor is taken from the report where it names one', async () => {
  const { holders, predecessor } = await office(PRESIDENT, at('2025-02-18'));
  expect(names(holders)).toEqual(['actor-donald-trump']);
  expect(predecessor).toMatchObject({ holder: 'actor-joe-biden', basis: 'stated', position: 48 });
});

test('a predecessor that one source names stays known when others see the holder later', async () => {
  const { predecessor, claims } = await after(
    [
      ['marco-rubio', { predecessor: 'actor-antony-blinken' }, { occurred: '2025-01-21' }],
      ['marco-rubio', {}, { occurred: '2025-02-18', citation: { source: 'source-associated-press' } }],
    ],
    '2025-02-19',
  );
  expect(predecessor).toMatchObject({ holder: 'actor-antony-blinken', event: idAt(2), citation: { source: OUTLET } });
  expect(claims.map(({ occurred, position }) => [occurred, position])).toEqual([
    ['2025-02-18', 3],
    ['2025-01-21', 2],
  ]);
});

test('an office shows every term of one who came back', async () => {
  const term = (holder: string, from: string, to: string) => [holder, { from, to }] as const;
  const { before, claims } = await after(
    [
      term('joe-biden', '2021-01-20', '2025-01-20'),
      term('donald-trump', '2017-01-20', '2021-01-20'),
      ['donald-trump', { from: '2025-01-20' }],
    ],
    '2025-02-18',
  );
  expect(names(before)).toEqual(['actor-joe-biden']);
  expect(claims.map(({ holder, from }) => [holder, from])).toEqual([
    ['actor-donald-trump', '2025-01-20'],
    ['actor-joe-biden', '2021-01-20'],
    ['actor-donald-trump', '2017-01-20'],
  ]);
});

describe('a stated period', () => {
  const blinken = ['antony-blinken', { from: '2021-01-26', to: '2025-01-20' }] as const;
  const rubio = ['marco-rubio', { from: '2025-01-21' }] as const;

  test('goes before what was seen meanwhile, which stays as a rival', async () => {
    const seen = ['marco-rubio', {}, { occurred: '2024-12-01' }] as const;
    const { holders, rivals, before } = await after([blinken, seen], '2024-12-24');
    expect(holders).toMatchObject([
      { holder: 'actor-antony-blinken', basis: 'stated period', seenOn: null, from: '2021-01-26' },
    ]);
    expect({ rivals: names(rivals), before }).toEqual({ rivals: ['actor-marco-rubio'], before: [] });
  });

  test('includes its first and its last day, and no other', async () => {
    const on = async (day: string) => (await after([blinken], day)).holders.map(({ basis }) => basis);
    expect(await on('2021-01-25')).toEqual([]);
    expect(await on('2021-01-26')).toEqual(['stated period']);
    expect(await on('2025-01-20')).toEqual(['stated period']);
    expect(await on('2025-01-21')).toEqual([]);
  });

  test('that is over leaves nobody in office, and the one who left as the last before', async () => {
    const { holders, before } = await after([blinken], '2025-02-18');
    expect({ holders, before: names(before) }).toEqual({ holders: [], before: ['actor-antony-blinken'] });
  });

  test('of which only the beginning is stated counts as seen on its first day', async () => {
    const { holders, before } = await after([blinken, rubio], '2025-02-18');
    expect(holders).toMatchObject([{ holder: 'actor-marco-rubio', basis: 'last seen on', seenOn: '2025-01-21' }]);
    expect(names(before)).toEqual(['actor-antony-blinken']);
  });

  test('gives the day of handing over to the one who comes', async () => {
    const follows = ['marco-rubio', { from: '2025-01-20', to: '2029-01-20' }] as const;
    const { holders, rivals, before } = await after([blinken, follows], '2025-01-20');
    expect(names(holders)).toEqual(['actor-marco-rubio']);
    expect({ rivals, before: names(before) }).toEqual({ rivals: [], before: ['actor-antony-blinken'] });
  });
});

describe('sources that contradict', () => {
  const rubio = ['marco-rubio', {}, { occurred: '2025-02-18', citation: { source: OUTLET, grade: 'C3' } }] as const;
  const blinken = [
    'antony-blinken',
    {},
    { occurred: '2025-02-18', citation: { source: 'source-x', grade: 'B2' } },
  ] as const;

  test('about one day: the better grade is shown first, the other as its rival', async () => {
    const { holders, rivals, before } = await after([rubio, blinken], '2025-02-19');
    expect(holders).toMatchObject([{ holder: 'actor-antony-blinken', event: idAt(3) }]);
    expect({ rivals: names(rivals), before }).toEqual({ rivals: ['actor-marco-rubio'], before: [] });
  });

  test('about one day: what the resolution of a dispute adopts goes before the better grade', async () => {
    const adopted = [rubio[0], {}, { ...rubio[2], preferred: true }] as const;
    const { holders, rivals } = await after([adopted, blinken], '2025-02-19');
    expect([names(holders), names(rivals)]).toEqual([['actor-marco-rubio'], ['actor-antony-blinken']]);
  });

  test('a holding that is denied or only planned holds no office', async () => {
    const denied = [rubio[0], {}, { ...rubio[2], modality: 'negated' }] as const;
    const planned = ['joe-biden', { from: '2025-02-01' }, { modality: 'planned' }] as const;
    expect(await after([denied, planned], '2025-02-19')).toMatchObject({ holders: [], rivals: [], before: [] });
  });
});

test('an office that is not exclusive has everybody who is not known to have left', async () => {
  const { holders, before } = await after(
    [
      ['steven-witkoff', {}, { occurred: '2025-02-18' }],
      ['keith-kellogg', {}, { occurred: '2025-02-01' }],
      ['antony-blinken', { from: '2021', to: '2023' }],
    ],
    '2025-02-18',
    false,
  );
  expect(names(holders)).toEqual(['actor-steven-witkoff', 'actor-keith-kellogg']);
  expect(names(before)).toEqual(['actor-antony-blinken']);
});

describe('the list of offices', () => {
  const list = (moment: Moment, of?: string, limit = 100, start?: readonly (string | number)[]) =>
    new ListOfficesHandler(tables.questions).execute(new ListOffices(moment, { limit, after: start }, of));

  test('tells of every one who held it on the day', async () => {
    const { items } = await list(at('2025-02-18'));
    const held = Object.fromEntries(items.map((item) => [item.office, names(item.holders)]));
    expect(held).toMatchObject({
      [SECRETARY]: ['actor-marco-rubio'],
      [PRESIDENT]: ['actor-donald-trump'],
      'office-russia-foreign-minister': ['actor-sergey-lavrov'],
      // Her words are of the day after.
      'office-us-state-department-spokesperson': [],
    });
    expect(items).toHaveLength(11);
  });

  test('is cut into pages, and narrowed to one actor', async () => {
    const all = (await list(at('2025-02-18'))).items.map((item) => item.office);
    const first = await list(at('2025-02-18'), undefined, 4);
    const rest = await list(at('2025-02-18'), undefined, 100, first.after);
    expect([...first.items, ...rest.items].map((item) => item.office)).toEqual(all);
    const american = (await list(at('2025-02-18'), 'actor-united-states')).items;
    expect(american.every(({ of }) => of === 'actor-united-states')).toBe(true);
    expect(american).toHaveLength(4);
  });
});

describe('actors', () => {
  const list = async (selection: ActorSelection, moment = at('2025-02-18')) =>
    (await new ListActorsHandler(tables.questions).execute(new ListActors(moment, { limit: 100 }, selection))).items;
  const show = (actor: string, moment = at('2025-02-18')) =>
    new ShowActorHandler(tables.questions).execute(new ShowActor(moment, actor));

  test('are found by kind and by a part of the name, whatever the case', async () => {
    expect((await list({ name: 'RUBIO' })).map(({ actor }) => actor)).toEqual(['actor-marco-rubio']);
    expect(new Set((await list({ kind: 'state' })).map(({ kind }) => kind))).toEqual(new Set(['state']));
    expect((await list({ iso3: 'FRA' })).map(({ actor }) => actor)).toEqual(['actor-france']);
    expect(await list({ name: '%' })).toEqual([]);
  });

  test('come in order of name, none before it is registered', async () => {
    const found = (await list({})).map(({ name }) => name);
    expect(found).toEqual([...found].sort());
    expect(await list({}, at('2025-02-18', 'sample', 1))).toEqual([]);
  });

  test('are shown with the offices they are told to have held', async () => {
    const { name, kind, offices } = await show('actor-marco-rubio');
    expect(await show('actor-marco-rubio')).toMatchObject({ namesByLanguage: {}, registered: { position: 18 } });
    expect({ name, kind }).toEqual({ name: 'Marco Rubio', kind: 'person' });
    expect(offices).toMatchObject([
      { office: SECRETARY, from: null, occurred: '2025-02-18', citation: { source: OUTLET } },
    ]);
    expect(await show('actor-marco-rubio')).toMatchObject({
      rule: 'last-seen@1',
      holds: [{ office: SECRETARY, basis: 'last seen on', seenOn: '2025-02-18' }],
      contested: [],
      heldBefore: [],
    });
    await expect(show('actor-nobody')).rejects.toMatchObject({ code: 'stream.unknown' });
  });

  test('hold an office on one day and held it on another, or hold it as another source has it', async () => {
    const offices = async (on: string) => {
      const { holds, contested, heldBefore } = await show('actor-antony-blinken', at(on, 'handing-over', 5));
      return [holds, contested, heldBefore].map((told) => told.map(({ office: held, from }) => [held, from]));
    };
    const term = [SECRETARY, '2021-01-26'];
    expect(await offices('2021-01-25')).toEqual([[], [], []]);
    expect(await offices('2024-07-01')).toEqual([[term], [], []]);
    expect(await offices('2025-02-18')).toEqual([[], [], [term]]);
    expect(await offices('2025-03-01')).toEqual([[], [[SECRETARY, null]], []]);
  });
});
