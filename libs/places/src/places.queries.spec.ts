import type { Moment } from '@tracker/reading';
import { eventOf, sampleCase } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { placesModel } from './place.tables';
import { ListPlaces, ListPlacesHandler, ShowPlace, ShowPlaceHandler, type PlaceSelection } from './places.queries';

const tables = testTables(placesModel);

beforeAll(async () => {
  await tables.project('sample', sampleCase());
  const point = { lon: 46.57, lat: 24.73 };
  const registered = (stream: string, data: object) => eventOf('PlaceRegistered', data, { stream });
  const names = { uk: 'Долинська', ru: 'Долинская' };
  const adminPath = ['Kirovohrad region', 'Kropyvnytskyi district'];
  await tables.project('pointed', [
    registered('place-diriyah-palace', { name: 'Diriyah Palace', precision: 'site', point }),
    registered('place-dolynska', { name: 'Dolynska', names, precision: 'settlement', country: 'UKR', adminPath }),
    registered('place-kirovohrad-region', { name: 'Kirovohrad region', precision: 'region', adminPath: [] }),
  ]);
});

const at = (position = 1_000, conflict = 'sample'): Moment => ({ conflict, position, on: '2025-02-19' });
const list = async (selection: PlaceSelection, moment = at()) =>
  (await new ListPlacesHandler(tables.questions).execute(new ListPlaces(moment, { limit: 100 }, selection))).items;
const show = (place: string, moment = at()) =>
  new ShowPlaceHandler(tables.questions).execute(new ShowPlace(moment, place));

test('places are found by country, by precision and by a part of the name', async () => {
  const found = async (selection: PlaceSelection) => (await list(selection)).map(({ place }) => place);
  expect(await found({ country: 'UKR', precision: 'region' })).toEqual(['place-cherkasy-region', 'place-crimea']);
  expect(await found({ name: 'DOLYN' })).toEqual(['place-dolynska']);
  expect(await found({ country: 'USA', name: 'dolyn' })).toEqual([]);
});

test('places are found by any unit of their administrative path, spelt as registered', async () => {
  const found = async (adminPath: string) =>
    (await list({ adminPath }, at(3, 'pointed'))).map(({ place, adminPath: path }) => [place, path?.length]);
  expect(await found('Kirovohrad region')).toEqual([['place-dolynska', 2]]);
  expect(await found('Kropyvnytskyi district')).toEqual([['place-dolynska', 2]]);
  expect(await found('Kirovohrad')).toEqual([]);
});

test('places are found by their name in any language, whatever the case', async () => {
  const found = async (name: string) => (await list({ name }, at(3, 'pointed'))).map(({ place }) => place);
  expect(await found('ДОЛИНСЬК')).toEqual(['place-dolynska']);
  expect(await found('долинская')).toEqual(['place-dolynska']);
  expect(await found('dolyn')).toEqual(['place-dolynska']);
  expect(await show('place-dolynska', at(3, 'pointed'))).toMatchObject({ namesByLanguage: { ru: 'Долинская' } });
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
