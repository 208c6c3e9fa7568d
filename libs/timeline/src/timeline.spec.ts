import { actors } from '@tracker/actors';
import { attacks } from '@tracker/attacks';
import { conflicts } from '@tracker/conflicts';
import { Catalogue } from '@tracker/event-store';
import { meetings } from '@tracker/meetings';
import { places } from '@tracker/places';
import { entriesModel, namesModel, reviewsModel, type Moment, type Order, type Paging } from '@tracker/reading';
import { sources } from '@tracker/sources';
import { AIR_FORCE, eventOf, idAt, recorded, sampleCase } from '@tracker/spec-kit';
import { statements } from '@tracker/statements';
import { testTables } from '../../../test/setup/test-tables';
import { ListTimeline, ListTimelineHandler, type TimelineSelection } from './timeline.queries';

const streams = [conflicts, actors, places, sources, meetings, statements, attacks].flatMap(
  (feature) => feature.streams,
);
const catalogue = new Catalogue(streams);
const OVERNIGHT = 'attack-2025-02-18-overnight';
const ALL: Paging = { limit: 1_000 };

const tables = testTables(namesModel(streams), reviewsModel(streams), entriesModel(streams));

beforeAll(() => tables.project('sample', sampleCase()));

const at = (conflict = 'sample', position = 1_000): Moment => ({ conflict, position, on: '2025-02-19' });
const timeline = (selection: TimelineSelection = {}, moment = at(), paging = ALL) =>
  new ListTimelineHandler(tables.questions, catalogue).execute(new ListTimeline(moment, paging, selection));
const inOrder = (order: Order, selection: TimelineSelection = {}, moment = at()) =>
  timeline(selection, moment, { ...ALL, order });
const lines = async (selection: TimelineSelection, moment = at()) =>
  (await timeline(selection, moment)).items.map(({ line }) => line);

const launched = (occurred?: string, stream = OVERNIGHT) =>
  eventOf(
    'DroneBarrageReported',
    { launched: 176, attacker: 'actor-russia' },
    { stream, occurred, citation: AIR_FORCE },
  );

describe('the timeline of the sample case', () => {
  it('tells the night of the talks in sentences with names', async () => {
    expect((await lines({ stream: OVERNIGHT })).toReversed()).toEqual([
      'Russia launched 176 drones toward Ukraine',
      'Outcome for the drones: destroyed or jammed most of 176',
    ]);
  });

  it('leaves no name in braces that is registered', async () => {
    const told = await lines({});
    expect(told.length).toBeGreaterThan(50);
    expect(told.filter((line) => /[{}]|\b(actor|place|source|office)-/.test(line))).toEqual([]);
  });

  it('runs in valid time, either way, and the one is the other turned round', async () => {
    const [forward, backward] = await Promise.all([inOrder('asc'), timeline()]);
    expect(backward.items.map(({ event }) => event)).toEqual(forward.items.map(({ event }) => event).toReversed());
    const begun = forward.items.findIndex(({ type }) => type === 'InvasionReported');
    const barrage = forward.items.findIndex(({ type }) => type === 'DroneBarrageReported');
    expect(begun).toBeGreaterThanOrEqual(0);
    expect(barrage).toBeGreaterThan(begun);
  });

  it('goes on where the page before ended', async () => {
    const all = await inOrder('asc');
    const first = await timeline({}, at(), { limit: 40, order: 'asc' });
    const second = await timeline({}, at(), { limit: 1_000, order: 'asc', after: first.after });
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(all.after).toBeUndefined();
  });

  it('holds what overlaps a period, and nothing undated', async () => {
    const { items } = await timeline({ from: '2025-02-18', to: '2025-02-18' });
    expect(items.map(({ type }) => type)).toContain('DroneBarrageReported');
    expect(items.filter(({ type, occurred }) => type === 'InvasionReported' || occurred === null)).toEqual([]);
  });

  it('can be asked by type and by source', async () => {
    const { items } = await timeline({ type: 'DamageReported', source: 'source-cherkasy-local-officials' });
    expect(items.map(({ line, citation }) => [line, citation?.source])).toEqual([
      ['Damaged in Cherkasy region: 4 (residential, by debris)', 'source-cherkasy-local-officials'],
    ]);
  });

  it('is empty as of position 1', async () => {
    expect((await timeline({}, at('sample', 1))).items).toEqual([]);
  });
});

