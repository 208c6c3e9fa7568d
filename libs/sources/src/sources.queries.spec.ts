import { entriesModel, type Moment } from '@tracker/reading';
import { eventOf, sampleCase, type EventDraft } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { passagesModel } from './passage.tables';
import { sha256Of } from './report-text';
import { reportsModel } from './report.tables';
import {
  CheckReport,
  CheckReportHandler,
  ListPassages,
  ListPassagesHandler,
  type ReportSelection,
} from './reports.queries';
import { ListReports, ListReportsHandler, ShowReport, ShowReportHandler } from './reports.queries';
import { sourcesModel } from './source.tables';
import {
  ListSources,
  ListSourcesHandler,
  ShowSource,
  ShowSourceHandler,
  type SourceSelection,
} from './sources.queries';

const OUTLET = 'source-unnamed-outlet';
const AP = 'source-associated-press';
const RIYADH = 'report-riyadh-talks';
const TEXT = 'RIYADH — 🕊 176 drones were launched.';

const tables = testTables(sourcesModel, reportsModel, passagesModel, entriesModel([]));

beforeAll(async () => {
  await tables.project('sample', sampleCase());
  await tables.project('graded', gradedSource());
  await tables.project('filed', filedReports());
});

const at = (conflict = 'sample', position = 1_000): Moment => ({ conflict, position, on: '2025-02-19' });
const paging = { limit: 100 };

/** A source that is graded by two, and again by one of them. */
function gradedSource(): readonly EventDraft[] {
  const grade = (reliability: string, source: string, claim?: string, parts: object = {}) =>
    eventOf(
      'SourceGraded',
      { reliability, reason: 'Its figures for the night.' },
      { stream: OUTLET, citation: { source, ...(claim ? { grade: claim } : {}) } as never, ...parts },
    );
  return [
    eventOf('SourceRegistered', { name: 'Unnamed outlet', kind: 'media' }, { stream: OUTLET, citation: null }),
    grade('B', 'source-desk', 'B2'),
    grade('C', 'source-auditor'),
    grade('A', 'source-desk', 'A1', { modality: 'planned' }),
    grade('D', 'source-desk', 'B2'),
    grade('F', 'source-editor', 'A1'),
  ];
}

/** One text filed twice, and an event that cites three passages of it. */
function filedReports(): readonly EventDraft[] {
  const filed = (stream: string, data: object, occurred?: string) =>
    eventOf('ReportFiled', { source: OUTLET, language: 'en', ...data }, { stream, occurred });
  const passages = [
    { start: 11, end: 14, text: '176' },
    { start: 15, end: 21, text: 'rocket' },
    { start: 22, end: 26 },
    { start: 30, end: 99 },
  ];
  return [
    filed('report-with-text', { text: TEXT }, '2025-02-19'),
    filed('report-copied', { sha256: sha256Of(TEXT) }, '2025-02-20'),
    filed('report-other', { title: 'Talks in Riyadh' }),
    eventOf(
      'DroneBarrageReported',
      { launched: 176 },
      { stream: 'attack-2025-02-18-overnight', citation: { source: OUTLET, report: 'report-with-text', passages } },
    ),
    eventOf(
      'DroneBarrageReported',
      { launched: 176 },
      { stream: 'attack-2025-02-18-overnight', citation: { source: AP, report: 'report-copied', passages } },
    ),
  ];
}

describe('sources', () => {
  const list = async (selection: SourceSelection, moment = at()) =>
    (await new ListSourcesHandler(tables.questions).execute(new ListSources(moment, paging, selection))).items;
  const show = (source: string, moment = at()) =>
    new ShowSourceHandler(tables.questions).execute(new ShowSource(moment, source));

  test('are found by kind, by the side they speak for and by a part of the name', async () => {
    const found = async (selection: SourceSelection) => (await list(selection)).map(({ source }) => source);
    expect(await found({ name: 'AIR force' })).toEqual(['source-ukrainian-air-force']);
    expect(await found({ side: 'actor-saudi-arabia', kind: 'media' })).toEqual(['source-saudi-state-media']);
    expect(await found({ kind: 'sensor' })).toEqual([]);
  });

  test('show who is not independent of them, from both ends of the link', async () => {
    const link = { source: OUTLET, relation: 'copies', other: AP, citation: { basis: 'inferred' }, position: 5 };
    expect((await show(OUTLET)).links).toMatchObject([link]);
    expect((await show(AP)).links).toMatchObject([link]);
    expect((await show(AP, at('sample', 4))).links).toEqual([]);
  });

  test('have no grade until somebody gives one', async () => {
    expect(await show(OUTLET)).toMatchObject({ grade: null, grades: [] });
    expect(await show(OUTLET, at('graded', 1))).toMatchObject({ grade: null, grades: [] });
  });

  test('have the last grade of one grader, and of several the best founded, with all of them beside it', async () => {
    const { grade, grades } = await show(OUTLET, at('graded'));
    expect(grade).toMatchObject({ reliability: 'F', citation: { source: 'source-editor' }, rule: 'graded-latest@1' });
    expect(grades.at(-1)).toMatchObject({
      reason: 'Its figures for the night.',
      occurred: null,
      recordedAt: '2025-02-19T08:00:02.000Z',
    });
    expect(grades.map(({ reliability, stands }) => [reliability, stands])).toEqual([
      ['F', true],
      ['D', true],
      ['A', false],
      ['C', true],
      ['B', false],
    ]);
  });

  test('have the grade that the resolution of a dispute adopts, whatever the others', async () => {
    const adopted = gradedSource().map((event, index) =>
      index === 2 ? { ...event, preferred: true as const } : event,
    );
    await tables.project('resolved', adopted);
    expect((await show(OUTLET, at('resolved'))).grade).toMatchObject({ reliability: 'C' });
  });

  test('had another grade before', async () => {
    const gradeAt = async (position: number) => (await list({}, at('graded', position)))[0]?.grade?.reliability;
    expect([await gradeAt(2), await gradeAt(3), await gradeAt(4), await gradeAt(5)]).toEqual(['B', 'B', 'B', 'D']);
  });

  test('are not known before they are registered', async () => {
    await expect(show(OUTLET, at('sample', 1))).rejects.toMatchObject({ code: 'stream.unknown' });
    await expect(show('no source\u0000')).rejects.toMatchObject({ code: 'stream.unknown' });
  });
});

