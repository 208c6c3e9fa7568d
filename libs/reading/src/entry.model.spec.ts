import { defineStream, eventType } from '@tracker/event-store';
import { AIR_FORCE, eventOf, given, idAt } from '@tracker/spec-kit';
import { Described, IsReference, IsText, MayBeOmitted } from '@tracker/vocabulary';
import { entriesModel } from './entry.model';
import { EntryRow, placesOf } from './entry.tables';

const [REPORT, AP, OUTLET] = ['report-riyadh-talks', 'source-associated-press', 'source-unnamed-outlet'];

@Described('Something struck.')
class Struck {
  @IsText('What.') readonly target!: string;
  @MayBeOmitted() @IsReference('place', 'Where.') readonly place?: string;
  @MayBeOmitted() @IsReference('place', 'From where.') readonly origin?: string;
}

@Described('A name.')
class Named {
  @IsText('Name.') readonly name!: string;
}

const struck = eventType({
  schemaVersion: 1,
  payload: Struck,
  summary: 'Something struck.',
  line: ({ target, place = 'nowhere' }) => `Struck in {${place}}: ${target}`,
  places: ({ place, origin }) => [place, origin],
  example: { stream: 'attack-dolynska', data: { target: 'apartments' } },
});
const named = eventType({
  schemaVersion: 1,
  payload: Named,
  registration: true,
  summary: 'A place is called so.',
  line: ({ name }) => name,
  example: { stream: 'place-dolynska', data: { name: 'Dolynska' } },
});
const nothing = { initial: null, accept: {} };
const model = entriesModel([
  defineStream({ kind: 'attack', types: { Struck: struck }, evolve: { Struck: () => null }, ...nothing }),
  defineStream({ kind: 'place', types: { PlaceNamed: named }, evolve: { PlaceNamed: () => null }, ...nothing }),
]);

const NIGHT = '2025-02-17/2025-02-18';
const strike = (data: object, occurred?: string, cited: object = {}) =>
  eventOf(
    'Struck',
    { target: 'apartments', ...data },
    {
      stream: 'attack-dolynska',
      occurred,
      citation: Object.assign({}, AIR_FORCE, cited),
    },
  );
const name = (citation: typeof AIR_FORCE | null) =>
  eventOf('PlaceNamed', { name: 'Dolynska' }, { stream: 'place-dolynska', citation });

describe('an entry', () => {
  it('says what the event says, when, where and on whose word', () => {
    expect(given(model, strike({ place: 'place-dolynska' }, NIGHT)).thenRows(EntryRow)).toEqual([
      {
        stream: 'attack-dolynska',
        key: idAt(1),
        since: 1,
        until: null,
        type: 'Struck',
        source: AIR_FORCE.source,
        dayFrom: '2025-02-17',
        dayTo: '2025-02-18',
        sortFrom: '2025-02-17T00:00:00Z',
        reach: 2,
        position: 1,
        line: 'Struck in {place-dolynska}: apartments',
        occurred: NIGHT,
        modality: 'realised',
        citation: AIR_FORCE,
        refs: ['russia-ukraine/place-dolynska', `russia-ukraine/${REPORT}`],
        recordedAt: '2025-02-19T08:00:01.000Z',
      },
    ]);
  });

  it('stands at its end if its start is not known, and before all others if nothing is', () => {
    const rows = given(model, strike({}, '/2025-02-19'), strike({})).thenRows(EntryRow);
    expect(rows.map(({ sortFrom }) => sortFrom)).toEqual(['2025-02-19T23:59:59Z', '']);
  });

  it.each([
    ['2025-02-18', 2],
    ['2025-02-17/2025-02-19', 2],
    ['2025-02', 40],
    ['2024', 400],
    ['2014/2025', 4_000_000],
    ['2025-02-18/..', 2],
  ])('that lasted %s is listed by how long that is', (occurred, reach) => {
    expect(given(model, strike({}, occurred)).thenRows(EntryRow)).toMatchObject([{ reach }]);
  });

  it('is found by its places, its report, and the sources between that and its own, each once', () => {
    const twice = { place: 'place-dolynska', origin: 'place-dolynska' };
    const both = { place: 'place-kyiv', origin: 'place-dolynska' };
    const via = [OUTLET, AP, OUTLET, AIR_FORCE.source];
    const rows = given(model, strike(twice), strike(both, NIGHT, { via }), strike({}, NIGHT, { report: undefined }));
    const refs = rows.thenRows(EntryRow).map((entry) => entry.refs.map((ref) => ref.replace('russia-ukraine/', '')));
    expect(refs).toEqual([['place-dolynska', REPORT], ['place-kyiv', 'place-dolynska', REPORT, OUTLET, AP], []]);
    const places = rows.thenRows(EntryRow).map((entry) => placesOf({ ...entry, conflict: 'russia-ukraine' }));
    expect(places).toEqual([['place-dolynska'], ['place-kyiv', 'place-dolynska'], []]);
  });

  it('of a registration has no line, and is there only if it says on whose word', () => {
    const rows = given(model, name(null), name(AIR_FORCE)).thenRows(EntryRow);
    expect(rows.map(({ key, line, source }) => [key, line, source])).toEqual([[idAt(2), null, AIR_FORCE.source]]);
  });

  it('is gone when the event is retracted, and as it stands when it is corrected, from then on', () => {
    const corrected = eventOf(
      'EventCorrected',
      { event: 1, replaces: 1, as: { citation: { source: AP }, data: { target: 'houses' } }, reason: 'typo' },
      { stream: 'attack-dolynska' },
    );
    const retracted = eventOf('EventRetracted', { event: 1, reason: 'Another night.' }, { stream: 'attack-dolynska' });
    const rows = given(model, strike({}), corrected, retracted);
    const at = (position: number) => rows.asOf(position).thenRows(EntryRow);
    expect(at(1)).toMatchObject([{ source: AIR_FORCE.source, line: 'Struck in {nowhere}: apartments' }]);
    expect(at(2)).toMatchObject([{ source: AP, line: 'Struck in {nowhere}: houses', position: 1, since: 2 }]);
    expect(at(3)).toEqual([]);
  });
});
