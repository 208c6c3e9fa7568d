import type { Moment, Paging } from '@tracker/reading';
import { AIR_FORCE, ARTICLE, eventOf, idAt, sampleCase, type EventParts } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { CASUALTIES, DAMAGE, EVACUATIONS, type Counted } from './attack.claims';
import { attacksModel } from './attack.rows';
import { ListAttacks, ListAttacksHandler, ShowAttack, ShowAttackHandler } from './attacks.queries';
import { ListCounted, ListCountedHandler } from './counted.queries';
import type { Selection } from './selection';
import { SumClaims, SumClaimsHandler } from './totals.queries';

/** The report itself, to be cited with a grade, a note or another source. */
const REPORT = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' } as const;
const OVERNIGHT = 'attack-2025-02-18-overnight';
const DOLYNSKA = 'attack-2025-02-18-dolynska';
const CHERKASY = 'attack-2025-02-18-cherkasy';
const NIGHT = { from: '2025-02-18', to: '2025-02-18' };
const ALL: Paging = { limit: 100 };

const tables = testTables(attacksModel);

const at = (conflict: string, position = 1_000): Moment => ({ conflict, position, on: '2025-02-19' });
const listed = (moment: Moment, filter: ListAttacks['filter'] = {}, paging = ALL) =>
  new ListAttacksHandler(tables.questions).execute(new ListAttacks(moment, filter, paging));
const shown = (moment: Moment, attack: string) =>
  new ShowAttackHandler(tables.questions).execute(new ShowAttack(moment, attack));
const counted = (moment: Moment, selection: Selection, paging = ALL) =>
  new ListCountedHandler(tables.questions).execute(new ListCounted(moment, selection, paging));
const sums = async (moment: Moment, what: readonly Counted[], selection: Omit<Selection, 'what'> = {}) =>
  (await new SumClaimsHandler(tables.questions).execute(new SumClaims(moment, { what, ...selection }))).totals;

const told = (stream: string, type: string, data: object, parts: Partial<EventParts> = {}) =>
  eventOf(type, data, { stream, occurred: '2025-02-17/2025-02-18', citation: AIR_FORCE, ...parts });
const partOf = (stream: string, other: string) =>
  told(stream, 'AttacksLinked', { other, relation: 'partOf' }, { occurred: undefined });

