import { AIR_FORCE, ARTICLE, eventOf, given, type EventParts } from '@tracker/spec-kit';
import { attackStream } from './attack.stream';

/** The report itself, to be cited with a grade, a note or another source. */
const REPORT = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' } as const;
const OVERNIGHT = 'attack-2025-02-18-overnight';
const NIGHT = '2025-02-17/2025-02-18';

const told = (type: string, data: object, parts: Partial<EventParts> = {}) =>
  eventOf(type, data, { stream: OVERNIGHT, occurred: NIGHT, citation: AIR_FORCE, ...parts });
const launched = (quantity: unknown, data: object = {}, parts: Partial<EventParts> = {}) =>
  told('DroneBarrageReported', { launched: quantity, attacker: 'actor-russia', ...data }, parts);
const outcome = (data: object, parts: Partial<EventParts> = {}) =>
  told('BarrageOutcomeReported', { weapon: 'drone', ...data }, parts);
const strike = (data: object, parts: Partial<EventParts> = {}) =>
  told(
    'StrikeReported',
    { weapon: 'drone', target: 'A house', targetKind: 'residential', place: 'place-dolynska', ...data },
    parts,
  );

const EXCEEDS = { warnings: ['attack.parts_exceed_whole'] };

describe('a barrage', () => {
  it('of 176 drones can have most of them destroyed or jammed', () => {
    given(attackStream, launched(176))
      .when(outcome({ destroyedOrJammed: { qualifier: 'most', of: 176 } }))
      .thenAccepted();
  });

  it('of which more are destroyed and jammed than were launched is recorded with a warning', () => {
    given(attackStream, launched(176))
      .when(outcome({ destroyed: 103, jammed: { qualifier: 'atLeast', min: 74 } }))
      .thenAccepted(EXCEEDS);
  });

  it('is warned of as well when the number launched comes later', () => {
    given(attackStream, outcome({ destroyed: 177 }))
      .when(launched(176))
      .thenAccepted(EXCEEDS);
  });

  it('is held against the number of the same source, which may be higher than that of another', () => {
    given(attackStream, launched(176), launched(200, {}, { citation: ARTICLE }))
      .when(outcome({ destroyed: 190 }, { citation: ARTICLE }))
      .thenAccepted();
  });

  it('is held against the highest number of others if its source gives none', () => {
    const stream = given(attackStream, launched(176), launched(200, {}, { citation: ARTICLE }));
    const other = { citation: { source: 'source-saudi-state-media' } as const };
    stream.when(outcome({ destroyed: 190 }, other)).thenAccepted();
    stream.when(outcome({ destroyed: 201 }, other)).thenAccepted(EXCEEDS);
  });

  it('is not warned of where the number launched has no upper bound', () => {
    given(attackStream, launched({ qualifier: 'atLeast', min: 100 }))
      .when(outcome({ destroyed: 150 }))
      .thenAccepted();
  });

  it('whose models are more than the whole is recorded with a warning', () => {
    const models = [
      { model: 'Shahed', launched: 100 },
      { model: 'decoy', launched: 77 },
    ];
    given(attackStream).when(launched(176, { models })).thenAccepted(EXCEEDS);
    given(attackStream).when(launched(177, { models })).thenAccepted();
  });

  it('that names one model twice is refused', () => {
    const models = [
      { model: 'Shahed', launched: 100 },
      { model: 'Shahed', launched: 20 },
    ];
    const refusal = given(attackStream).when(launched(176, { models })).thenRefused('event.invalid');
    expect(refusal.faults[0]?.detail).toContain('each model once in models');
  });

  it('cannot be told without a number', () => {
    given(attackStream)
      .when(told('DroneBarrageReported', { attacker: 'actor-russia' }))
      .thenRefused('event.invalid');
  });

  it('of which more cross a border than were launched is recorded with a warning', () => {
    given(attackStream, launched(3))
      .when(outcome({ crossedBorder: [{ country: 'POL', count: 4 }] }))
      .thenAccepted(EXCEEDS);
  });
});

describe('casualties', () => {
  const casualties = (data: object) => told('CasualtiesReported', { place: 'place-dolynska', ...data });

  it('can be wounded with two children among three, and nothing said of killed', () => {
    given(attackStream)
      .when(casualties({ wounded: { total: 3, civilians: 3, children: 2, women: 1 } }))
      .thenAccepted();
  });

  it('of nobody killed, wounded, missing or captured are refused', () => {
    const refusal = given(attackStream).when(casualties({})).thenRefused('event.invalid');
    expect(refusal.faults[0]?.detail).toContain('at least one of killed, wounded, missing, captured');
  });

  it('with more children, women and men than the total are recorded with a warning', () => {
    given(attackStream)
      .when(casualties({ wounded: { total: 3, children: 2, women: 2 } }))
      .thenAccepted(EXCEEDS);
  });

  it('do not add civilians to children: they overlap', () => {
    given(attackStream)
      .when(casualties({ wounded: { total: 3, children: 2, civilians: 3 } }))
      .thenAccepted();
  });

  it('refuse a part without its total', () => {
    given(attackStream)
      .when(casualties({ wounded: { children: 2 } }))
      .thenRefused('event.invalid');
  });
});

