import type { AdoptionRule, Moment } from '@tracker/reading';
import { eventOf, foldModel, idAt, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { addDays } from '@tracker/vocabulary';
import { testTables } from '../../../test/setup/test-tables';
import { seriesModel } from './series.model';
import { ListSeries, ListSeriesHandler, ShowSeries, ShowSeriesHandler } from './series.queries';
import { PointRow } from './series.tables';

const LOSSES = 'series-russian-personnel-losses-2025';
const PRICES = 'series-oil-price-2025';
const REUTERS = { source: 'source-reuters', grade: 'B2' } as const;

const tables = testTables(seriesModel);

type Parts = Partial<EventParts>;
const opened = (stream: string, data: object): EventDraft => eventOf('SeriesOpened', data, { stream });
const point = (occurred: string, value: unknown, parts: Parts = {}): EventDraft =>
  eventOf('SeriesPointReported', { value }, { stream: LOSSES, occurred, ...parts });

const SERIES = [
  opened(LOSSES, { metric: 'Personnel losses of Russia', unit: 'persons', cumulative: true }),
  opened(PRICES, { metric: 'Oil price', unit: 'USD a barrel', cumulative: false }),
  point('2025-02-17', 1_000),
  point('2025-02-16', { qualifier: 'range', min: 900, max: 950 }),
  point('2025-02-18', 1_200),
  point('2025-02-18', 1_100, { citation: REUTERS }),
  point('2025-02-18', 1_250),
  point('2025-02-19', 1_050),
  point('2025-02-22', 9_000, { modality: 'hypothetical' }),
  eventOf(
    'SeriesDefinitionChanged',
    { text: 'The missing are counted too', unit: 'persons, missing included' },
    { stream: LOSSES, occurred: '2025-02-20' },
  ),
  point('2025-02-20', 1_500),
  point('2025-02-21', { qualifier: 'about', best: 1_600 }),
];

const at = (conflict = 'series', position = 1_000): Moment => ({ conflict, position, on: '2025-02-22' });
type Asked = {
  readonly from?: string;
  readonly to?: string;
  readonly rule?: AdoptionRule;
  readonly limit?: number;
  readonly after?: readonly (string | number)[];
  readonly order?: 'asc' | 'desc';
};
const shown = ({ limit = 100, after, order, ...selection }: Asked = {}, moment = at(), series = LOSSES) =>
  new ShowSeriesHandler(tables.questions).execute(new ShowSeries(moment, series, { limit, after, order }, selection));
const listed = (metric?: string, moment = at()) =>
  new ListSeriesHandler(tables.questions).execute(new ListSeries(moment, { limit: 100 }, { metric }));

describe('series', () => {
  beforeAll(() => tables.project('series', SERIES));

  it('are listed by metric with their last value', async () => {
    const { items } = await listed();
    expect(items.map(({ series, metric, points, last }) => [series, metric, points, last?.value.text])).toEqual([
      [PRICES, 'Oil price', 0, undefined],
      [LOSSES, 'Personnel losses of Russia', 6, 'about 1600'],
    ]);
    expect(items[1]).toMatchObject({
      unit: 'persons, missing included',
      cumulative: true,
      breaks: 1,
      opened: { event: idAt(1) },
      last: { event: idAt(12), occurred: '2025-02-21' },
    });
    expect((await listed('LOSSES')).items.map(({ series }) => series)).toEqual([LOSSES]);
    expect((await listed(undefined, at('series', 4))).items[1]).toMatchObject({
      unit: 'persons',
      points: 2,
      last: { event: idAt(3) },
    });
  });

  it('have points in order of time, with the differences of one definition only', async () => {
    const { items, breaks, rule, unit } = await shown();
    expect([rule, unit]).toEqual(['graded-latest@1', 'persons, missing included']);
    expect(
      items.map(({ occurred, value, difference, breakBefore }) => [
        occurred,
        value?.text,
        difference?.text,
        difference?.fell,
        breakBefore,
      ]),
    ).toEqual([
      ['2025-02-16', '900 to 950', undefined, undefined, false],
      ['2025-02-17', '1000', '+50 to +100', false, false],
      ['2025-02-18', '1100', '+100', false, false],
      ['2025-02-19', '1050', '-50', true, false],
      ['2025-02-20', '1500', undefined, undefined, true],
      ['2025-02-21', 'about 1600', 'about +100', false, false],
      ['2025-02-22', undefined, undefined, undefined, false],
    ]);
    expect(items[2]?.difference).toMatchObject({ from: '2025-02-17', min: 100, max: 100, best: 100 });
    expect(items.map((item) => item.unit)).toEqual([
      ...Array.from({ length: 4 }, () => 'persons'),
      ...Array.from({ length: 3 }, () => 'persons, missing included'),
    ]);
    expect(breaks).toMatchObject([
      { occurred: '2025-02-20', text: 'The missing are counted too', claim: { event: idAt(10) } },
    ]);
  });

  it('have all claims of a time side by side, the later of one source in place of its earlier', async () => {
    const { items } = await shown({ from: '2025-02-18', to: '2025-02-18' });
    expect(items).toHaveLength(1);
    expect(
      items[0]?.claims.map(({ value, citation, counts, leftOut }) => [value.text, citation?.source, counts, leftOut]),
    ).toEqual([
      ['1100', 'source-reuters', true, null],
      ['1250', 'source-unnamed-outlet', false, 'another claim is adopted'],
    ]);
    expect(items[0]?.difference).toMatchObject({ text: '+100', from: '2025-02-17' });
    expect((await shown({ from: '2025-02-22' })).items[0]?.claims).toMatchObject([
      { counts: false, leftOut: 'not said to be so' },
    ]);
  });

  it('are shown as the hull of all claims, if that is asked for', async () => {
    const { items, rule } = await shown({ from: '2025-02-18', to: '2025-02-19', rule: 'hull@1' });
    expect([rule, items[0]?.value?.text, items[0]?.difference?.text, items[1]?.difference?.text]).toEqual([
      'hull@1',
      '1100 to 1250',
      '+100 to +250',
      '-200 to -50',
    ]);
    expect(items[0]?.claims.every(({ counts }) => counts)).toBe(true);
  });

  it('are the same page by page, whichever end comes first', async () => {
    const all = (await shown()).items;
    for (const order of ['asc', 'desc'] as const) {
      const paged: (typeof all)[number][] = [];
      let after: readonly (string | number)[] | undefined;
      do {
        const page = await shown({ limit: 2, after, order });
        paged.push(...page.items);
        ({ after } = page);
      } while (after);
      expect(order === 'asc' ? paged : paged.toReversed()).toEqual(all);
    }
  });

  it('are shown as they were believed at a position, and unknown before', async () => {
    const texts = async (position: number) =>
      (await shown({}, at('series', position))).items.map(({ value }) => value?.text);
    expect(await texts(5)).toEqual(['900 to 950', '1000', '1200']);
    expect(await texts(6)).toEqual(['900 to 950', '1000', '1100']);
    await expect(shown({}, at('series', 0))).rejects.toMatchObject({ code: 'stream.unknown' });
  });
});

it('a series of 10,000 points is folded and read', async () => {
  const points = Array.from({ length: 9_999 }, (_, day) => point(addDays('2000-01-01', day), day));
  const events = [opened(LOSSES, { metric: 'Days', unit: 'days', cumulative: true }), ...points];
  expect(foldModel(seriesModel, events).rows(PointRow)).toHaveLength(9_999);
}, 60_000);