describe('the night into 2025-02-18, as the sample case tells it', () => {
  const sample = 'sample';
  beforeAll(() => tables.project(sample, sampleCase()));

  it('has a barrage of 176 drones, on the word of the air force', async () => {
    const { items } = await listed(at(sample), { ...NIGHT, part: 'false' });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      attack: OVERNIGHT,
      kinds: ['drone_barrage'],
      attackers: ['actor-russia'],
      countedDay: '2025-02-18',
      claims: 2,
    });
    expect(
      items[0]?.facts.map(({ what, rule, adopted }) => [what, rule, adopted?.quantity, adopted?.citation?.source]),
    ).toEqual([
      [
        'destroyed_or_jammed',
        'graded-latest@1',
        { text: 'most of 176', qualifier: 'most', min: 89, max: 176, best: null },
        'source-ukrainian-air-force',
      ],
      [
        'launched',
        'graded-latest@1',
        { text: '176', qualifier: 'exact', min: 176, max: 176, best: 176 },
        'source-ukrainian-air-force',
      ],
    ]);
  });

  it('is listed with its incidents, after the invasion of 2022 in age', async () => {
    const { items } = await listed(at(sample));
    expect(items.map(({ attack }) => attack)).toEqual([OVERNIGHT, DOLYNSKA, CHERKASY, 'attack-2022-02-24-invasion']);
  });

  it('wounded 3 people, 2 of them children, and nobody says how many were killed', async () => {
    const { totals, items, byPlace, rule } = await counted(at(sample), { what: CASUALTIES, period: NIGHT });
    expect(rule).toBe('graded-latest@1');
    expect(totals['killed']).toBeNull();
    expect(totals['wounded']).toMatchObject({
      text: '3',
      min: 3,
      max: 3,
      best: 3,
      complete: true,
      parts: { children: { min: 2, max: 2 }, women: { text: '1' } },
    });
    expect(byPlace).toEqual([{ place: 'place-dolynska', totals: expect.objectContaining({ killed: null }) }]);
    expect(items).toHaveLength(1);
    expect(items[0]?.attack).toBe(DOLYNSKA);
    expect(items[0]?.facts[0]).toMatchObject({
      what: 'wounded',
      counts: true,
      sources: 1,
      claims: [{ citation: { source: 'source-kirovohrad-regional-administration' } }],
    });
  });

  it('led to the evacuation of 38 apartments, and nobody says of how many people', async () => {
    const { totals } = await counted(at(sample), { what: EVACUATIONS, period: NIGHT });
    expect(totals).toEqual({
      evacuatedPersons: null,
      evacuatedApartments: expect.objectContaining({ min: 38, max: 38, complete: true }),
    });
  });

  it('damaged 4 buildings in Cherkasy region and 5 in all', async () => {
    const all = await counted(at(sample), { what: DAMAGE, period: NIGHT, objectKind: 'residential' });
    expect(all.totals['damaged']).toMatchObject({ min: 5, max: 5 });
    expect(all.byPlace.map(({ place, totals }) => [place, totals['damaged']?.text])).toEqual([
      ['place-cherkasy-region', '4'],
      ['place-dolynska', '1'],
    ]);
    const cherkasy = await counted(at(sample), { what: DAMAGE, period: NIGHT, place: 'place-cherkasy-region' });
    expect(cherkasy.totals['damaged']).toMatchObject({ min: 4, max: 4 });
  });

  it('sums up over the barrage and its incidents', async () => {
    const story = await shown(at(sample), OVERNIGHT);
    expect(story.incidents.map(({ attack }) => attack)).toEqual([DOLYNSKA, CHERKASY]);
    expect(story.facts[0]?.claims).toEqual([expect.objectContaining({ event: idAt(108) })]);
    expect(
      [story.totals['launched'], story.totals['wounded'], story.totals['damaged']].map((total) => total?.text),
    ).toEqual(['176', '3', '5']);
    expect(story.totals['killed']).toBeNull();
    expect(story.accounts.map(({ type }) => type)).toEqual(['BarrageOutcomeReported', 'DroneBarrageReported']);
  });

  it('says of an incident what it is part of, and on whose word', async () => {
    const { links, partOf: wholes } = await shown(at(sample), DOLYNSKA);
    expect(wholes).toEqual([OVERNIGHT]);
    expect(links).toEqual([
      expect.objectContaining({
        other: OVERNIGHT,
        relation: 'partOf',
        citation: expect.objectContaining({ basis: 'implied' }),
      }),
    ]);
  });

  it('is not known as of position 1', async () => {
    expect((await listed(at(sample, 1))).items).toEqual([]);
    const { totals, items } = await counted(at(sample, 1), { what: CASUALTIES, period: NIGHT });
    expect([totals['killed'], totals['wounded'], items]).toEqual([null, null, []]);
    await expect(shown(at(sample, 1), OVERNIGHT)).rejects.toMatchObject({ code: 'stream.unknown' });
  });

  it('was another night as of the barrage alone', async () => {
    const { totals } = await shown(at(sample, 107), OVERNIGHT);
    expect([totals['launched']?.text, totals['destroyedOrJammed']]).toEqual(['176', null]);
  });
});

