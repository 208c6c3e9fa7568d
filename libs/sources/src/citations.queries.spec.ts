import { attacks } from '@tracker/attacks';
import { entriesModel, reviewsModel, type Moment, type Paging } from '@tracker/reading';
import { eventOf, idAt, sampleCase, type EventDraft } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { citationsModel } from './citations.model';
import { ListCitations, ListCitationsHandler, type CitationSelection } from './citations.queries';
import { ListReliance, ListRelianceHandler, type RelianceSelection } from './reliance.queries';
import { reportsModel } from './report.tables';
import { sourcesModel } from './source.tables';
import { ShowSource, ShowSourceHandler } from './sources.queries';

const OUTLET = 'source-unnamed-outlet';
const AP = 'source-associated-press';
const AIR_FORCE = 'source-ukrainian-air-force';
const RUBIO = 'source-marco-rubio';
const REPORT = 'report-riyadh-talks';
const [NIGHT, STRIKE, RAID] = ['attack-2025-02-18-overnight', 'attack-2025-02-18-dolynska', 'attack-2025-02-17-raid'];
const TEAM = 'commitment-high-level-team';

const tables = testTables(sourcesModel, reportsModel, citationsModel, entriesModel([]), reviewsModel(attacks.streams));

beforeAll(async () => {
  await tables.project('sample', sampleCase());
  await tables.project('told', told());
});

/** What several sources tell of three attacks and a commitment; the outlet copies the agency, and published the report. */
function told(): readonly EventDraft[] {
  const source = (stream: string, data: object = {}) =>
    eventOf('SourceRegistered', { name: stream, kind: 'media', ...data }, { stream, citation: null });
  const tell = (type: string, stream: string, by: string, parts: object = {}, cited: object = {}) =>
    eventOf(
      type,
      {},
      { stream, occurred: '2025-02-17/2025-02-18', citation: { source: by, ...cited } as never, ...parts },
    );
  const review = (type: string, data: object, by: string) =>
    eventOf(type, data, { stream: STRIKE, citation: { source: by as never } });
  return [
    eventOf(
      'ActorRegistered',
      { name: 'Marco Rubio', kind: 'person' },
      { stream: 'actor-marco-rubio', citation: null },
    ),
    source(RUBIO, { actor: 'actor-marco-rubio' }),
    source(AP),
    source(OUTLET),
    source(AIR_FORCE, { actor: 'actor-ukrainian-air-force' }),
    eventOf('ReportFiled', { source: OUTLET, language: 'en' }, { stream: REPORT, citation: { source: OUTLET } }),
    eventOf('SourceLinked', { other: AP, relation: 'copies' }, { stream: OUTLET, citation: { source: 'source-desk' } }),
    // 8 to 10: two independent sources tell of the barrage, one of the wounded.
    tell('DroneBarrageReported', NIGHT, AIR_FORCE, {}, { report: REPORT, grade: 'B2' }),
    tell('DroneBarrageReported', NIGHT, AP),
    tell('CasualtiesReported', NIGHT, AIR_FORCE, {}, { basis: 'implied' }),
    // 11 and 12: two linked sources.
    tell('DamageReported', STRIKE, OUTLET),
    tell('DamageReported', STRIKE, AP),
    tell('CommitmentMade', TEAM, RUBIO, { occurred: undefined }, { via: [AP], report: REPORT }),
    // 14 and 15: one source denies what the other tells.
    tell('ShellingReported', RAID, AIR_FORCE, { occurred: '2025-02-01/2025-02-17' }, { basis: 'inferred' }),
    tell('ShellingReported', RAID, AP, { occurred: '2025-02-17', modality: 'negated' }),
    review('ClaimCorroborated', { event: 1 }, AIR_FORCE),
    review('EventRetracted', { event: 3, reason: 'It spoke of another strike.' }, OUTLET),
  ];
}

const LAST = 17;
const at = (position = LAST, conflict = 'told'): Moment => ({ conflict, position, on: '2025-02-19' });
const paging: Paging = { limit: 1_000 };

const cite = (selection: CitationSelection, moment = at(), page = paging) =>
  new ListCitationsHandler(tables.questions).execute(new ListCitations(moment, page, selection));
const rely = (selection: RelianceSelection, moment = at(), page = paging) =>
  new ListRelianceHandler(tables.questions).execute(new ListReliance(moment, page, selection));

