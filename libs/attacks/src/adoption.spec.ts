import type { AdoptionRule, Moment } from '@tracker/reading';
import { AIR_FORCE, ARTICLE, eventOf, idAt, type EventParts } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { CASUALTIES, type Counted } from './attack.claims';
import { attacksModel } from './attack.rows';
import { ListAttacks, ListAttacksHandler, ShowAttack, ShowAttackHandler } from './attacks.queries';
import { ListCounted, ListCountedHandler } from './counted.queries';
import type { Selection } from './selection';

/** The report itself, to be cited with a grade, a note or another source. */
const REPORT = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' } as const;
const OVERNIGHT = 'attack-2025-02-18-overnight';
const DOLYNSKA = 'attack-2025-02-18-dolynska';
const CHERKASY = 'attack-2025-02-18-cherkasy';
const NIGHT = { from: '2025-02-18', to: '2025-02-18' };
const GRADED: AdoptionRule = 'graded-latest@1';
const HULL: AdoptionRule = 'hull@1';

const tables = testTables(attacksModel);

const at = (conflict: string, position = 1_000): Moment => ({ conflict, position, on: '2025-02-19' });
const told = (stream: string, type: string, data: object, parts: Partial<EventParts> = {}) =>
  eventOf(type, data, { stream, occurred: '2025-02-17/2025-02-18', citation: AIR_FORCE, ...parts });
const launched = (quantity: unknown, parts: Partial<EventParts> = {}) =>
  told(OVERNIGHT, 'DroneBarrageReported', { launched: quantity }, parts);
const by = (source: string, grade?: 'A1' | 'B2' | 'C3'): Partial<EventParts> => ({
  citation: { ...REPORT, source: `source-${source}`, ...(grade ? { grade } : {}) },
});
const wounded = (count: unknown, parts: Partial<EventParts> = {}, stream = DOLYNSKA) =>
  told(stream, 'CasualtiesReported', { wounded: count }, parts);
const partOf = (stream: string, other: string) =>
  told(stream, 'AttacksLinked', { other, relation: 'partOf' }, { occurred: undefined });

const shown = (moment: Moment, rule?: AdoptionRule, why = false) =>
  new ShowAttackHandler(tables.questions).execute(new ShowAttack(moment, OVERNIGHT, { rule, why }));
const counted = (conflict: string, selection: Selection, rule?: AdoptionRule, why = false) =>
  new ListCountedHandler(tables.questions).execute(
    new ListCounted(at(conflict), selection, { limit: 100 }, { rule, why }),
  );
const woundedIn = async (conflict: string, rule: AdoptionRule) =>
  (await counted(conflict, { what: CASUALTIES, period: NIGHT }, rule)).totals['wounded'];

describe('a second source with 180 beside the 176 of the air force', () => {
  beforeAll(() => tables.project('rivals', [launched(176), launched(180, by('outlet', 'C3'))]));
  const factOf = async (rule?: AdoptionRule, what: Counted = 'launched') => {
    const story = await shown(at('rivals'), rule);
    return { rule: story.rule, fact: story.facts.find((fact) => fact.what === what)!, totals: story.totals };
  };

  it('does not change what is shown first, as the air force is graded better', async () => {
    const { rule, fact, totals } = await factOf();
    expect([rule, fact.rule, fact.sources]).toEqual([GRADED, GRADED, 2]);
    expect(fact.adopted).toMatchObject({ quantity: { text: '176' }, event: idAt(1), events: [idAt(1)] });
    expect(fact.claims.map(({ quantity, citation }) => [quantity?.text, citation?.source])).toEqual([
      ['176', 'source-ukrainian-air-force'],
      ['180', 'source-outlet'],
    ]);
    expect(totals['launched']).toMatchObject({ min: 176, max: 176, qualifiers: ['exact'] });
  });

  it('makes it 176 to 180 by the rule that takes no side, which rests on both', async () => {
    const { rule, fact, totals } = await factOf(HULL);
    expect([rule, fact.rule]).toEqual([HULL, HULL]);
    expect(fact.adopted).toMatchObject({
      quantity: { text: '176 to 180', qualifier: 'hull', min: 176, max: 180, best: null },
      events: [idAt(1), idAt(2)],
      event: null,
      citation: null,
      countedDay: '2025-02-18',
    });
    expect(fact.claims).toHaveLength(2);
    expect(totals['launched']).toMatchObject({ text: '176 to 180', reports: 1, open: 0, qualifiers: ['hull'] });
  });

  it('is not there as of the position before it, by either rule', async () => {
    for (const rule of [GRADED, HULL]) {
      const { facts } = await shown(at('rivals', 1), rule);
      expect(facts[0]).toMatchObject({ adopted: { quantity: { text: '176' }, event: idAt(1) }, sources: 1 });
    }
  });

  it('is in lists as it is in the story', async () => {
    const question = new ListAttacks(at('rivals'), NIGHT, { limit: 100 }, { rule: HULL });
    const { items } = await new ListAttacksHandler(tables.questions).execute(question);
    expect(items[0]?.facts[0]).toMatchObject({ rule: HULL, adopted: { quantity: { min: 176, max: 180 } }, sources: 2 });
  });
});

