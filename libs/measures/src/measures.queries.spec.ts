import type { Moment } from '@tracker/reading';
import { ARTICLE, eventOf, idAt, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { measuresModel } from './measure.model';
import type { MeasureFilter } from './measures.filter';
import {
  ListMeasures,
  ListMeasuresHandler,
  measuresInForce,
  ShowMeasure,
  ShowMeasureHandler,
} from './measures.queries';

const SANCTIONS = 'measure-western-sanctions-on-russia';
const EXPULSIONS = 'measure-embassy-expulsions';
const RESTRICTIONS = 'measure-embassy-restrictions';
const BOTH = ['actor-united-states', 'actor-russia'];
const REUTERS = { source: 'source-reuters', grade: 'B2' } as const;

const tables = testTables(measuresModel);

const imposed = (stream: string, data: object, parts: Partial<EventParts> = {}): EventDraft =>
  eventOf('MeasureImposed', data, { stream, occurred: '/2025-02-19', ...parts });
const ARTICLES_MEASURES = [
  imposed(SANCTIONS, {
    kind: 'sanction',
    by: ['actor-united-states', 'actor-european-countries'],
    target: ['actor-russia'],
    aim: 'Harm the economy of Russia',
    measures: { qualifier: 'some', words: 'a slew' },
  }),
  imposed(EXPULSIONS, {
    kind: 'expulsion',
    by: BOTH,
    target: BOTH,
    object: 'Embassy staff',
    affected: { qualifier: 'some', words: 'large-scale' },
  }),
  imposed(RESTRICTIONS, { kind: 'restriction', by: BOTH, target: BOTH, object: 'Embassies' }),
];

const at = (conflict: string, on = '2025-02-19', position = 1_000): Moment => ({ conflict, position, on });
const listed = (filter: Partial<MeasureFilter> = {}, moment = at('article'), limit = 100, after?: readonly string[]) =>
  new ListMeasuresHandler(tables.questions).execute(
    new ListMeasures(moment, { limit, after }, filter as MeasureFilter),
  );
const streams = async (filter: Partial<MeasureFilter> = {}, moment?: Moment) =>
  (await listed(filter, moment)).items.map(({ measure }) => measure).sort();
const shown = (measure: string, moment: Moment) =>
  new ShowMeasureHandler(tables.questions).execute(new ShowMeasure(moment, measure));

describe('the measures of the article', () => {
  beforeAll(() => tables.project('article', ARTICLES_MEASURES));

  it('are a slew of sanctions on Russia, and two by which the United States and Russia hit each other', async () => {
    const { items } = await listed();
    expect(
      items.map(({ measure, mutual, measures, affected }) => [measure, mutual, measures?.text, affected?.text]),
    ).toEqual([
      [SANCTIONS, false, 'some ("a slew")', undefined],
      [RESTRICTIONS, true, undefined, undefined],
      [EXPULSIONS, true, undefined, 'some ("large-scale")'],
    ]);
    expect(items[0]).toMatchObject({
      by: ['actor-united-states', 'actor-european-countries'],
      target: ['actor-russia'],
      aim: 'Harm the economy of Russia',
      measures: { qualifier: 'some', min: 1, max: null, best: null, words: 'a slew' },
      object: null,
      inForce: true,
      occurred: '/2025-02-19',
      imposed: { event: idAt(1), citation: ARTICLE },
      lifted: null,
      easings: 0,
    });
  });

  it('are found by kind, by who imposed them and by whom they hit', async () => {
    expect(await streams({ kind: 'expulsion' })).toEqual([EXPULSIONS]);
    expect(await streams({ by: 'actor-european-countries' })).toEqual([SANCTIONS]);
    expect(await streams({ target: 'actor-united-states' })).toEqual([EXPULSIONS, RESTRICTIONS]);
    expect(await streams({ from: '2025-02-20' })).toEqual([]);
    expect(await streams({ from: '2025-02-19', to: '2025-02-19' })).toHaveLength(3);
  });

  it('were in force by the day of the report, and are not known to have been before', async () => {
    expect(await streams({ inForce: 'true' })).toHaveLength(3);
    expect(await streams({ inForce: 'true' }, at('article', '2025-02-18'))).toEqual([]);
    expect(await streams({ inForce: 'false' }, at('article', '2025-02-18'))).toHaveLength(3);
    expect(await measuresInForce(tables.questions, at('article'))).toMatchObject({
      count: 3,
      measures: [{ measure: SANCTIONS }, { measure: RESTRICTIONS }, { measure: EXPULSIONS }],
    });
    expect(await measuresInForce(tables.questions, at('article', '2025-02-18'))).toEqual({ count: 0, measures: [] });
  });

  it('are listed once each, page by page', async () => {
    const first = await listed({}, at('article'), 2);
    const second = await listed({}, at('article'), 2, first.after as readonly string[]);
    expect([...first.items, ...second.items].map(({ measure }) => measure)).toEqual([
      SANCTIONS,
      RESTRICTIONS,
      EXPULSIONS,
    ]);
    expect(second.after).toBeUndefined();
  });

  it('are unknown at the position before', async () => {
    await expect(shown(RESTRICTIONS, at('article', '2025-02-19', 2))).rejects.toMatchObject({ code: 'stream.unknown' });
  });
});

describe('what became of a measure', () => {
  const eased = (object: string, parts: Partial<EventParts> = {}) =>
    eventOf('MeasureEased', { object }, { stream: EXPULSIONS, occurred: '2025-02-20', ...parts });
  const lifted = (parts: Partial<EventParts>) =>
    eventOf('MeasureLifted', { reason: { text: 'Relations improve.' } }, { stream: EXPULSIONS, ...parts });

  it('is told by its easings and its lifting, and it is in force up to the day before', async () => {
    await tables.project('lifted', [
      imposed(EXPULSIONS, { kind: 'expulsion', by: BOTH, target: BOTH }, { occurred: '2022' }),
      eased('Consuls', { citation: REUTERS }),
      eased('Ambassadors', { occurred: '2025-02-19' }),
      eased('Consuls', { occurred: '2025-02-21' }),
      lifted({ occurred: '2025-03-01' }),
    ]);
    const measure = await shown(EXPULSIONS, at('lifted', '2025-02-28'));
    expect(measure).toMatchObject({
      inForce: true,
      easings: 2,
      lifted: { occurred: '2025-03-01', reason: { text: 'Relations improve.' }, event: idAt(5) },
      liftings: [{ adopted: true }],
    });
    expect(measure.eased.map(({ object, occurred, claims }) => [object, occurred, claims.length])).toEqual([
      ['Ambassadors', '2025-02-19', 1],
      ['Consuls', '2025-02-20', 2],
    ]);
    expect((await shown(EXPULSIONS, at('lifted', '2025-03-01'))).inForce).toBe(false);
    expect((await shown(EXPULSIONS, at('lifted', '2025-03-01', 4))).inForce).toBe(true);
    expect((await shown(EXPULSIONS, at('lifted', '2021-12-31'))).inForce).toBe(false);
    expect(await streams({ inForce: 'true' }, at('lifted', '2025-03-01'))).toEqual([]);
    expect(await streams({ inForce: 'true' }, at('lifted', '2025-02-28'))).toEqual([EXPULSIONS]);
  });

  it('is not what is only foreseen or denied', async () => {
    await tables.project('foreseen', [
      imposed(EXPULSIONS, { kind: 'expulsion', by: BOTH, target: BOTH }),
      lifted({ modality: 'hypothetical' }),
      lifted({ modality: 'negated', citation: REUTERS }),
      imposed(SANCTIONS, { kind: 'sanction', by: BOTH, target: ['actor-russia'] }, { modality: 'planned' }),
    ]);
    expect(await streams({ inForce: 'true' }, at('foreseen'))).toEqual([EXPULSIONS]);
    const { lifted: adopted, liftings } = await shown(EXPULSIONS, at('foreseen'));
    expect(adopted).toBeNull();
    expect(liftings.map(({ modality }) => modality)).toEqual(['negated', 'hypothetical']);
  });

  it('is shown as the best graded source has it, the others beside', async () => {
    await tables.project('graded', [
      imposed(EXPULSIONS, { kind: 'expulsion', by: BOTH, target: BOTH, affected: 60 }, { citation: REUTERS }),
      imposed(EXPULSIONS, { kind: 'expulsion', by: BOTH, target: BOTH, affected: 100 }),
    ]);
    const { affected, rule, impositions } = await shown(EXPULSIONS, at('graded'));
    expect([affected?.text, rule]).toEqual(['60', 'graded-latest@1']);
    expect(impositions.map(({ adopted, ...claim }) => [claim.affected?.text, claim.citation?.source, adopted])).toEqual(
      [
        ['60', 'source-reuters', true],
        ['100', 'source-unnamed-outlet', false],
      ],
    );
  });
});
