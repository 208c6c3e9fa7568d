import { eventOf, given, idAt } from '@tracker/spec-kit';
import { placeStream } from './place.stream';
import { PlaceRow, placesModel } from './place.tables';

const stream = 'place-dolynska';
const dolynska = eventOf(
  'PlaceRegistered',
  {
    name: 'Dolynska',
    names: { uk: 'Долинська' },
    country: 'UKR',
    adminPath: ['Kirovohrad region'],
    precision: 'settlement',
  },
  { stream, citation: null },
);

describe('a place', () => {
  test('is registered without a citation and without a point', () => {
    given(placeStream).when(dolynska).thenAccepted();
  });

  test('is not registered twice, and the refusal names which one has the id', () => {
    const refusal = given(placeStream, dolynska).when(dolynska).thenRefused('place.already_registered');
    expect(refusal.message).toContain(`${stream} is registered already, as "Dolynska"`);
  });

  test('has a precision, above all where it has a point', () => {
    const point = { lon: 32.76, lat: 48.11 };
    const bare = eventOf('PlaceRegistered', { name: 'Dolynska', point }, { stream });
    const { faults } = given(placeStream).when(bare).thenRefused('event.invalid');
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/data/precision']);
    const precise = eventOf('PlaceRegistered', { name: 'Dolynska', point, precision: 'settlement' }, { stream });
    given(placeStream).when(precise).thenAccepted();
  });

  test.each([
    ['a point beyond the poles', { point: { lon: 32.76, lat: 98.11 } }],
    ['half a point', { point: { lon: 32.76 } }],
    ['a country of two letters', { country: 'UA' }],
    ['a precision of our own invention', { precision: 'village' }],
  ])('does not have %s', (_, wrong) => {
    const event = eventOf('PlaceRegistered', { name: 'Dolynska', precision: 'settlement', ...wrong }, { stream });
    given(placeStream).when(event).thenRefused('event.invalid');
  });

  test('has a row from its registration on, whose point is unknown unless told', () => {
    const model = given(
      placesModel,
      dolynska,
      eventOf(
        'PlaceRegistered',
        { name: 'Diriyah Palace', precision: 'site', point: { lon: 46.57, lat: 24.73 } },
        { stream: 'place-diriyah-palace' },
      ),
    );
    expect(model.asOf(0).thenRows(PlaceRow)).toEqual([]);
    expect(model.thenRows(PlaceRow)).toMatchObject([
      { stream: 'place-diriyah-palace', lon: 46.57, lat: 24.73, country: null, adminPath: null },
      {
        stream,
        lon: null,
        lat: null,
        country: 'UKR',
        adminPath: ['Kirovohrad region'],
        event: idAt(1),
        searchedNames: 'dolynska\nдолинська',
      },
    ]);
  });
});