describe('reports', () => {
  const list = async (moment: Moment, selection: ReportSelection = {}) =>
    (await new ListReportsHandler(tables.questions).execute(new ListReports(moment, paging, selection))).items;
  const show = (report: string, moment = at('filed')) =>
    new ShowReportHandler(tables.questions).execute(new ShowReport(moment, report));

  test('come with the one published last first, and one without a day last', async () => {
    expect((await list(at('filed'))).map(({ report }) => report)).toEqual([
      'report-copied',
      'report-with-text',
      'report-other',
    ]);
    expect(await list(at('filed'), { source: AP })).toEqual([]);
  });

  test('are found by day, language, title, text at hand and sha256', async () => {
    const found = async (selection: ReportSelection) =>
      (await list(at('filed'), selection)).map(({ report }) => report);
    expect(await found({ from: '2025-02-20' })).toEqual(['report-copied']);
    expect(await found({ to: '2025-02-19' })).toEqual(['report-with-text']);
    expect(await found({ language: 'uk' })).toEqual([]);
    expect(await found({ title: 'Talks' })).toEqual(['report-other']);
    expect(await found({ hasText: 'true' })).toEqual(['report-with-text']);
    expect(await found({ sha256: sha256Of(TEXT), hasText: 'false' })).toEqual(['report-copied']);
  });

  test('warn of another with the same text, from the moment it is filed', async () => {
    expect(await show('report-with-text', at('filed', 1))).toMatchObject({ sameTextAs: [], warnings: [] });
    const { sameTextAs, warnings } = await show('report-with-text');
    expect(sameTextAs).toEqual(['report-copied']);
    expect(warnings).toMatchObject([{ code: 'report.same_text' }]);
    expect(warnings[0]?.detail).toContain('report-with-text has the same text as report-copied');
    const listed = Object.fromEntries((await list(at('filed'))).map((item) => [item.report, item.sameTextAs]));
    expect(listed).toEqual({
      'report-copied': ['report-with-text'],
      'report-with-text': ['report-copied'],
      'report-other': [],
    });
  });

  test('give their text where it is recorded', async () => {
    expect(await show('report-with-text')).toMatchObject({ hasText: true, text: TEXT });
    expect(await show(RIYADH, at())).toMatchObject({
      hasText: false,
      text: null,
      published: '2025-02-19',
      source: OUTLET,
    });
    await expect(show(RIYADH, at('sample', 3))).rejects.toMatchObject({ code: 'stream.unknown' });
  });
});

describe('passages', () => {
  const list = (report: string, moment: Moment, limit = 100, after?: readonly (string | number)[]) =>
    new ListPassagesHandler(tables.questions).execute(new ListPassages(moment, { limit, after }, report));
  const standings = async (report: string, moment: Moment) =>
    (await list(report, moment)).items.map(({ standing }) => standing);
  const check = (report: string, text: string, moment = at('filed')) =>
    new CheckReportHandler(tables.questions).execute(new CheckReport(moment, report, Buffer.from(text)));

  test('are checked against the text where it is recorded, and marked unchecked where it is not', async () => {
    expect(await standings('report-with-text', at('filed'))).toEqual(['stands', 'differs', 'located', 'beyond_end']);
    expect(await standings('report-copied', at('filed'))).toEqual(['unchecked', 'unchecked', 'unchecked', 'unchecked']);
    expect(await standings('report-with-text', at('filed', 3))).toEqual([]);
  });

  test('are listed page by page in order of their place', async () => {
    const all = (await list(RIYADH, at())).items;
    expect(all.length).toBeGreaterThan(50);
    const first = await list(RIYADH, at(), 20);
    const rest = await list(RIYADH, at(), 1_000, first.after);
    const whole = (await list(RIYADH, at(), 1_000)).items;
    expect([...first.items, ...rest.items]).toEqual(whole);
    expect(whole.map(({ start }) => start)).toEqual(whole.map(({ start }) => start).sort((one, other) => one - other));
  });

  test('are held against a text that is sent, which is compared with the recorded sha256', async () => {
    const answer = await check('report-copied', TEXT);
    expect(answer).toMatchObject({
      isSameText: true,
      sha256: sha256Of(TEXT),
      recordedSha256: sha256Of(TEXT),
      codePoints: 36,
    });
    expect(answer.counts).toEqual({ stands: 1, differs: 1, located: 1, beyond_end: 1, unchecked: 0 });
    expect(answer.passages.map(({ standing }) => standing)).toEqual(['stands', 'differs', 'located', 'beyond_end']);
  });

  test('of another text are told, and that it is another', async () => {
    const answer = await check('report-copied', TEXT.replace('176', '167'));
    expect(answer).toMatchObject({ isSameText: false, counts: { stands: 0, differs: 2 } });
    expect(await check('report-other', TEXT)).toMatchObject({ isSameText: null, recordedSha256: null, passages: [] });
  });

  test('belong to a report that is filed', async () => {
    await expect(check('report-nowhere', TEXT)).rejects.toMatchObject({ code: 'stream.unknown' });
    await expect(list('report-nowhere', at())).rejects.toMatchObject({ code: 'stream.unknown' });
  });
});
