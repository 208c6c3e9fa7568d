import type { Moment } from '@tracker/reading';
import { eventOf, sampleCase } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { placesModel } from './place.tables';
import { ListPlaces, ListPlacesHandler, ShowPlace, ShowPlaceHandler, type PlaceSelection } from './places.queries';

const tables = testTables(placesModel);

beforeAll(async () => {
  await tables.project('sample', sampleCase());
  const point = { lon: 46.57, lat: 24.73 };
  await tables.project('pointed', [
    eventOf(
      'PlaceRegistered',
      { name: 'Diriyah Palace', precision: 'site', point },
      { stream: 'place-diriyah-palace' },
    ),
  ]);
});

const at = (position = 1_000, conflict = 'sample'): Moment => ({ conflict, position, on: '2025-02-19' });
const list = async (selection: PlaceSelection, moment = at()) =>
  (await new ListPlacesHandler(tables.questions).execute(new ListPlaces(moment, { limit: 100 }, selection))).items;
const show = (place: string, moment = at()) =>
  new ShowPlaceHandler(tables.questions).execute(new ShowPlace(moment, place));

test('places are found by country, by precision and by a part of the name', async () => {
  const found = async (selection: PlaceSelection) => (await list(selection)).map(({ place }) => place);
  expect(await found({ country: 'UKR', precision: 'region' })).toEqual(['place-cherkasy-region']);
  expect(await found({ name: 'DOLYN' })).toEqual(['place-dolynska']);
  expect(await found({ country: 'USA', name: 'dolyn' })).toEqual([]);
});

test('a place without a sourced point has none', async () => {
  expect(await show('place-dolynska')).toMatchObject({
    name: 'Dolynska',
    precision: 'settlement',
    point: null,
    registered: { position: 37 },
  });
});

test('a sourced point comes back as it was told', async () => {
  expect(await show('place-diriyah-palace', at(1, 'pointed'))).toMatchObject({ point: { lon: 46.57, lat: 24.73 } });
});

test('no place is known before it is registered', async () => {
  expect(await list({}, at(1))).toEqual([]);
  await expect(show('place-dolynska', at(36))).rejects.toMatchObject({ code: 'stream.unknown' });
  await expect(show('no place\u0000')).rejects.toMatchObject({ code: 'stream.unknown' });
});
