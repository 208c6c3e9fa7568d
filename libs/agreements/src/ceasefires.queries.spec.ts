import type { AdoptionRule, Moment } from '@tracker/reading';
import { eventOf, idAt, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { ceasefiresModel } from './ceasefire.model';
import type { CeasefireFilter } from './ceasefires.filter';
import {
  ceasefiresInForce,
  ListCeasefires,
  ListCeasefiresHandler,
  ShowCeasefire,
  ShowCeasefireHandler,
} from './ceasefires.queries';
import type { Release } from './exchange.events';
import { exchangesModel } from './exchange.model';
import type { ExchangeFilter } from './exchanges.filter';
import { ListExchanges, ListExchangesHandler, ShowExchange, ShowExchangeHandler } from './exchanges.queries';

const [RUSSIA, UKRAINE] = ['actor-russia', 'actor-ukraine'] as const;
const AP = { source: 'source-associated-press', grade: 'B2' } as const;
const REUTERS = { source: 'source-reuters' } as const;
const TASS = { source: 'source-tass', grade: 'C3' } as const;

const tables = testTables(ceasefiresModel, exchangesModel);
const at = (conflict: string, on = '2025-04-01', position = 1_000): Moment => ({ conflict, position, on });

const ceasefires = (filter: Partial<CeasefireFilter> = {}, moment = at('truces')) =>
  new ListCeasefiresHandler(tables.questions).execute(
    new ListCeasefires(moment, { limit: 100 }, filter as CeasefireFilter),
  );
const ceasefire = (stream: string, moment = at('truces')) =>
  new ShowCeasefireHandler(tables.questions).execute(new ShowCeasefire(moment, stream));

describe('ceasefires', () => {
  const [ENERGY, EASTER, GENERAL, BLACK_SEA] = [
    'ceasefire-energy-2025-03',
    'ceasefire-easter-2025',
    'ceasefire-general-2025-03',
    'ceasefire-black-sea-2025',
  ] as const;
  const step = (stream: string, type: string, data: object, parts: Partial<EventParts> = {}): EventDraft =>
    eventOf(`Ceasefire${type}`, data, { stream, ...parts });
  const parties = [RUSSIA, UKRAINE];

  beforeAll(() =>
    tables.project('truces', [
      step(
        GENERAL,
        'Proposed',
        { by: 'actor-united-states', parties, scope: 'All fighting' },
        { occurred: '2025-03-11' },
      ),
      step(ENERGY, 'Declared', { parties, scope: 'Strikes on energy', from: '2025-03-18', to: '2025-04-16' }),
      step(ENERGY, 'Violated', { by: RUSSIA, attack: 'attack-2025-03-19' }, { occurred: '2025-03-19' }),
      step(ENERGY, 'Violated', { attack: 'attack-2025-03-19' }, { occurred: '2025-03-19', citation: TASS }),
      step(ENERGY, 'Violated', { by: UKRAINE }, { occurred: '2025-04-02', citation: TASS }),
      step(ENERGY, 'Violated', { by: UKRAINE }, { occurred: '2025-03-30', citation: TASS, modality: 'negated' }),
      step(EASTER, 'Declared', {
        parties: [RUSSIA],
        scope: 'All fighting',
        from: '2025-04-19T18:00+03:00',
        to: '2025-04-21T00:00+03:00',
      }),
      step(BLACK_SEA, 'Declared', { parties, scope: 'At sea', from: '2025-03-25' }, { citation: AP }),
      step(BLACK_SEA, 'Ended', { by: RUSSIA }, { occurred: '2025-04-05', citation: TASS }),
    ]),
  );

  it('stand on each day as they are told to', async () => {
    const standings = async (on: string) =>
      Object.fromEntries(
        (await ceasefires({}, at('truces', on))).items.map(({ ceasefire: stream, status, daysInForce }) => [
          stream,
          [status, daysInForce],
        ]),
      );
    expect(await standings('2025-03-17')).toEqual({
      [GENERAL]: ['proposed', null],
      [ENERGY]: ['not_yet', null],
      [EASTER]: ['not_yet', null],
      [BLACK_SEA]: ['not_yet', null],
    });
    expect(await standings('2025-04-04')).toMatchObject({
      [ENERGY]: ['in_force', 17],
      [BLACK_SEA]: ['in_force', 10],
    });
    expect(await standings('2025-05-01')).toEqual({
      [GENERAL]: ['proposed', null],
      [ENERGY]: ['expired', 29],
      [EASTER]: ['expired', 2],
      [BLACK_SEA]: ['ended', 11],
    });
  });

  it('are found by status, party and the days in which they hold', async () => {
    const found = async (filter: Partial<CeasefireFilter>, on = '2025-04-01') =>
      (await ceasefires(filter, at('truces', on))).items.map(({ ceasefire: stream }) => stream);
    expect(await found({ status: 'in_force' })).toEqual([BLACK_SEA, ENERGY]);
    expect(await found({ status: 'ended' }, '2025-04-05')).toEqual([BLACK_SEA]);
    expect(await found({ party: UKRAINE, status: 'expired' }, '2025-05-01')).toEqual([ENERGY]);
    expect(await found({ from: '2025-04-06', to: '2025-04-18' })).toEqual([ENERGY]);
    expect(await found({ from: '2025-04-17' })).toEqual([EASTER]);
    await expect(ceasefires({ from: '2025-04-18', to: '2025-04-17' })).rejects.toMatchObject({
      code: 'parameter.invalid',
    });
    const inForce = await ceasefiresInForce(tables.questions, at('truces', '2025-04-20'));
    expect(inForce.map(({ ceasefire: stream }) => stream)).toEqual([EASTER]);
  });

  it('count each violation once, whoever tells of it, by the day of the question', async () => {
    const { violations, violationsTold, claims } = await ceasefire(ENERGY, at('truces', '2025-04-01'));
    expect(violations).toBe(1);
    expect(violationsTold).toMatchObject([
      {
        by: RUSSIA,
        attack: 'attack-2025-03-19',
        occurred: '2025-03-19',
        claims: [{ event: idAt(3) }, { event: idAt(4) }],
      },
    ]);
    expect(claims.map(({ type, modality }) => [type, modality])).toEqual([
      ['CeasefireDeclared', 'realised'],
      ['CeasefireViolated', 'negated'],
    ]);
    expect((await ceasefire(ENERGY, at('truces', '2025-04-02'))).violations).toBe(2);
  });

  it('say on whose word each step rests', async () => {
    expect(await ceasefire(BLACK_SEA)).toMatchObject({
      declaredClaim: { citation: AP },
      endedClaim: { citation: TASS },
      proposedClaim: null,
      rule: 'graded-latest@1',
    });
    expect(await ceasefire(GENERAL)).toMatchObject({
      proposedBy: ['actor-united-states'],
      declaredClaim: null,
      from: null,
    });
    await expect(ceasefire('ceasefire-none')).rejects.toMatchObject({ code: 'stream.unknown' });
  });

  it('have the last violation of a source among those that are the same', async () => {
    await tables.project('twice', [
      step(ENERGY, 'Declared', { parties, scope: 'Strikes on energy', from: '2025-03-18' }),
      step(ENERGY, 'Violated', { by: RUSSIA }, { occurred: '2025-03-19' }),
      step(ENERGY, 'Violated', { by: RUSSIA }, { occurred: '2025-03-19' }),
      step(ENERGY, 'Violated', {}),
    ]);
    const { violationsTold } = await ceasefire(ENERGY, at('twice'));
    expect(violationsTold.map(({ claims }) => claims.map(({ event }) => event))).toEqual([[idAt(3)], [idAt(4)]]);
  });
});

describe('exchanges', () => {
  const exchanged = (day: string, released: readonly Release[], parts: Partial<EventParts> = {}): EventDraft =>
    eventOf(
      'PrisonersExchanged',
      { released, mediatedBy: ['actor-saudi-arabia'] },
      { stream: `exchange-${day}`, occurred: day, citation: AP, ...parts },
    );
  const listed = (filter: Partial<ExchangeFilter> = {}, moment = at('exchanges')) =>
    new ListExchangesHandler(tables.questions).execute(
      new ListExchanges(moment, { limit: 100 }, filter as ExchangeFilter),
    );
  const shown = (exchange: string, rule?: AdoptionRule) =>
    new ShowExchangeHandler(tables.questions).execute(new ShowExchange(at('exchanges'), exchange, rule));

  beforeAll(() =>
    tables.project('exchanges', [
      exchanged('2025-03-19', [
        { by: RUSSIA, persons: 175, civilians: { qualifier: 'none' } },
        { by: UKRAINE, persons: 175 },
      ]),
      exchanged('2025-03-19', [{ by: RUSSIA, persons: 197 }], { citation: TASS }),
      exchanged('2025-04-19', [
        { by: RUSSIA, persons: { qualifier: 'about', best: 250 }, civilians: 31 },
        { by: UKRAINE, persons: { qualifier: 'atLeast', min: 246 } },
      ]),
      exchanged('2025-05', [{ by: RUSSIA, persons: 1000 }]),
      exchanged('2025-04-20', [{ by: RUSSIA, persons: 500 }], { modality: 'planned' }),
      exchanged('2025-03-19', [{ by: UKRAINE, persons: 197 }], { citation: REUTERS, modality: 'negated' }),
    ]),
  );

  it('have each number on whose word it is, the claims beside', async () => {
    const { released, mediatedBy, claims } = await shown('exchange-2025-03-19');
    expect(mediatedBy).toEqual(['actor-saudi-arabia']);
    expect(released).toMatchObject([
      {
        by: RUSSIA,
        persons: { text: '175' },
        civilians: { text: 'none' },
        claims: [
          { persons: { text: '175' }, citation: AP },
          { persons: { text: '197' }, civilians: null, citation: TASS },
        ],
      },
      {
        by: UKRAINE,
        persons: { text: '175' },
        civilians: null,
        claims: [{ citation: AP }, { citation: REUTERS, modality: 'negated' }],
      },
    ]);
    expect(claims.map(({ adopted }) => adopted)).toEqual([true, false, false]);
  });

  it('take the hull of all claims if asked to', async () => {
    const { released, rule } = await shown('exchange-2025-03-19', 'hull@1');
    expect(rule).toBe('hull@1');
    expect(released[0]).toMatchObject({ persons: { text: '175 to 197', min: 175, max: 197 }, civilians: { max: 0 } });
  });

  it('come to interval sums for each party; silence and what did not happen are no number', async () => {
    const { totals, items, rule } = await listed();
    expect(rule).toBe('graded-latest@1');
    expect(items.map(({ exchange, modality }) => [exchange, modality])).toEqual([
      ['exchange-2025-05', 'realised'],
      ['exchange-2025-04-20', 'planned'],
      ['exchange-2025-04-19', 'realised'],
      ['exchange-2025-03-19', 'realised'],
    ]);
    expect(totals).toEqual([
      {
        by: RUSSIA,
        persons: { text: 'about 1425', min: 1175, max: null, best: 1425, exchanges: 3, open: 1 },
        civilians: { text: '31', min: 31, max: 31, best: 31, exchanges: 2, open: 0, silent: 1 },
      },
      {
        by: UKRAINE,
        persons: { text: 'at least 421', min: 421, max: null, best: null, exchanges: 2, open: 1 },
        civilians: null,
      },
    ]);
    expect((await listed({ rule: 'hull@1', to: '2025-03-31' })).totals[0]?.persons).toMatchObject({
      text: '175 to 197',
      best: null,
    });
  });

  it('count in a period by their day; what is too vague is listed and not added', async () => {
    const march = await listed({ from: '2025-03-19', to: '2025-03-19' });
    expect(march.totals.map(({ by, persons }) => [by, persons.text])).toEqual([
      [RUSSIA, '175'],
      [UKRAINE, '175'],
    ]);
    const may = await listed({ from: '2025-05-05', to: '2025-05-31' });
    expect(may.items.map(({ exchange, countedDay }) => [exchange, countedDay])).toEqual([['exchange-2025-05', null]]);
    expect([may.totals, may.beside]).toEqual([[], 1]);
    const year = await listed({ from: '2025-01-01' });
    expect([year.totals[0]?.persons.exchanges, year.beside]).toEqual([3, 0]);
    await expect(listed({ from: '2025-05-02', to: '2025-05-01' })).rejects.toMatchObject({ code: 'parameter.invalid' });
  });

  it('are found by who let people go and who mediated', async () => {
    expect((await listed({ by: UKRAINE })).items).toHaveLength(2);
    expect((await listed({ mediatedBy: 'actor-united-states' })).items).toEqual([]);
    expect((await listed({ mediatedBy: 'actor-united-states' })).totals).toEqual([]);
    expect((await listed({ mediatedBy: 'actor-saudi-arabia' })).totals).toHaveLength(2);
  });

  it('say why a total is what it is', async () => {
    const { totals } = await listed({ from: '2025-03-01', to: '2025-05-20', why: '1' });
    expect(totals[1]?.why?.leftOut).toMatchObject([{ event: idAt(6), reason: expect.stringContaining('negated') }]);
    expect(totals[0]?.why).toEqual({
      events: [idAt(1), idAt(3)],
      leftOut: [
        { event: idAt(2), exchange: 'exchange-2025-03-19', reason: expect.stringContaining('better grade') },
        { event: idAt(4), exchange: 'exchange-2025-05', reason: expect.stringContaining('not known closely enough') },
      ],
    });
  });

  it('that are told again by the same source have only what it told last', async () => {
    await tables.project('again', [
      exchanged(
        '2025-03-19',
        [
          { by: RUSSIA, persons: 175 },
          { by: UKRAINE, persons: 175 },
        ],
        { modality: 'planned' },
      ),
      exchanged('2025-03-19', [{ by: RUSSIA, persons: 180 }], { modality: 'planned' }),
    ]);
    const [item] = (await listed({}, at('again'))).items;
    expect(item?.released).toMatchObject([{ by: RUSSIA, persons: null, claims: [{ persons: { text: '180' } }] }]);
  });
});
