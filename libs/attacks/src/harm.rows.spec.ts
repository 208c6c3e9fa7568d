import { AIR_FORCE, ARTICLE, eventOf, given, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { attacksModel } from './attack.rows';
import { ApartRow, CasualtiesRow } from './harm.tables';

const DOLYNSKA = 'attack-2025-02-18-dolynska';
const HERE = 'place-dolynska';
const THERE = 'place-cherkasy';

const RANGE = { qualifier: 'range', min: 1, max: 2 } as const;
const MANY = { killed: RANGE, missing: RANGE, captured: RANGE } as const;

const casualties = (data: object, parts: Partial<EventParts> = {}) =>
  eventOf('CasualtiesReported', data, { stream: DOLYNSKA, occurred: '2025-02-18', citation: AIR_FORCE, ...parts });

const wounded = (count: unknown, parts: Partial<EventParts> = {}, data: object = {}) =>
  casualties({ wounded: count, place: HERE, ...data }, parts);
const rowsOf = (...events: readonly EventDraft[]) => given(attacksModel, ...events).thenRows(CasualtiesRow);

it('say what is adopted, where and when it counts', () => {
  expect(rowsOf(wounded({ total: 3, children: { qualifier: 'atLeast', min: 2 } }, {}, { killed: 0 }))).toMatchObject([
    {
      key: '',
      dayFrom: '2025-02-18',
      countedDay: '2025-02-18',
      place: 'place-dolynska',
      side: null,
      kinds: null,
      numbers: 'killed::exact:1,wounded::exact:2,wounded:children:atLeast:3:-:-',
      hull: null,
      n1: 0,
      n2: 3,
      n3: 2,
      n4: null,
    },
  ]);
});

it('are one for each day, place and side', () => {
  const elsewhere = wounded(1, { citation: ARTICLE }, { place: THERE, side: 'actor-russia' });
  const rows = rowsOf(wounded(3, {}, { side: 'actor-ukraine' }), elsewhere);
  expect(rows.map(({ key, place, n1 }) => [key, place, n1])).toEqual([
    ['2025-02-18/2025-02-18 place-cherkasy actor-russia', 'place-cherkasy', 1],
    ['2025-02-18/2025-02-18 place-dolynska actor-ukraine', 'place-dolynska', 3],
  ]);
});

it('say what all sources come to together where they differ', () => {
  expect(rowsOf(wounded(3), wounded({ qualifier: 'unknown' }, { citation: ARTICLE }))).toMatchObject([
    { numbers: 'wounded::exact:1', hull: 'wounded::hull?:-:-:-', n1: 3, n2: null },
  ]);
  expect(rowsOf(wounded(3), wounded(5, { citation: ARTICLE }, { killed: 1 }))).toMatchObject([
    { numbers: 'killed::exact:1,wounded::exact:2', hull: 'killed::exact:1,wounded::hull:3:4:-', n2: 3, n3: 3, n4: 5 },
  ]);
});

it('follow the place and the kinds of their attack', () => {
  const shelling = eventOf(
    'ShellingReported',
    { place: 'place-cherkasy' },
    { stream: DOLYNSKA, occurred: '2025-02-18' },
  );
  const placeless = casualties({ wounded: 3 });
  expect(rowsOf(placeless)).toMatchObject([{ place: null, kinds: null }]);
  expect(rowsOf(placeless, shelling)).toMatchObject([{ place: 'place-cherkasy', kinds: 'shelling' }]);
});

it('go once nothing is adopted', () => {
  const model = given(attacksModel, wounded(3));
  expect(model.when(wounded(3, { modality: 'negated' })).thenRows(CasualtiesRow)).toEqual([]);
  const retracted = eventOf('EventRetracted', { event: 1, reason: 'Of another day.' }, { stream: DOLYNSKA });
  expect(model.when(retracted).thenRows(CasualtiesRow)).toEqual([]);
});

it.each([
  ['sides', [wounded(3), wounded(2, {}, { side: 'actor-ukraine' })]],
  ['great', [wounded(3_000_000_000)]],
  ['many', [wounded({ total: RANGE, children: RANGE, women: RANGE }, {}, MANY)]],
] as const)('are not there where claims have to be judged: %s', (reason, events) => {
  const model = given(attacksModel, ...events);
  expect(model.thenRows(CasualtiesRow)).toEqual([]);
  expect(model.thenRows(ApartRow)).toMatchObject([{ key: 'casualties', reason }]);
});

it('of very many claims are not worked out', () => {
  const sources = Array.from({ length: 65 }, (_, index) => wounded(index, { citation: { source: `source-${index}` } }));
  expect(given(attacksModel, ...sources).thenRows(ApartRow)).toMatchObject([{ reason: 'many' }]);
});