describe('the hull', () => {
  it.each([
    ['alone keeps its qualifier', [{ qualifier: 'most', of: 176 }], 'most of 176', [89, 176, null], 'most'],
    ['said twice is what both say', [5, 5], '5', [5, 5, 5], 'exact'],
    ['stays open above', [3, { qualifier: 'atLeast', min: 2 }], 'at least 2', [2, null, null], 'hull'],
    ['stays open on both sides', [10, { qualifier: 'about', best: 10 }], 'about 10', [null, null, 10], 'hull'],
    [
      'says that it is open where a source gives no bounds',
      [176, { qualifier: 'about', best: 180 }],
      'open: not all 2 claims have bounds',
      [null, null, null],
      'hull',
    ],
    [
      'is open where a source says that it is not known',
      [3, { qualifier: 'unknown' }],
      'unknown: 1 of 2 claims say so',
      [null, null, null],
      'hull',
    ],
    [
      'of ignorance is ignorance',
      [{ qualifier: 'unknown' }, { qualifier: 'unknown' }],
      'unknown',
      [null, null, null],
      'unknown',
    ],
  ])('%s', async (name, claims, text, [min, max, best], qualifier) => {
    const conflict = `hull-${name.replaceAll(' ', '-')}`;
    await tables.project(
      conflict,
      claims.map((claim, index) => wounded(claim, by(`s${index}`))),
    );
    const { items } = await counted(conflict, { what: CASUALTIES, period: NIGHT }, HULL);
    expect(items[0]?.facts[0]?.adopted?.quantity).toEqual({ text, qualifier, min, max, best });
  });

  it('counts an unknown claim as an open part of the total, and says so', async () => {
    await tables.project('hull-total', [
      wounded(3, by('a')),
      wounded({ qualifier: 'unknown' }, by('b')),
      wounded(4, by('a'), CHERKASY),
    ]);
    expect(await woundedIn('hull-total', HULL)).toMatchObject({
      text: 'at least 4',
      max: null,
      open: 1,
      unknown: 1,
      complete: false,
    });
    expect(await woundedIn('hull-total', GRADED)).toMatchObject({ text: 'at least 4', open: 1, unknown: 1 });
  });

  it('has a hull of each part, of the sources that tell it', async () => {
    await tables.project('hull-parts', [
      wounded({ total: 3, children: 2 }, by('a', 'B2')),
      wounded({ total: 5, children: 1 }, by('b', 'C3')),
      wounded(9, by('c', 'C3')),
    ]);
    const total = await woundedIn('hull-parts', HULL);
    expect([total?.text, total?.parts['children']?.text]).toEqual(['3 to 9', '1 to 2']);
  });

  it('leaves out what is denied or planned', async () => {
    await tables.project('hull-unreal', [wounded(3), wounded(9, { ...by('b', 'A1'), modality: 'negated' })]);
    expect((await woundedIn('hull-unreal', HULL))?.text).toBe('3');
  });

  it('counts on the day of the claim that comes first, with parts that only others tell', async () => {
    await tables.project('hull-days', [
      wounded(3, { ...by('a', 'B2'), occurred: '2025-02-18' }),
      wounded({ total: 5, children: 1 }, { ...by('b', 'C3'), occurred: '2025-02-20' }),
    ]);
    const total = await woundedIn('hull-days', HULL);
    expect([total?.text, total?.parts['children']?.text]).toEqual(['3 to 5', '1']);
  });
});

describe('qualifiers', () => {
  it.each([
    [{ qualifier: 'some' }, 'some', 'at least 1', 'some'],
    [{ qualifier: 'some', words: 'a slew' }, 'some ("a slew")', 'at least 1', 'some'],
    [{ qualifier: 'about', best: 20 }, 'about 20', 'about 20', 'about'],
    [{ qualifier: 'atLeast', min: 7 }, 'at least 7', 'at least 7', 'atLeast'],
    [{ qualifier: 'atMost', max: 7 }, 'at most 7', '0 to 7', 'atMost'],
    [{ qualifier: 'most', of: 176 }, 'most of 176', '89 to 176', 'most'],
    [{ qualifier: 'unknown' }, 'unknown', 'unknown', 'unknown'],
    [{ qualifier: 'none' }, 'none', '0', 'none'],
  ])('%j is kept to the answer, and the total says of what it is made', async (quantity, text, total, qualifier) => {
    const conflict = `qualifier-${text.replaceAll(/[^a-z0-9]+/g, '-')}`;
    await tables.project(conflict, [wounded(quantity)]);
    const { totals, items } = await counted(conflict, { what: CASUALTIES, period: NIGHT });
    expect(items[0]?.facts[0]?.adopted?.quantity).toMatchObject({ text, qualifier });
    expect(totals['wounded']).toMatchObject({ text: total, qualifiers: [qualifier] });
  });
});

