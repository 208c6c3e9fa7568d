import { eventOf, given, idAt } from '@tracker/spec-kit';
import { PersonRow, TellingRow } from './citation.tables';
import { citationsModel } from './citations.model';

const NIGHT = 'attack-2025-02-18-overnight';
const AIR_FORCE = 'source-ukrainian-air-force';
const AP = 'source-associated-press';

const told = (source: string, parts: object = {}, cited: object = {}) =>
  eventOf(
    'DroneBarrageReported',
    { launched: 176 },
    { stream: NIGHT, occurred: '2025-02-17/2025-02-18', citation: { source, ...cited } as never, ...parts },
  );

describe('the citations model', () => {
  test('has who tells of a stream and the time all of it spans, from each change on', () => {
    const earlier = told(AP, { occurred: '/2025-02-16' });
    const model = given(citationsModel, told(AIR_FORCE), told(AIR_FORCE), earlier);
    expect(model.thenRows(TellingRow)).toMatchObject([
      { kind: 'attack', sources: [AP, AIR_FORCE], lead: AP, dayFrom: '2025-02-16', dayTo: '2025-02-18', since: 3 },
    ]);
    expect(model.asOf(2).thenRows(TellingRow)).toMatchObject([{ sources: [AIR_FORCE], since: 1, until: 3 }]);
  });

  test('counts who denies only as long as nobody tells otherwise', () => {
    const model = given(citationsModel, told(AP, { modality: 'negated' }), told(AIR_FORCE));
    expect(model.asOf(1).thenRows(TellingRow)).toMatchObject([{ sources: [AP], isDenied: true }]);
    expect(model.thenRows(TellingRow)).toMatchObject([{ sources: [AIR_FORCE], isDenied: false }]);
  });

  test('does not ask on whose word sources and reports rest', () => {
    const filed = eventOf('ReportFiled', { source: AP, language: 'en' }, { stream: 'report-riyadh-talks' });
    expect(given(citationsModel, filed).thenRows(TellingRow)).toEqual([]);
  });

  test('forgets what is retracted and has what is corrected as it stands, from then on', () => {
    const corrected = eventOf(
      'EventCorrected',
      { event: 1, replaces: 1, as: { citation: { source: AP }, data: { launched: 175 } }, reason: 'typo' },
      { stream: NIGHT },
    );
    const retracted = eventOf('EventRetracted', { event: 1, reason: 'Another night.' }, { stream: NIGHT });
    const model = given(citationsModel, told(AIR_FORCE), corrected, retracted);
    const tellings = (position: number) => model.asOf(position).thenRows(TellingRow);
    expect(tellings(1)).toMatchObject([{ lead: AIR_FORCE }]);
    expect(tellings(2)).toMatchObject([{ lead: AP }]);
    expect(tellings(3)).toEqual([]);
  });

  test('knows which actors are persons', () => {
    const actor = (stream: string, kind: string) =>
      eventOf('ActorRegistered', { name: stream, kind }, { stream, citation: null });
    const model = given(citationsModel, actor('actor-marco-rubio', 'person'), actor('actor-france', 'state'));
    expect(model.thenRows(PersonRow)).toMatchObject([{ stream: 'actor-marco-rubio', event: idAt(1) }]);
  });
});