it('an instant stands in the period of its day as written, whatever its offset', async () => {
  await tables.project('offsets', [
    launched('2025-02-18T23:00-11:00'),
    launched('2025-02-18T01:00+13:00', 'attack-early'),
  ]);
  const { items } = await timeline({ from: '2025-02-18', to: '2025-02-18' }, at('offsets'));
  expect(items.map(({ stream }) => stream)).toEqual([OVERNIGHT, 'attack-early']);
});

it('what happened at one time stands in the order of record, whatever the ids are', async () => {
  const first = { ...launched('2025-02-18'), id: idAt(9) };
  const second = { ...launched('2025-02-18'), id: idAt(8) };
  await tables.project('one-time', recorded(first, second));
  const ids = async (order: 'asc' | 'desc') =>
    (await inOrder(order, {}, at('one-time'))).items.map(({ event }) => event);
  expect(await ids('asc')).toEqual([idAt(9), idAt(8)]);
  expect(await ids('desc')).toEqual([idAt(8), idAt(9)]);
});

it('what lasted long is in every period it overlaps, wherever the list begins', async () => {
  const told = ['2014', '2024-02', '2024-12-30/2025-02-01', '2025-01', '2025-02-17/2025-02-18', '2025-02-18/..'];
  await tables.project(
    'long',
    told.map((occurred, index) => launched(occurred, `attack-${index}`)),
  );
  const found = async (order: Order, from: string, to?: string) =>
    (await inOrder(order, { from, to }, at('long'))).items.map(({ occurred }) => occurred);
  expect(await found('asc', '2025-02-01')).toEqual(told.slice(2).filter((occurred) => occurred !== '2025-01'));
  expect(await found('desc', '2024-02-29', '2025-01-31')).toEqual(['2025-01', '2024-12-30/2025-02-01', '2024-02']);
  expect(await found('desc', '2014-12-31', '2014-12-31')).toEqual(['2014']);
});

it('pages over what lasted long and short as over one list', async () => {
  const days = ['2025-02-01', '2025-01', '2024', '2025-01-31', '2025-02', '2024-12-30', '2025-02-02', '2020/2025'];
  await tables.project(
    'mixed',
    days.map((occurred, index) => launched(occurred, `attack-${index}`)),
  );
  const all = await inOrder('desc', { from: '2024-06-01' }, at('mixed'));
  const paged: string[] = [];
  for (let after: Paging['after'], more = true; more;) {
    const page = await timeline({ from: '2024-06-01' }, at('mixed'), { limit: 3, after });
    paged.push(...page.items.map(({ event }) => event));
    ({ after } = page);
    more = after !== undefined;
  }
  expect(all.items).toHaveLength(days.length);
  expect(paged).toEqual(all.items.map(({ event }) => event));
});

it('a registration is not on the timeline, though it says on whose word', async () => {
  const told = eventOf('PlaceRegistered', { name: 'Dolynska', precision: 'settlement' }, { stream: 'place-dolynska' });
  await tables.project('registered', recorded(told, launched('2025-02-18')));
  expect((await timeline({}, at('registered'))).items.map(({ type }) => type)).toEqual(['DroneBarrageReported']);
});

it('a period that ends before it begins is refused', async () => {
  await expect(timeline({ from: '2025-02-19', to: '2025-02-18' })).rejects.toMatchObject({ code: 'parameter.invalid' });
});

it.each(streams.flatMap(({ types }) => Object.entries(types)))('%s is told in a sentence', (_, { line, example }) => {
  expect(line(example.data as never)).toMatch(/^\S.*\S$/s);
});
