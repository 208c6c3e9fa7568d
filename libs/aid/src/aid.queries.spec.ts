import type { Moment } from '@tracker/reading';
import { eventOf, idAt, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { aidModel } from './aid.model';
import { ListAid, ListAidHandler, ShowAid, ShowAidHandler } from './aid.queries';
import type { IntervalAnswer } from './standing.answer';

const REUTERS = { source: 'source-reuters', grade: 'B2' } as const;
const OUTLET = { source: 'source-unnamed-outlet' } as const;
const ARMS = 'aid-united-states-military-2025-01-09';
const LOAN = 'aid-united-kingdom-loan';
const ENERGY = 'aid-united-states-energy';

const tables = testTables(aidModel);

type Parts = Partial<EventParts>;
const pledged = (stream: string, data: object, parts: Parts = {}): EventDraft =>
  eventOf(
    'AidPledged',
    { donor: 'actor-united-states', recipient: 'actor-ukraine', kind: 'military', ...data },
    { stream, occurred: '2025-01-09', ...parts },
  );
const delivered = (stream: string, data: object, parts: Parts = {}): EventDraft =>
  eventOf('AidDelivered', data, { stream, occurred: '2025-02-01', ...parts });
const turn = (type: string, occurred: string, parts: Parts = {}): EventDraft =>
  eventOf(type, { by: 'actor-united-states' }, { stream: ARMS, occurred, ...parts });
const usd = (amount: unknown) => ({ amount, currency: 'USD' });

const AID = [
  pledged(ARMS, { ...usd(500), items: [{ name: 'Bradley', count: 31 }] }),
  pledged(LOAN, { donor: 'actor-united-kingdom', kind: 'financial', amount: 2_260_000_000_000, currency: 'GBP' }),
  pledged(ENERGY, { kind: 'energy', ...usd({ qualifier: 'about', best: 100 }) }, { occurred: '2024-12' }),
  delivered(ARMS, usd(100)),
  delivered(ARMS, usd({ qualifier: 'range', min: 150, max: 200 }), { occurred: '2025-02-10' }),
  delivered(ARMS, { items: [{ name: 'Bradley', count: 31 }] }, { occurred: '2025-02-10' }),
  turn('AidSuspended', '2025-03-03'),
  turn('AidResumed', '2025-03-11', { citation: REUTERS }),
  delivered(LOAN, { amount: 2_260_000_000_000, currency: 'GBP' }),
  pledged('aid-france-planned', { donor: 'actor-france', ...usd(7) }, { modality: 'planned' }),
];

type Selection = ListAid['selection'];
const at = (conflict: string, on = '2025-02-19', position = 1_000): Moment => ({ conflict, position, on });
const listed = (moment: Moment, selection: Selection = {}, limit = 100, after?: readonly string[]) =>
  new ListAidHandler(tables.questions).execute(new ListAid(moment, { limit, after }, selection));
const shown = (aid: string, moment: Moment, rule?: 'hull@1') =>
  new ShowAidHandler(tables.questions).execute(new ShowAid(moment, aid, { rule }));
const said = (interval: IntervalAnswer | null | undefined) => interval?.text ?? null;

describe('aid', () => {
  beforeAll(() => tables.project('aid', AID));

  it('is listed with what was pledged, delivered by the day and is outstanding', async () => {
    const { items } = await listed(at('aid'));
    expect(items.map(({ aid, status }) => [aid, status])).toEqual([
      [ARMS, 'partly'],
      [LOAN, 'delivered'],
      ['aid-france-planned', null],
      [ENERGY, 'pledged'],
    ]);
    expect(items[0]).toMatchObject({
      donor: 'actor-united-states',
      recipient: 'actor-ukraine',
      kind: 'military',
      pledge: { event: idAt(1) },
      moreThanPledged: false,
      suspended: null,
      rule: 'graded-latest@1',
      items: [{ name: 'Bradley', pledged: { min: 31 }, delivered: { max: 31 }, outstanding: { min: 0, max: 0 } }],
    });
    expect(items[0]?.money).toEqual([
      {
        currency: 'USD',
        pledged: { text: '500', min: 500, max: 500, best: 500, parts: 1, open: 0 },
        delivered: { text: '250 to 300', min: 250, max: 300, best: null, parts: 2, open: 0 },
        outstanding: { text: '200 to 250', min: 200, max: 250, best: null, parts: 3, open: 0 },
      },
    ]);
  });

  it('of which no delivery is told is outstanding as it was pledged, and what came is unknown', async () => {
    const [money] = (await shown(ENERGY, at('aid'))).money;
    expect([said(money?.pledged), said(money?.delivered), said(money?.outstanding)]).toEqual([
      'about 100',
      null,
      'about 100',
    ]);
  });

  it('is counted as of a day and as of a position', async () => {
    const money = async (on: string, position?: number) => (await shown(ARMS, at('aid', on, position))).money[0];
    expect(said((await money('2025-02-05'))?.delivered)).toBe('100');
    expect(said((await money('2025-01-31'))?.delivered)).toBeNull();
    expect(said((await money('2025-02-19', 4))?.delivered)).toBe('100');
  });

  it('is suspended from the day of its suspension to that of its resumption', async () => {
    const standing = async (on: string) => {
      const { status, suspended } = await shown(ARMS, at('aid', on));
      return [status, suspended?.event ?? null];
    };
    expect(await standing('2025-03-02')).toEqual(['partly', null]);
    expect(await standing('2025-03-03')).toEqual(['suspended', idAt(7)]);
    expect(await standing('2025-03-11')).toEqual(['partly', null]);
  });

  it('is found by donor, recipient, kind, status and time', async () => {
    const found = async (selection: Selection, on?: string) =>
      (await listed(at('aid', on), selection)).items.map(({ aid }) => aid);
    expect(await found({ donor: 'actor-united-kingdom' })).toEqual([LOAN]);
    expect(await found({ recipient: 'actor-russia' })).toEqual([]);
    expect(await found({ kind: 'energy' })).toEqual([ENERGY]);
    expect(await found({ status: 'delivered' })).toEqual([LOAN]);
    expect(await found({ status: 'partly' })).toEqual([ARMS]);
    expect(await found({ status: 'suspended' }, '2025-03-05')).toEqual([ARMS]);
    expect(await found({ status: 'pledged' }, '2025-01-31')).toEqual([ARMS, LOAN, ENERGY]);
    expect(await found({ from: '2024-12-01', to: '2024-12-31' })).toEqual([ENERGY]);
  });

  it('is totalled by donor and currency, without what is only planned', async () => {
    const { totals } = await listed(at('aid'));
    expect(totals.map((total) => [total.donor, total.currency, said(total.pledged), said(total.delivered)])).toEqual([
      ['actor-united-kingdom', 'GBP', '2260000000000', '2260000000000'],
      ['actor-united-states', 'USD', 'about 600', '250 to 300'],
    ]);
    expect(totals[1]).toMatchObject({
      pledged: { best: 600, max: null, parts: 2, open: 1 },
      outstanding: { min: 200 },
    });
    const { totals: military } = await listed(at('aid'), { kind: 'military', status: 'partly', from: '2025-01-01' });
    expect(military).toMatchObject([{ donor: 'actor-united-states', pledged: { text: '500' } }]);
  });

  it('is listed once, page by page', async () => {
    const first = await listed(at('aid'), {}, 3);
    const second = await listed(at('aid'), {}, 3, first.after as readonly string[]);
    expect([...first.items, ...second.items].map(({ aid }) => aid)).toEqual([ARMS, LOAN, 'aid-france-planned', ENERGY]);
    await expect(shown(ENERGY, at('aid', '2025-02-19', 2))).rejects.toMatchObject({ code: 'stream.unknown' });
  });
});

describe('a delivery of which several sources tell', () => {
  const first = { delivery: 'first-tranche' };
  beforeAll(() =>
    tables.project('rivals', [
      pledged(ARMS, usd(500)),
      delivered(ARMS, { ...usd(120), ...first }, { citation: REUTERS }),
      delivered(ARMS, { ...usd(90), ...first }, { citation: OUTLET, occurred: '2025-02' }),
      delivered(ARMS, { amount: 80, currency: 'EUR', ...first }, { citation: { source: 'source-tass' } }),
      delivered(ARMS, { ...usd(100), ...first }, { citation: OUTLET, occurred: '2025-02' }),
      delivered(ARMS, usd(700), { citation: OUTLET, modality: 'hypothetical' }),
      delivered(ARMS, usd(40), { citation: OUTLET, occurred: '2025-04' }),
    ]),
  );

  it('counts once, as the best graded has it', async () => {
    const { money, amounts, amountsCount } = await shown(ARMS, at('rivals'));
    expect([said(money[0]?.delivered), said(money[0]?.outstanding)]).toEqual(['120', '380']);
    expect(amountsCount).toBe(6);
    expect(amounts.map(({ side, quantity, leftOut }) => [side, quantity.text, leftOut])).toEqual([
      ['pledged', '500', null],
      ['delivered', '40', 'after the day asked for'],
      ['delivered', '120', null],
      ['delivered', '100', 'another claim is adopted'],
      ['delivered', '80', 'another currency than the adopted claim'],
      ['delivered', '700', 'not said to have happened'],
    ]);
  });

  it('has the hull of all claims in one currency, if that is asked for', async () => {
    const { money, amounts, rule } = await shown(ARMS, at('rivals'), 'hull@1');
    expect([rule, said(money[0]?.delivered), said(money[0]?.outstanding)]).toEqual([
      'hull@1',
      '100 to 120',
      '380 to 400',
    ]);
    expect(amounts.filter(({ counts }) => counts)).toHaveLength(3);
    expect((await listed(at('rivals'), { rule: 'hull@1' })).totals).toMatchObject([
      { delivered: { min: 100, max: 120 } },
    ]);
  });

  it('is shown to be more than was pledged, if it is', async () => {
    await tables.project('more', [pledged(ARMS, usd(500)), delivered(ARMS, usd(600))]);
    expect(await shown(ARMS, at('more'))).toMatchObject({
      moreThanPledged: true,
      status: 'delivered',
      money: [{ outstanding: { min: 0, max: 0 } }],
    });
  });
});