describe('citations', () => {
  const positions = async (selection: CitationSelection, moment = at()) =>
    (await cite(selection, moment)).items.map(({ position }) => position).sort((one, other) => one - other);

  test('of a source are what it says, what came through it, and what others say in its reports', async () => {
    const how = async (source: string) =>
      Object.fromEntries((await cite({ source })).items.map((item) => [item.position, item.how]));
    expect(await how(OUTLET)).toEqual({ 6: 'direct', 8: 'report', 11: 'direct', 13: 'report' });
    expect(await how(AP)).toEqual({ 9: 'direct', 12: 'direct', 13: 'via', 15: 'direct' });
    expect(await positions({ source: AP, how: 'via' })).toEqual([13]);
    expect(await positions({ source: 'source-of-nothing' })).toEqual([]);
  });

  test('say whether nobody independent tells the same, where a linked source and a denial do not count', async () => {
    const { items } = await cite({});
    const alone = Object.fromEntries(items.map((item) => [item.position, item.alone]));
    expect(alone).toMatchObject({ 8: false, 9: false, 10: true, 11: true, 12: true, 13: true, 14: true, 15: true });
    expect(await positions({ alone: true, source: AIR_FORCE })).toEqual([10, 14]);
    expect(await positions({ alone: false })).toEqual([8, 9]);
  });

  test('are no longer alone when an independent source corroborates them, until that is taken back', async () => {
    const strike = (position: number) =>
      positions({ kind: 'attack', type: 'DamageReported', alone: true }, at(position));
    expect([await strike(15), await strike(16), await strike(17)]).toEqual([[11, 12], [], [11, 12]]);
  });

  test('were alone before the other source was known', async () => {
    expect(await positions({ alone: true, kind: 'attack' }, at(8))).toEqual([8]);
    expect(await positions({ alone: true, kind: 'attack' }, at(9))).toEqual([]);
  });

  test('are found by basis, type, kind of stream, report and day', async () => {
    expect(await positions({ basis: 'inferred' })).toEqual([14]);
    expect(await positions({ basis: 'implied' })).toEqual([10]);
    expect(await positions({ type: 'CommitmentMade' })).toEqual([13]);
    expect(await positions({ kind: 'report' })).toEqual([6]);
    expect(await positions({ report: REPORT })).toEqual([8, 13]);
    expect(await positions({ from: '2025-02-18' })).toEqual([8, 9, 10, 11, 12]);
    expect(await positions({ to: '2025-02-16' })).toEqual([14]);
    expect(await positions({ from: '2025-02-10', to: '2025-02-16', source: AIR_FORCE })).toEqual([14]);
    await expect(cite({ from: '2025-02-18', to: '2025-02-17' })).rejects.toMatchObject({ code: 'parameter.invalid' });
    await expect(cite({ how: 'via' })).rejects.toMatchObject({ code: 'parameter.invalid' });
  });

  test('come latest first, undated ones last, page by page in either direction', async () => {
    const ids = async (page: Paging, selection: CitationSelection = {}) =>
      (await cite(selection, at(1_000, 'sample'), page)).items.map(({ event }) => event);
    const all = await ids(paging);
    expect(await ids({ ...paging, order: 'asc' })).toEqual([...all].reverse());
    for (const selection of [{}, { source: OUTLET }, { alone: true, from: '2025-02-18' }] as const) {
      const paged: string[] = [];
      let after: Paging['after'];
      do {
        const page = await cite(selection, at(1_000, 'sample'), { limit: 7, after });
        paged.push(...page.items.map(({ event }) => event));
        after = page.after;
      } while (after !== undefined);
      expect(paged).toEqual(await ids(paging, selection));
    }
    const { items } = await cite({}, at(1_000, 'sample'));
    expect(items.at(-1)?.occurred).toBeNull();
    expect(items).toHaveLength(sampleCase().filter(({ citation }) => citation !== undefined).length);
  });
});