describe('totals', () => {
  it('adopt the best graded claim, then the latest, and keep the others beside it', async () => {
    const wounded = (count: number, source: string, grade?: 'B2' | 'C3') =>
      told(
        DOLYNSKA,
        'CasualtiesReported',
        { wounded: count },
        { citation: { ...REPORT, source: `source-${source}`, ...(grade ? { grade } : {}) } },
      );
    await tables.project('rivals', [
      wounded(3, 'a', 'B2'),
      wounded(4, 'b', 'B2'),
      wounded(7, 'c', 'C3'),
      wounded(9, 'd'),
    ]);
    const { totals, items } = await counted(at('rivals'), { what: CASUALTIES });
    expect(totals['wounded']).toMatchObject({ text: '4', reports: 1 });
    expect(items[0]?.facts[0]?.claims.map(({ quantity }) => quantity?.text)).toEqual(['4', '9', '7', '3']);
  });

  it('count the whole where it states a number, and its parts where it does not', async () => {
    await tables.project('wholes', [
      told(OVERNIGHT, 'CasualtiesReported', { wounded: 10 }),
      partOf(DOLYNSKA, OVERNIGHT),
      told(DOLYNSKA, 'CasualtiesReported', { wounded: 3, killed: 1 }),
      partOf(CHERKASY, OVERNIGHT),
      told(CHERKASY, 'CasualtiesReported', { killed: 2 }),
    ]);
    const { totals, items } = await counted(at('wholes'), { what: CASUALTIES });
    expect([totals['wounded']?.text, totals['killed']?.text]).toEqual(['10', '3']);
    expect([totals['wounded']?.complete, totals['killed']?.complete]).toEqual([true, true]);
    const facts = items.flatMap(({ attack, facts }) => facts.map(({ what, counts }) => [attack, what, counts]));
    expect(facts).toContainEqual([DOLYNSKA, 'wounded', false]);
    expect(facts).toContainEqual([OVERNIGHT, 'wounded', true]);
  });

  it('count the parts where the whole says that its number is not known', async () => {
    await tables.project('unknown', [
      told(OVERNIGHT, 'CasualtiesReported', { wounded: { qualifier: 'unknown' } }),
      partOf(DOLYNSKA, OVERNIGHT),
      told(DOLYNSKA, 'CasualtiesReported', { wounded: 3 }),
    ]);
    expect((await sums(at('unknown'), CASUALTIES))['wounded']).toMatchObject({
      text: 'at least 3',
      min: 3,
      max: null,
      open: 1,
      complete: false,
    });
  });

  it('count the parts of a period in which the whole does not count', async () => {
    await tables.project('periods', [
      told(OVERNIGHT, 'CasualtiesReported', { wounded: 10 }, { occurred: '2025-02' }),
      partOf(DOLYNSKA, OVERNIGHT),
      told(DOLYNSKA, 'CasualtiesReported', { wounded: 3 }),
    ]);
    expect((await sums(at('periods'), CASUALTIES, { period: NIGHT }))['wounded']?.text).toBe('3');
    expect(
      (await sums(at('periods'), CASUALTIES, { period: { from: '2025-02-01', to: '2025-02-28' } }))['wounded']?.text,
    ).toBe('10');
  });

  it('survive attacks that are told to be parts of each other', async () => {
    await tables.project('circle', [
      told(DOLYNSKA, 'CasualtiesReported', { wounded: 3 }),
      told(CHERKASY, 'CasualtiesReported', { wounded: 4 }),
      partOf(DOLYNSKA, CHERKASY),
      partOf(CHERKASY, DOLYNSKA),
    ]);
    expect((await sums(at('circle'), CASUALTIES))['wounded']?.text).toBe('4');
  });

  it('add sides, unless a number of all sides is stated', async () => {
    const sides = [
      told(DOLYNSKA, 'CasualtiesReported', { killed: 1, side: 'actor-russia' }),
      told(DOLYNSKA, 'CasualtiesReported', { killed: 2, side: 'actor-ukraine' }),
    ];
    await tables.project('sides', sides);
    await tables.project('sides-and-all', [
      ...sides,
      told(DOLYNSKA, 'CasualtiesReported', { killed: 5 }, { citation: ARTICLE }),
    ]);
    expect((await sums(at('sides'), CASUALTIES))['killed']?.text).toBe('3');
    expect((await sums(at('sides-and-all'), CASUALTIES))['killed']?.text).toBe('5');
    expect((await sums(at('sides-and-all'), CASUALTIES, { side: 'actor-ukraine' }))['killed']?.text).toBe('2');
  });

  it('leave out what is planned, supposed or denied', async () => {
    await tables.project('unreal', [
      told(DOLYNSKA, 'CasualtiesReported', { killed: 1 }, { modality: 'negated' }),
      told(CHERKASY, 'CasualtiesReported', { killed: 1 }, { modality: 'hypothetical' }),
    ]);
    expect((await sums(at('unreal'), CASUALTIES))['killed']).toBeNull();
  });

  it('name the attacks that are silent, and never take silence for 0', async () => {
    await tables.project('silence', [
      told(DOLYNSKA, 'CasualtiesReported', { wounded: 3 }),
      told(CHERKASY, 'CasualtiesReported', { killed: 2, wounded: 1 }),
    ]);
    expect((await sums(at('silence'), CASUALTIES))['killed']).toMatchObject({
      text: '2',
      reports: 1,
      silent: 1,
      complete: false,
    });
  });

  it('list beside a day what is told of the month that holds it', async () => {
    await tables.project('vague', [
      told(DOLYNSKA, 'DamageReported', { objects: 900, objectKind: 'residential' }, { occurred: '2025-02' }),
    ]);
    const { totals, beside } = await counted(at('vague'), { what: DAMAGE, period: NIGHT });
    expect(totals['damaged']).toBeNull();
    expect(beside).toEqual({
      count: 1,
      claims: [expect.objectContaining({ attack: DOLYNSKA, countedDay: null, countedPeriod: '2025-02' })],
    });
  });

  it('take the place of the attack for a claim that names none', async () => {
    await tables.project('places', [
      told(DOLYNSKA, 'StrikeReported', {
        weapon: 'drone',
        target: 'A house',
        targetKind: 'residential',
        place: 'place-dolynska',
      }),
      told(DOLYNSKA, 'CasualtiesReported', { wounded: 3 }),
    ]);
    expect((await sums(at('places'), CASUALTIES, { place: 'place-dolynska' }))['wounded']?.text).toBe('3');
  });
});

