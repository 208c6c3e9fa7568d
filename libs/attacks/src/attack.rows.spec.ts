import fc from 'fast-check';
import { AIR_FORCE, ARTICLE, eventOf, given, idAt, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { attackTypes, type AttackEvent } from './attack.events';
import { attacksModel } from './attack.rows';
import { AccountRow, AttackRow, ClaimRow, LinkRow } from './attack.tables';

/** The report itself, to be cited with a grade, a note or another source. */
const REPORT = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' } as const;
const OVERNIGHT = 'attack-2025-02-18-overnight';
const DOLYNSKA = 'attack-2025-02-18-dolynska';
const NIGHT = '2025-02-17/2025-02-18';

const told = (type: string, data: object, parts: Partial<EventParts> = {}) =>
  eventOf(type, data, { stream: OVERNIGHT, occurred: NIGHT, citation: AIR_FORCE, ...parts });
const launched = (quantity: unknown, parts: Partial<EventParts> = {}, data: object = {}) =>
  told(
    'DroneBarrageReported',
    { launched: quantity, attacker: 'actor-russia', toward: ['place-ukraine'], ...data },
    parts,
  );
const casualties = (data: object, parts: Partial<EventParts> = {}) =>
  told('CasualtiesReported', data, { stream: DOLYNSKA, ...parts });

const figures = (rows: readonly { readonly what: string; readonly part: string; readonly quantity: unknown }[]) =>
  rows.map(({ what, part, quantity }) => [part ? `${what} ${part}` : what, quantity]);

describe('the row of an attack', () => {
  it('says what kind it was, who attacked, when, and on whose word', () => {
    expect(given(attacksModel, launched(176)).thenRows(AttackRow)).toEqual([
      expect.objectContaining({
        stream: OVERNIGHT,
        kinds: ['drone_barrage'],
        weapons: ['drone'],
        attackers: ['actor-russia'],
        toward: ['place-ukraine'],
        places: [],
        partOf: [],
        sources: ['source-ukrainian-air-force'],
        modality: 'realised',
        occurred: NIGHT,
        dayFrom: '2025-02-17',
        countedDay: '2025-02-18',
        sortFrom: '2025-02-17T00:00:00Z',
      }),
    ]);
  });

  it('takes its window from the best graded source, then from the latest', () => {
    const ungraded = launched(176, { citation: ARTICLE, occurred: '2025-02' });
    const [row] = given(attacksModel, launched(176), ungraded).thenRows(AttackRow);
    expect(row?.occurred).toBe(NIGHT);
    const regraded = launched(176, { citation: { ...REPORT, grade: 'B2' }, occurred: '2025-02-18' });
    expect(given(attacksModel, launched(176), regraded).thenRows(AttackRow)[0]?.occurred).toBe('2025-02-18');
  });

  it('takes its window from who says what it was before who tells of harm', () => {
    const harm = casualties(
      { killed: 1 },
      { stream: OVERNIGHT, citation: { ...REPORT, grade: 'A1' }, occurred: '2025-02-20' },
    );
    expect(given(attacksModel, launched(176), harm).thenRows(AttackRow)[0]?.occurred).toBe(NIGHT);
  });

  it('keeps what a source told before where it is silent later', () => {
    const silent = told('DroneBarrageReported', { launched: 180 }, { occurred: undefined });
    expect(given(attacksModel, launched(176), silent).thenRows(AttackRow)[0]).toMatchObject({
      attackers: ['actor-russia'],
      occurred: NIGHT,
    });
  });

  it('sorts as unknown when nobody says when', () => {
    expect(given(attacksModel, launched(176, { occurred: undefined })).thenRows(AttackRow)[0]).toMatchObject({
      occurred: null,
      countedDay: null,
      sortFrom: '',
    });
  });

  it('that is only planned is not realised, until somebody says that it happened', () => {
    const planned = given(attacksModel, launched(176, { modality: 'planned' }));
    expect(planned.thenRows(AttackRow)[0]?.modality).toBe('planned');
    expect(planned.when(launched(3, { citation: ARTICLE })).thenRows(AttackRow)[0]?.modality).toBe('realised');
  });

  it('is part of what a realised link says', () => {
    const link = told(
      'AttacksLinked',
      { other: OVERNIGHT, relation: 'partOf' },
      { stream: DOLYNSKA, occurred: undefined },
    );
    const model = given(
      attacksModel,
      link,
      told('AttacksLinked', { other: 'attack-2024-01-01-kyiv', relation: 'reprisalFor' }, { stream: DOLYNSKA }),
    );
    expect(model.thenRows(AttackRow)[0]?.partOf).toEqual([OVERNIGHT]);
    expect(model.thenRows(LinkRow).map(({ other, relation }) => [other, relation])).toEqual([
      [OVERNIGHT, 'partOf'],
      ['attack-2024-01-01-kyiv', 'reprisalFor'],
    ]);
  });

  it('is there as soon as anything is told, even if that is only what it led to', () => {
    const link = told('AttacksLinked', { other: OVERNIGHT, relation: 'causedBy' }, { stream: DOLYNSKA });
    expect(given(attacksModel, link).thenRows(AttackRow)).toMatchObject([
      { stream: DOLYNSKA, sources: [], partOf: [] },
    ]);
  });

  it('shows the areas whose alarm stands', () => {
    const model = given(
      attacksModel,
      told('AlarmRaised', { area: 'place-dolynska' }),
      told('AlarmRaised', { area: 'place-cherkasy-region' }),
    );
    const after = model.when(told('AlarmCleared', { area: 'place-dolynska' }));
    expect(model.thenRows(AttackRow)[0]?.alarmed).toEqual(['place-cherkasy-region', 'place-dolynska']);
    expect(after.thenRows(AttackRow)[0]?.alarmed).toEqual(['place-cherkasy-region']);
  });
});

describe('claims', () => {
  it('have a row for each quantity, as stated and with its bounds', () => {
    const outcome = told('BarrageOutcomeReported', {
      weapon: 'drone',
      destroyedOrJammed: { qualifier: 'most', of: 176 },
    });
    const rows = given(attacksModel, launched(176), outcome).thenRows(ClaimRow);
    expect(figures(rows)).toEqual([
      ['launched', 176],
      ['destroyed_or_jammed', { qualifier: 'most', of: 176 }],
    ]);
    expect(rows[1]).toMatchObject({
      qualifier: 'most',
      min: 89,
      max: 176,
      best: null,
      key: `${idAt(2)} destroyed_or_jammed`,
      position: 2,
      grade: 'B2',
    });
  });

  it('of a toll have a row for each part, and none for what is not said', () => {
    const rows = given(attacksModel, casualties({ wounded: { total: 3, children: 2 } })).thenRows(ClaimRow);
    expect(figures(rows)).toEqual([
      ['wounded', 3],
      ['wounded children', 2],
    ]);
  });

  it('of one source end when it gives another number, with their parts', () => {
    const model = given(attacksModel, casualties({ wounded: { total: 3, children: 2 } }), casualties({ wounded: 4 }));
    expect(figures(model.thenRows(ClaimRow))).toEqual([['wounded', 4]]);
    expect(figures(model.asOf(1).thenRows(ClaimRow))).toEqual([
      ['wounded', 3],
      ['wounded children', 2],
    ]);
  });

  it('of one source stand where a later report is silent on them', () => {
    const model = given(attacksModel, casualties({ killed: 1, wounded: 3 }), casualties({ wounded: 4 }));
    expect(figures(model.thenRows(ClaimRow))).toEqual([
      ['killed', 1],
      ['wounded', 4],
    ]);
  });

  it('of several sources stand side by side', () => {
    const model = given(attacksModel, launched(176), launched(180, { citation: ARTICLE }));
    expect(figures(model.thenRows(ClaimRow))).toEqual([
      ['launched', 176],
      ['launched', 180],
    ]);
  });

  it.each([
    [
      'object kind',
      told('DamageReported', { objects: 1, objectKind: 'residential' }),
      told('DamageReported', { objects: 2, objectKind: 'school' }),
    ],
    ['weapon', launched(176), told('MissileBarrageReported', { launched: 4 })],
    ['side', casualties({ killed: 1, side: 'actor-russia' }), casualties({ killed: 2, side: 'actor-ukraine' })],
    [
      'model',
      told('BarrageOutcomeReported', { weapon: 'drone', destroyed: 9 }),
      told('BarrageOutcomeReported', { weapon: 'drone', destroyed: 4, model: 'Shahed' }),
    ],
    ['modality', launched(176), launched(500, { modality: 'planned' })],
  ])('of another %s are no rivals', (_, one, other) => {
    expect(given(attacksModel, one, other).thenRows(ClaimRow)).toHaveLength(2);
  });

  it('of one source end when it denies them', () => {
    const model = given(attacksModel, casualties({ killed: 1 }), casualties({ killed: 1 }, { modality: 'negated' }));
    expect(model.thenRows(ClaimRow)).toEqual([expect.objectContaining({ modality: 'negated', position: 2 })]);
  });

  it('without a time of their own count on the day of the attack', () => {
    const silent = casualties({ killed: 1 }, { stream: OVERNIGHT, occurred: undefined });
    const [, killed] = given(attacksModel, launched(176), silent).thenRows(ClaimRow);
    expect(killed).toMatchObject({ what: 'killed', dayFrom: '2025-02-17', countedDay: '2025-02-18' });
  });

  it('of models and crossings name their part', () => {
    const models = launched(176, {}, { models: [{ model: 'Shahed', launched: 100 }] });
    const crossing = told('BarrageOutcomeReported', { weapon: 'drone', crossedBorder: [{ country: 'POL', count: 1 }] });
    expect(figures(given(attacksModel, models, crossing).thenRows(ClaimRow))).toEqual([
      ['launched', 176],
      ['launched model:Shahed', 100],
      ['crossed_border country:POL', 1],
    ]);
  });
});

describe('accounts', () => {
  it('keep what each event tells, also what is no number', () => {
    const evacuation = told('EvacuationReported', { apartments: 38, ordered: true }, { stream: DOLYNSKA });
    expect(given(attacksModel, evacuation).thenRows(AccountRow)).toEqual([
      expect.objectContaining({
        key: idAt(1),
        type: 'EvacuationReported',
        data: { apartments: 38, ordered: true },
        citation: AIR_FORCE,
      }),
    ]);
  });
});

describe('the fold', () => {
  const seed = 20250218;
  const every: readonly EventDraft[] = [
    launched(176),
    told('MissileBarrageReported', { launched: { qualifier: 'unknown' }, models: [{ model: 'Kh-101', launched: 4 }] }),
    told('BarrageOutcomeReported', { weapon: 'missile', hits: 1, crossedBorder: [{ country: 'POL', count: 1 }] }),
    told('StrikeReported', { weapon: 'drone', target: 'A house', targetKind: 'residential', place: 'place-dolynska' }),
    told('ShellingReported', { place: 'place-dolynska', rounds: { qualifier: 'about', best: 30 } }),
    told('ClashReported', { place: 'place-dolynska', sides: ['actor-russia', 'actor-ukraine'] }),
    told('InvasionReported', { attacker: 'actor-russia', target: 'actor-ukraine' }, { occurred: undefined }),
    told('CasualtiesReported', { killed: 1, wounded: { total: 3, children: 2 } }, { modality: 'negated' }),
    told('DamageReported', { objects: 4, objectKind: 'residential' }, { citation: REPORT }),
    told('EvacuationReported', { apartments: 38 }, { modality: 'planned' }),
    told('AlarmRaised', { area: 'place-dolynska' }),
    told('AlarmCleared', { area: 'place-dolynska' }),
    told('AttacksLinked', { other: DOLYNSKA, relation: 'causedBy' }),
  ];

  it(`takes events of every type in any order and with any of them missing (seed ${seed})`, () => {
    expect(new Set(every.map(({ type }) => type))).toEqual(new Set(Object.keys(attackTypes)));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...every), { minLength: 1, maxLength: 30 }), (events) => {
        const model = given(attacksModel, ...events);
        expect(model.thenRows(AttackRow)).toHaveLength(1);
        expect(model.thenRows(AccountRow)).toHaveLength(events.length);
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe('the line of the timeline', () => {
  const line = (type: AttackEvent['type'], data: object) => (attackTypes[type].line as (data: object) => string)(data);

  it.each<[AttackEvent['type'], object, string]>([
    [
      'DroneBarrageReported',
      { launched: 176, attacker: 'actor-russia', toward: ['place-ukraine'] },
      '{actor-russia} launched 176 drones toward {place-ukraine}',
    ],
    ['MissileBarrageReported', { launched: { qualifier: 'about', best: 20 } }, 'Launched: about 20 missiles'],
    [
      'BarrageOutcomeReported',
      { weapon: 'drone', destroyedOrJammed: { qualifier: 'most', of: 176 } },
      'Outcome for the drones: destroyed or jammed most of 176',
    ],
    [
      'StrikeReported',
      {
        weapon: 'drone',
        weapons: 1,
        attacker: 'actor-russia',
        target: 'Residential building',
        targetKind: 'residential',
        place: 'place-dolynska',
      },
      'Strike by {actor-russia} in {place-dolynska}: Residential building (drone, weapons: 1)',
    ],
    [
      'ShellingReported',
      { place: 'place-dolynska', weapon: 'artillery' },
      '{place-dolynska} was shelled, with artillery',
    ],
    [
      'ClashReported',
      { place: 'place-dolynska', sides: ['actor-russia', 'actor-ukraine'] },
      'Clash in {place-dolynska}: {actor-russia}, {actor-ukraine}',
    ],
    [
      'InvasionReported',
      { attacker: 'actor-russia', target: 'actor-ukraine' },
      '{actor-russia} invaded {actor-ukraine}',
    ],
    [
      'CasualtiesReported',
      { wounded: { total: 3, children: 2 }, place: 'place-dolynska' },
      'Casualties in {place-dolynska}: wounded 3 (children 2)',
    ],
    [
      'DamageReported',
      { objects: 4, objectKind: 'residential', cause: 'debris', place: 'place-cherkasy-region' },
      'Damaged in {place-cherkasy-region}: 4 (residential, by debris)',
    ],
    [
      'EvacuationReported',
      { apartments: 38, origin: 'place-dolynska' },
      'Evacuation from {place-dolynska}: apartments 38',
    ],
    ['AlarmRaised', { area: 'place-dolynska' }, 'Alarm raised in {place-dolynska}'],
    ['AlarmCleared', { area: 'place-dolynska' }, 'Alarm cleared in {place-dolynska}'],
    ['AttacksLinked', { other: OVERNIGHT, relation: 'partOf' }, `An attack is told to be part of {${OVERNIGHT}}`],
  ])('of %s reads as a sentence', (type, data, expected) => {
    expect(line(type, data)).toBe(expected);
  });
});