describe('what rests on one source alone', () => {
  const found = async (selection: RelianceSelection = {}, moment = at()) =>
    (await rely(selection, moment)).items.map(({ stream, sources }) => [stream, sources.map(({ source }) => source)]);

  test('is what one source tells, or several that are linked, whoever denies it', async () => {
    expect(await found()).toEqual([
      [STRIKE, [AP, OUTLET]],
      [RAID, [AIR_FORCE]],
      [TEAM, [RUBIO]],
    ]);
  });

  test('is found by a source, by one that is linked with it, by kind and by day', async () => {
    expect(await found({ source: AIR_FORCE })).toEqual([[RAID, [AIR_FORCE]]]);
    expect(await found({ source: OUTLET })).toEqual(await found({ source: AP }));
    expect((await found({ source: OUTLET })).map(([stream]) => stream)).toEqual([STRIKE]);
    expect((await found({ kind: 'commitment' })).map(([stream]) => stream)).toEqual([TEAM]);
    expect((await found({ from: '2025-02-18' })).map(([stream]) => stream)).toEqual([STRIKE]);
    expect((await found({ to: '2025-02-16' })).map(([stream]) => stream)).toEqual([RAID]);
  });

  test('is told from what rests on one person', async () => {
    expect((await rely({ personal: true })).items).toMatchObject([
      { stream: TEAM, kind: 'commitment', personal: true, denied: false, from: null, to: null },
    ]);
    expect((await found({ personal: false })).map(([stream]) => stream)).toEqual([STRIKE, RAID]);
  });

  test('changes with each source that tells and with each that corroborates', async () => {
    const streams = async (position: number) =>
      (await found({ kind: 'attack' }, at(position))).map(([stream]) => stream);
    expect(await streams(8)).toEqual([NIGHT]);
    expect(await streams(9)).toEqual([]);
    expect(await streams(12)).toEqual([STRIKE]);
    expect(await streams(16)).toEqual([RAID]);
  });

  test('of the sample case: commitments that one side alone tells of, by one person', async () => {
    const { items } = await rely({ kind: 'commitment', personal: true }, at(1_000, 'sample'));
    expect(items.map(({ stream, sources }) => [stream, sources.map(({ source }) => source)])).toEqual([
      ['commitment-regular-consultations', ['source-sergey-lavrov']],
      ['commitment-france-work-together', ['source-emmanuel-macron']],
      ['commitment-consult-ukraine-and-europe', [RUBIO]],
    ]);
    const { items: nights } = await rely({ source: AIR_FORCE, kind: 'attack' }, at(1_000, 'sample'));
    expect(nights.map(({ stream }) => stream)).toEqual([NIGHT]);
  });

  test('comes page by page in either direction', async () => {
    const whole = (await rely({}, at(1_000, 'sample'))).items.map(({ stream }) => stream);
    const turned = await rely({}, at(1_000, 'sample'), { limit: 1_000, order: 'asc' });
    expect(turned.items.map(({ stream }) => stream)).toEqual([...whole].reverse());
    const first = await rely({}, at(1_000, 'sample'), { limit: 20 });
    const rest = await rely({}, at(1_000, 'sample'), { limit: 1_000, after: first.after });
    expect([...first.items, ...rest.items].map(({ stream }) => stream)).toEqual(whole);
  });
});

describe('a source that is graded down', () => {
  const show = (source: string, moment = at()) =>
    new ShowSourceHandler(tables.questions).execute(new ShowSource(moment, source));

  test('touches what it says, what came through it and what stands in its reports, each once', async () => {
    expect((await show(OUTLET)).touched).toEqual({
      events: 4,
      streams: 4,
      direct: 2,
      via: 0,
      report: 2,
      list: `/v1/conflicts/told/citations?source=${OUTLET}&asOf=${LAST}`,
    });
    for (const source of [OUTLET, AP, AIR_FORCE]) {
      const { touched } = await show(source, at(1_000, 'sample'));
      expect(touched.events).toBe((await cite({ source }, at(1_000, 'sample'))).items.length);
    }
  });

  test('is linked with all that are linked with one of its own, from the position on at which somebody says so', async () => {
    expect((await show(AP)).linked).toEqual([OUTLET]);
    expect((await show(AP, at(6))).linked).toEqual([]);
    expect((await show(AIR_FORCE)).linked).toEqual([]);
  });
});

test('an event is one row with its id, whose word came through others as well', async () => {
  const { items } = await cite({ source: RUBIO });
  expect(items).toEqual([
    {
      event: idAt(13),
      stream: TEAM,
      type: 'CommitmentMade',
      occurred: null,
      modality: 'realised',
      source: RUBIO,
      via: [AP],
      report: REPORT,
      basis: 'stated',
      grade: null,
      how: 'direct',
      alone: true,
      position: 13,
    },
  ]);
});
