import { Catalogue, defineStream, eventType } from '@tracker/event-store';
import { places, placesModel } from '@tracker/places';
import { entriesModel, namesModel, reviewsModel, type Moment, type Paging } from '@tracker/reading';
import { ARTICLE, eventOf, idAt, recorded } from '@tracker/spec-kit';
import { Described, IsReference, IsText, MayBeOmitted } from '@tracker/vocabulary';
import { testTables } from '../../../test/setup/test-tables';
import { ListUnplaced, ListUnplacedHandler, ShowMap, ShowMapHandler, type MapSelection } from './map.queries';

@Described('Something struck.')
class Struck {
  @IsText('What.') readonly target!: string;
  @MayBeOmitted() @IsReference('place', 'Where.') readonly place?: string;
  @MayBeOmitted() @IsReference('place', 'From where.') readonly origin?: string;
}

const struck = eventType({
  schemaVersion: 1,
  payload: Struck,
  summary: 'Something struck.',
  line: ({ target, place = 'nowhere' }) => `Struck in {${place}}: ${target}`,
  places: ({ place, origin }) => [place, origin],
  example: { stream: 'attack-dolynska', data: { target: 'apartments' } },
});
const attack = defineStream({
  kind: 'attack',
  types: { Struck: struck, Missed: struck },
  initial: null,
  evolve: { Struck: () => null, Missed: () => null },
  accept: {},
});
const streams = [...places.streams, attack];
const tables = testTables(namesModel(streams), reviewsModel(streams), placesModel, entriesModel(streams));
const catalogue = new Catalogue(streams);

const place = (id: string, precision: string, lon?: number, lat?: number) =>
  eventOf(
    'PlaceRegistered',
    { name: id, precision, country: 'UKR', ...(lon !== undefined && { point: { lon, lat } }) },
    { stream: `place-${id}`, citation: null },
  );
const strike = (target: string, data: object, occurred?: string, type = 'Struck') =>
  eventOf(type, { target, ...data }, { stream: 'attack-1', occurred });

const NIGHT = recorded(
  { ...place('dolynska', 'settlement', 32.76, 48.11), citation: ARTICLE },
  place('cherkasy', 'region', 32.06, 49.44),
  place('taveuni', 'area', 179.99, -16.85),
  place('kyiv', 'settlement'),
  strike('apartments', { place: 'place-dolynska', origin: 'place-kyiv' }, '2025-02-18'),
  strike('houses', { place: 'place-cherkasy' }, '2025-02-17/2025-02-18'),
  strike('a reef', { place: 'place-taveuni' }, '2025-02-19', 'Missed'),
  strike('nothing told', {}, '2025-02-18'),
  strike('apartments', { place: 'place-dolynska' }),
);

beforeAll(() => tables.project('night', NIGHT));

const at = (position = NIGHT.length): Moment => ({ conflict: 'night', position, on: '2025-02-19' });
const ALL: Paging = { limit: 100 };
const onMap = (selection: MapSelection = {}, moment = at(), paging = ALL) =>
  new ShowMapHandler(tables.questions, catalogue).execute(new ShowMap(moment, paging, selection));
const shown = async (selection: MapSelection) =>
  (await onMap(selection)).features.map(
    ({ properties: { event, place: where } }) => `${NIGHT.find(({ id }) => id === event)?.position} ${where}`,
  );
const unplaced = async (selection: MapSelection = {}) =>
  (await new ListUnplacedHandler(tables.questions, catalogue).execute(new ListUnplaced(at(), ALL, selection))).items;