describe('an alarm', () => {
  const raised = (parts: Partial<EventParts> = {}) => told('AlarmRaised', { area: 'place-cherkasy-region' }, parts);
  const cleared = (parts: Partial<EventParts> = {}) => told('AlarmCleared', { area: 'place-cherkasy-region' }, parts);

  it('is cleared after it was raised, also as another source has it', () => {
    given(attackStream, raised()).when(cleared()).thenAccepted();
    given(attackStream, raised())
      .when(cleared({ citation: ARTICLE }))
      .thenAccepted();
  });

  it('that nobody raised cannot be cleared', () => {
    const refusal = given(attackStream).when(cleared()).thenRefused('attack.alarm_not_raised');
    expect(refusal.message).toBe(
      'No alarm stands for place-cherkasy-region in attack-2025-02-18-overnight, as source-ukrainian-air-force has it, so none can be cleared. Record its AlarmRaised first, or clear it in the stream in which it was raised.',
    );
  });

  it('raised for one area cannot be cleared for another', () => {
    given(attackStream, told('AlarmRaised', { area: 'place-dolynska' }))
      .when(cleared())
      .thenRefused('attack.alarm_not_raised');
  });

  it('cannot be cleared twice by one source, but again after it was raised again', () => {
    const stream = given(attackStream, raised(), cleared());
    stream.when(cleared()).thenRefused('attack.alarm_not_raised');
    stream.when(cleared({ citation: ARTICLE })).thenAccepted();
    given(attackStream, raised(), cleared(), raised()).when(cleared()).thenAccepted();
  });

  it('that was only expected cannot be cleared', () => {
    given(attackStream, raised({ modality: 'hypothetical' }))
      .when(cleared())
      .thenRefused('attack.alarm_not_raised');
  });
});

describe('a link', () => {
  it('to another attack is accepted', () => {
    given(attackStream)
      .when(told('AttacksLinked', { other: 'attack-2025-02-17-evening', relation: 'partOf' }))
      .thenAccepted();
  });

  it.each(['partOf', 'causedBy', 'reprisalFor'])('says that no attack is %s itself', (relation) => {
    const refusal = given(attackStream)
      .when(told('AttacksLinked', { other: OVERNIGHT, relation }))
      .thenRefused('attack.linked_to_itself');
    expect(refusal.message).toContain('Name another attack in data.other');
  });
});

describe('the code other', () => {
  const noted = { citation: { ...REPORT, note: 'A bridge over a canal.' } };

  it.each([
    ['weapon of a strike', strike({ weapon: 'other' }), strike({ weapon: 'other' }, noted)],
    ['target of a strike', strike({ targetKind: 'other' }), strike({ targetKind: 'other' }, noted)],
    [
      'weapon of a shelling',
      told('ShellingReported', { place: 'place-dolynska', weapon: 'other' }),
      told('ShellingReported', { place: 'place-dolynska', weapon: 'other' }, noted),
    ],
    [
      'kind of a damaged object',
      told('DamageReported', { objects: 1, objectKind: 'other' }),
      told('DamageReported', { objects: 1, objectKind: 'other' }, noted),
    ],
  ])('as %s needs a note', (_, bare, explained) => {
    given(attackStream).when(bare).thenRefused('event.other_without_note');
    given(attackStream).when(explained).thenAccepted();
  });
});

describe('the shape of an attack event', () => {
  it.each([
    ['a wrong unit', told('EvacuationReported', { apartments: '38' })],
    ['a fraction of a drone', launched(17.5)],
    ['a code that is not listed', strike({ targetKind: 'bridge' })],
    ['a clash of nobody', told('ClashReported', { place: 'place-dolynska', sides: [] })],
    ['a reference of another kind', strike({ place: 'actor-russia' })],
    ['an unknown property', outcome({ shotDown: 3 })],
    ['a clock time without offset', launched(176, {}, { occurred: '2025-02-18T04:00' })],
  ])('has no room for %s', (_, event) => {
    given(attackStream).when(event).thenRefused('event.invalid');
  });
});