describe('asked why', () => {
  beforeAll(() =>
    tables.project('why', [
      launched(170),
      launched(176),
      launched(180, by('outlet', 'C3')),
      launched(150, { ...by('ministry', 'A1'), modality: 'negated' }),
      wounded(10, {}, OVERNIGHT),
      partOf(DOLYNSKA, OVERNIGHT),
      wounded(3, by('region')),
      partOf(CHERKASY, OVERNIGHT),
      wounded(2, { ...by('region'), occurred: '2025-02-20' }, CHERKASY),
      told(CHERKASY, 'CasualtiesReported', { killed: 1 }, { ...by('region'), occurred: '2025-02' }),
      told(CHERKASY, 'CasualtiesReported', { killed: 2 }, { ...by('police'), modality: 'hypothetical' }),
      told(CHERKASY, 'CasualtiesReported', { missing: 1 }, by('region')),
    ]),
  );

  it('a value names the events that count, and those that do not, each with the reason', async () => {
    const { facts } = await shown(at('why'), GRADED, true);
    expect(facts.find(({ what }) => what === 'launched')?.why).toEqual({
      counts: [idAt(2)],
      leftOut: [
        { event: idAt(3), reason: 'outranked', by: idAt(2) },
        { event: idAt(4), reason: 'not_realised', by: null },
        { event: idAt(1), reason: 'replaced', by: idAt(2) },
      ],
    });
  });

  it('the hull outranks nobody', async () => {
    const { facts, leftOut } = await shown(at('why'), HULL, true);
    expect(facts.find(({ what }) => what === 'launched')?.why).toMatchObject({
      counts: [idAt(2), idAt(3)],
      leftOut: [{ reason: 'not_realised' }, { reason: 'replaced' }],
    });
    expect(leftOut?.['launched']).toMatchObject({ count: 1, claims: [{ event: idAt(4), reason: 'not_realised' }] });
  });

  it('a list has the same, without the claims', async () => {
    const question = new ListAttacks(at('why'), {}, { limit: 100 }, { why: true });
    const { items } = await new ListAttacksHandler(tables.questions).execute(question);
    const overnight = items.find(({ attack }) => attack === OVERNIGHT);
    const fact = overnight?.facts.find(({ what }) => what === 'launched');
    expect(fact?.why?.leftOut.map(({ reason }) => reason)).toEqual(['outranked', 'not_realised', 'replaced']);
    expect(fact).not.toHaveProperty('claims');
  });

  it('a total names the events that it adds, and what it leaves out of the attacks in question', async () => {
    const { totals, leftOut } = await counted('why', { what: CASUALTIES, period: NIGHT }, GRADED, true);
    expect(totals['wounded']).toMatchObject({ text: '10', events: [idAt(5)] });
    expect(leftOut?.['wounded']).toEqual({
      count: 2,
      claims: [
        { attack: CHERKASY, event: idAt(9), reason: 'outside_period', modality: 'realised', by: null },
        {
          attack: DOLYNSKA,
          event: idAt(7),
          reason: 'part_of_whole',
          modality: 'realised',
          by: { attack: OVERNIGHT, event: idAt(5) },
        },
      ],
    });
    expect(leftOut?.['killed']?.claims.map(({ event, reason }) => [event, reason])).toEqual([
      [idAt(11), 'not_realised'],
      [idAt(10), 'vague_time'],
    ]);
    expect(leftOut?.['captured']).toEqual({ count: 0, claims: [] });
  });

  it('the total of a barrage names the claim that was outranked', async () => {
    const { totals, leftOut } = await shown(at('why'), GRADED, true);
    expect(totals['launched']?.events).toEqual([idAt(2)]);
    expect(
      leftOut?.['launched']?.claims.map(({ event, reason, by: instead }) => [event, reason, instead?.event]),
    ).toEqual([
      [idAt(4), 'not_realised', undefined],
      [idAt(3), 'outranked', idAt(2)],
    ]);
  });

  it('is not answered unless it is asked', async () => {
    const { totals, leftOut, items } = await counted('why', { what: CASUALTIES, period: NIGHT });
    expect(leftOut).toBeUndefined();
    expect(totals['wounded']).not.toHaveProperty('events');
    expect(items[0]?.facts[0]).not.toHaveProperty('why');
  });
});

it('a claim of the article stands beside that of the air force, which its grade sets first', async () => {
  await tables.project('ungraded', [launched(180, { citation: ARTICLE }), launched(176)]);
  const { facts } = await shown(at('ungraded'));
  expect(facts[0]?.adopted?.citation?.source).toBe('source-ukrainian-air-force');
});
