import type { Moment } from '@tracker/reading';
import { ARTICLE, eventOf, idAt, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { territoryModel } from './territory.model';
import { ListAreas, ListAreasHandler, ShowArea, ShowAreaHandler } from './territory.queries';
import type { TerritoryFilter } from './territory.filter';

const CRIMEA = 'area-crimea';
const DOLYNSKA = 'area-dolynska';
const REUTERS = { source: 'source-reuters', grade: 'B2' } as const;
const TASS = { source: 'source-tass', grade: 'D4' } as const;

const tables = testTables(territoryModel);

const change = (
  stream: string,
  holder: string,
  occurred: string | undefined,
  data: object = {},
  parts: Partial<EventParts> = {},
): EventDraft =>
  eventOf(
    'TerritoryControlChanged',
    { area: stream.replace('area', 'place'), holder, how: 'captured', status: 'claimed', ...data },
    { stream, occurred, ...parts },
  );
const annexation = change(CRIMEA, 'actor-russia', '2014', {
  previous: 'actor-ukraine',
  how: 'annexed',
  status: 'assessed',
  legalNote: 'illegally',
});

const at = (conflict: string, on = '2025-02-19', position = 1_000): Moment => ({ conflict, position, on });
const listed = (moment: Moment, filter: Partial<TerritoryFilter> = {}, limit = 100, after?: readonly string[]) =>
  new ListAreasHandler(tables.questions).execute(new ListAreas(moment, { limit, after }, filter as TerritoryFilter));
const shown = (area: string, moment: Moment) =>
  new ShowAreaHandler(tables.questions).execute(new ShowArea(moment, area));

describe('Crimea, as the article tells it', () => {
  beforeAll(() => tables.project('article', [annexation]));

  it('is annexed since 2014, illegally', async () => {
    const { items } = await listed(at('article'), { place: 'place-crimea' });
    expect(items).toEqual([
      {
        area: CRIMEA,
        place: 'place-crimea',
        holder: 'actor-russia',
        previous: 'actor-ukraine',
        how: 'annexed',
        status: 'assessed',
        legalNote: 'illegally',
        occurred: '2014',
        heldUntil: null,
        rule: 'last-change@1',
        event: idAt(1),
        position: 1,
        modality: 'realised',
        citation: ARTICLE,
      },
    ]);
  });

  it('was held by Ukraine before', async () => {
    expect((await listed(at('article', '2013-12-31'))).items).toEqual([]);
    expect(await shown(CRIMEA, at('article', '2013-12-31'))).toMatchObject({
      held: null,
      heldBefore: { holder: 'actor-ukraine', claim: { event: idAt(1) } },
      sources: [],
    });
    expect(await shown(CRIMEA, at('article'))).toMatchObject({ held: { holder: 'actor-russia' }, heldBefore: null });
  });

  it('is unknown at the position before', async () => {
    await expect(shown(CRIMEA, at('article', '2025-02-19', 0))).rejects.toMatchObject({ code: 'stream.unknown' });
    await expect(shown('\u0000', at('article'))).rejects.toMatchObject({ code: 'stream.unknown' });
  });
});

describe('an area that changed hands', () => {
  const history = [
    change(DOLYNSKA, 'actor-ukraine', '2023-06-10', { how: 'liberated' }, { citation: REUTERS }),
    change(DOLYNSKA, 'actor-russia', '2022-03'),
    change(DOLYNSKA, 'actor-russia', '2023-06-10', { status: 'contested' }, { citation: TASS }),
    annexation,
    change(DOLYNSKA, 'actor-ukraine', undefined, { how: 'withdrawn' }),
    change(DOLYNSKA, 'actor-russia', '2024-01-01', {}, { modality: 'hypothetical' }),
    change(DOLYNSKA, 'actor-russia', '2024-01-01', {}, { modality: 'negated', citation: TASS }),
  ];
  beforeAll(() => tables.project('history', history));

  const holderOn = async (on: string, position?: number) =>
    (await shown(DOLYNSKA, at('history', on, position))).held?.holder ?? null;

  it('has the holder of the last change by the day, whatever the order of record', async () => {
    expect(await holderOn('2021-01-01')).toBe('actor-ukraine');
    expect(await holderOn('2022-03-01')).toBe('actor-russia');
    expect(await holderOn('2023-06-09')).toBe('actor-russia');
    expect(await holderOn('2023-06-10')).toBe('actor-ukraine');
    expect(await holderOn('2025-02-19')).toBe('actor-ukraine');
  });

  it('is shown as it was believed at an earlier position', async () => {
    expect(await holderOn('2022-03-01', 1)).toBeNull();
    expect(await holderOn('2021-01-01', 4)).toBeNull();
  });

  it('has what sources tell of one day side by side, the best graded adopted', async () => {
    const { held, sources, changes, changesCount } = await shown(DOLYNSKA, at('history'));
    expect(held).toMatchObject({ holder: 'actor-ukraine', citation: REUTERS, heldUntil: null });
    expect(sources.map(({ source, holder, status, differs }) => [source, holder, status, differs])).toEqual([
      ['source-reuters', 'actor-ukraine', 'claimed', false],
      ['source-tass', 'actor-russia', 'contested', true],
      ['source-unnamed-outlet', 'actor-russia', 'claimed', true],
    ]);
    expect(changesCount).toBe(6);
    expect(changes.map(({ occurred, modality, adopted }) => [occurred, modality, adopted])).toEqual([
      ['2024-01-01', 'negated', false],
      ['2024-01-01', 'hypothetical', false],
      ['2023-06-10', 'realised', true],
      ['2023-06-10', 'realised', false],
      ['2022-03', 'realised', true],
      [null, 'realised', true],
    ]);
  });

  it('is found by who holds it on the day, and by how sure that is', async () => {
    const found = async (filter: Partial<TerritoryFilter>, on?: string) =>
      (await listed(at('history', on), filter)).items.map(({ area }) => area);
    expect(await found({})).toEqual([CRIMEA, DOLYNSKA]);
    expect(await found({ holder: 'actor-russia' })).toEqual([CRIMEA]);
    expect(await found({ holder: 'actor-russia' }, '2022-12-31')).toEqual([CRIMEA, DOLYNSKA]);
    expect(await found({ status: 'claimed' })).toEqual([DOLYNSKA]);
    expect(await found({ status: 'contested' })).toEqual([]);
  });

  it('is listed once, page by page', async () => {
    const first = await listed(at('history'), {}, 1);
    const second = await listed(at('history'), {}, 1, first.after as readonly string[]);
    expect([...first.items, ...second.items].map(({ area }) => area)).toEqual([CRIMEA, DOLYNSKA]);
    expect(second.after).toBeUndefined();
  });
});

it('what one source denies of its own change leaves the one before', async () => {
  await tables.project('denied', [
    change(DOLYNSKA, 'actor-russia', '2022-03'),
    change(DOLYNSKA, 'actor-ukraine', '2023-06-10'),
    change(DOLYNSKA, 'actor-ukraine', '2023-06-10', {}, { modality: 'negated' }),
  ]);
  const held = async (position: number) => (await shown(DOLYNSKA, at('denied', '2025-02-19', position))).held;
  expect(await held(2)).toMatchObject({ holder: 'actor-ukraine' });
  expect(await held(3)).toMatchObject({ holder: 'actor-russia', heldUntil: null });
});