describe('lists', () => {
  const days = Array.from({ length: 7 }, (_, index) => `2025-02-${String(10 + index)}`);
  beforeAll(() =>
    tables.project(
      'week',
      days.map((day, index) =>
        told(`attack-${day}`, 'DroneBarrageReported', { launched: 100 + index }, { occurred: day }),
      ),
    ),
  );

  it('go on where the page before ended, newest first', async () => {
    const first = await listed(at('week'), {}, { limit: 3 });
    const second = await listed(at('week'), {}, { limit: 3, after: first.after });
    const third = await listed(at('week'), {}, { limit: 3, after: second.after });
    const pages = [first, second, third].map(({ items }) => items.map(({ attack }) => attack));
    expect(pages).toEqual([
      ['attack-2025-02-16', 'attack-2025-02-15', 'attack-2025-02-14'],
      ['attack-2025-02-13', 'attack-2025-02-12', 'attack-2025-02-11'],
      ['attack-2025-02-10'],
    ]);
    expect(third.after).toBeUndefined();
  });

  it('of totals go on in the same way, each page with the whole total', async () => {
    const first = await counted(at('week'), { what: ['launched'] }, { limit: 5 });
    const second = await counted(at('week'), { what: ['launched'] }, { limit: 5, after: first.after });
    expect([first, second].map(({ items }) => items.length)).toEqual([5, 2]);
    expect([first, second].map(({ totals }) => totals['launched']?.min)).toEqual([721, 721]);
  });

  it('refuse a place that was not theirs', async () => {
    await expect(counted(at('week'), { what: ['launched'] }, { limit: 5, after: ['2025'] })).rejects.toMatchObject({
      code: 'cursor.foreign',
    });
  });

  it('hold the attacks of a period, of an attacker, of a weapon', async () => {
    const names = async (filter: ListAttacks['filter']) =>
      (await listed(at('week'), filter)).items.map(({ attack }) => attack);
    expect(await names({ from: '2025-02-11', to: '2025-02-12' })).toEqual(['attack-2025-02-12', 'attack-2025-02-11']);
    expect(await names({ from: '0001-01-01', to: '2025-02-10' })).toEqual(['attack-2025-02-10']);
    expect(await names({ from: '2025-02-16', to: '9999-12-31' })).toEqual(['attack-2025-02-16']);
    expect(await names({ weapon: 'missile' })).toEqual([]);
    expect(await names({ attacker: 'actor-russia' })).toEqual([]);
    await expect(names({ from: '2025-02-12', to: '2025-02-11' })).rejects.toMatchObject({ code: 'parameter.invalid' });
  });
});