describe('the map', () => {
  it('is a feature collection, latest first, with a point where the place has one and else without geometry', async () => {
    const { type, features } = await onMap({ from: '2025-02-18', to: '2025-02-18', place: 'place-dolynska' });
    expect(type).toBe('FeatureCollection');
    expect(features).toEqual([
      {
        type: 'Feature',
        id: `${idAt(5)}:place-dolynska`,
        geometry: { type: 'Point', coordinates: [32.76, 48.11] },
        properties: {
          event: idAt(5),
          stream: 'attack-1',
          type: 'Struck',
          line: 'Struck in dolynska: apartments',
          occurred: '2025-02-18',
          modality: 'realised',
          place: 'place-dolynska',
          precision: 'settlement',
          country: 'UKR',
          citation: ARTICLE,
        },
      },
    ]);
    const [inKyiv] = (await onMap({ place: 'place-kyiv' })).features;
    expect(inKyiv).toMatchObject({ geometry: null, properties: { place: 'place-kyiv', precision: 'settlement' } });
  });

  it.each<[string, MapSelection, readonly string[]]>([
    [
      'everything, undated last',
      {},
      ['7 place-taveuni', '5 place-kyiv', '5 place-dolynska', '6 place-cherkasy', '9 place-dolynska'],
    ],
    ['a day', { from: '2025-02-19' }, ['7 place-taveuni']],
    ['a type', { type: 'Missed' }, ['7 place-taveuni']],
    ['a kind of stream', { kind: 'place' }, []],
    ['a box', { box: { west: 32.5, south: 48, east: 33, north: 49 } }, ['5 place-dolynska', '9 place-dolynska']],
    ['a box across the antimeridian', { box: { west: 179, south: -17, east: -179, north: -16 } }, ['7 place-taveuni']],
    [
      'what is known to the settlement',
      { precision: 'settlement', from: '2025-02-18' },
      ['5 place-kyiv', '5 place-dolynska'],
    ],
    ['what is known to the region or further', { precision: 'region', to: '2025-02-17' }, ['6 place-cherkasy']],
  ])('can be of %s', async (_, selection, expected) => {
    expect(await shown(selection)).toEqual(expected);
  });

  it('goes on where the page before ended, at the same position', async () => {
    const first = await onMap({}, at(), { limit: 2 });
    const second = await onMap({}, at(), { limit: 100, after: first.after });
    expect([...first.features, ...second.features]).toEqual((await onMap()).features);
    expect(second.after).toBeUndefined();
    expect((await onMap({}, at(5))).features).toHaveLength(2);
  });

  it('pages over the places of one event as over any', async () => {
    const all = (await onMap()).features;
    const paged: unknown[] = [];
    for (let after: Paging['after'], more = true; more;) {
      const page = await onMap({}, at(), { limit: 1, after });
      paged.push(...page.features);
      ({ after } = page);
      more = after !== undefined;
    }
    expect(paged).toEqual(all);
    const turned = (await onMap({}, at(), { ...ALL, order: 'asc' })).features;
    expect(turned).toEqual(all.toReversed());
  });

  it('has an event once at a place that it names twice, and no registration, whoever tells of it', async () => {
    const both = strike('apartments', { place: 'place-dolynska', origin: 'place-dolynska' });
    await tables.project('twice', recorded(NIGHT[0]!, { ...both, conflict: 'twice' }));
    expect((await onMap({}, { ...at(2), conflict: 'twice' })).features).toHaveLength(1);
    expect((await onMap({ place: 'place-dolynska' }, { ...at(2), conflict: 'twice' })).features).toHaveLength(1);
  });

  it('knows which kinds of stream there are', async () => {
    await expect(onMap({ kind: 'spaceship' })).rejects.toMatchObject({ code: 'parameter.invalid' });
  });
});

describe('what the map has no point for', () => {
  it('are events that tell of no place, and those at a place without a point', async () => {
    const items = await unplaced({ from: '2025-02-18', to: '2025-02-19' });
    expect(items.map(({ event, place: where, line }) => [event, where, line])).toEqual([
      [idAt(8), null, 'Struck in nowhere: nothing told'],
      [idAt(5), 'place-kyiv', 'Struck in dolynska: apartments'],
    ]);
  });

  it('can be asked by place', async () => {
    expect((await unplaced({ place: 'place-kyiv' })).map(({ event }) => event)).toEqual([idAt(5)]);
    expect(await unplaced({ place: 'place-dolynska' })).toEqual([]);
  });
});
