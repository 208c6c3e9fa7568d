import { ARTICLE, eventOf, given, idAt } from '@tracker/spec-kit';
import { PassageRow, passagesModel } from './passage.tables';
import { reportStream } from './report.stream';
import { ReportRow, reportsModel } from './report.tables';

const stream = 'report-riyadh-talks';
const TEXT = '«Дуже корисно» 🕊 — Lavrov';
/** printf '«Дуже корисно» 🕊 — Lavrov' | sha256sum */
const SHA256 = 'a26a803bfb7c195aaab9142b12cbfd6d3805d8db41ef41128ca70e6c0bbbd1ca';
const ARTICLE_SHA256 = 'bb29be1b343682f3c02137ef0e0d4a51c6dcdbbd40973cc63e88a2305b1ebce8';

const filed = (data: object = {}, parts: object = {}) =>
  eventOf(
    'ReportFiled',
    { source: 'source-unnamed-outlet', language: 'en', ...data },
    { stream, occurred: '2025-02-19', ...parts },
  );

describe('a report', () => {
  test('is filed with a sha256 and without its text, or with neither', () => {
    given(reportStream)
      .when(filed({ sha256: ARTICLE_SHA256 }))
      .thenAccepted();
    given(reportStream).when(filed()).thenAccepted();
  });

  test('is filed with its text if the sha256 is that of its UTF-8 bytes', () => {
    given(reportStream)
      .when(filed({ text: TEXT }))
      .thenAccepted();
    given(reportStream)
      .when(filed({ text: TEXT, sha256: SHA256 }))
      .thenAccepted();
  });

  test('is refused if text and sha256 do not belong together, and the refusal names both hashes', () => {
    const refusal = given(reportStream)
      .when(filed({ text: TEXT, sha256: ARTICLE_SHA256 }))
      .thenRefused('report.text_differs');
    expect(refusal.message).toContain(`have SHA-256 ${SHA256}, data.sha256 says ${ARTICLE_SHA256}`);
    expect(refusal.faults).toMatchObject([{ pointer: '/data/sha256' }]);
  });

  test('is not filed twice under one id', () => {
    const again = filed({ title: 'A later edition' }, { citation: { source: 'source-associated-press' } });
    const refusal = given(reportStream, filed()).when(again).thenRefused('report.already_filed');
    expect(refusal.message).toContain(`${stream} is filed already, in version 1`);
  });

  test('has a citation: it is no registration', () => {
    given(reportStream)
      .when(filed({}, { citation: null }))
      .thenRefused('event.invalid');
  });

  test.each([
    ['a sha256 in capitals', { sha256: ARTICLE_SHA256.toUpperCase() }],
    ['an address that is none', { url: 'example.org/talks' }],
    ['a language spelt out', { language: 'english' }],
    ['a source that is an actor', { source: 'actor-russia' }],
    ['an empty text', { text: '' }],
  ])('does not have %s', (_, wrong) => {
    given(reportStream).when(filed(wrong)).thenRefused('event.invalid');
  });
});

describe('the reports model', () => {
  test('has the sha256 as recorded, or else that of the text', () => {
    const other = filed({ text: TEXT }, { stream: 'report-with-text', occurred: undefined });
    const model = given(
      reportsModel,
      filed({ sha256: ARTICLE_SHA256 }),
      other,
      filed({}, { stream: 'report-without' }),
    );
    expect(model.thenRows(ReportRow)).toMatchObject([
      {
        stream,
        sha256: ARTICLE_SHA256,
        text: null,
        hasText: false,
        occurred: '2025-02-19',
        publishedSort: '2025-02-19T00:00:00Z',
        event: idAt(1),
        citation: ARTICLE,
      },
      { stream: 'report-with-text', sha256: SHA256, text: TEXT, hasText: true, occurred: null, publishedSort: '' },
      { stream: 'report-without', sha256: null, hasText: false },
    ]);
  });
});

describe('the passages model', () => {
  const cited = (passages: readonly object[]) =>
    eventOf(
      'DroneBarrageReported',
      { launched: 176 },
      {
        stream: 'attack-2025-02-18-overnight',
        citation: { source: ARTICLE.source, report: stream, passages } as never,
      },
    );

  test('has every passage that any event cites, of whatever kind', () => {
    const model = given(
      passagesModel,
      filed(),
      cited([
        { start: 10, end: 14, text: 'Drei' },
        { start: 20, end: 30 },
      ]),
    );
    expect(model.asOf(1).thenRows(PassageRow)).toEqual([]);
    expect(model.thenRows(PassageRow)).toMatchObject([
      {
        key: `${idAt(2)} 10-14`,
        report: stream,
        event: idAt(2),
        type: 'DroneBarrageReported',
        start: 10,
        end: 14,
        text: 'Drei',
        position: 2,
      },
      { start: 20, end: 30, text: null },
    ]);
  });

  test('takes a place beyond any text as it is told', () => {
    const [row] = given(passagesModel, cited([{ start: 0, end: Number.MAX_SAFE_INTEGER }])).thenRows(PassageRow);
    expect(row?.end).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('has nothing of an event that cites no report', () => {
    const uncited = eventOf(
      'ActorRegistered',
      { name: 'Russia', kind: 'state' },
      { stream: 'actor-russia', citation: null },
    );
    const elsewhere = { source: 'source-unnamed-outlet', passages: [{ start: 0, end: 1 }] };
    const unplaced = eventOf(
      'DroneBarrageReported',
      {},
      { stream: 'attack-2025-02-18-overnight', citation: elsewhere as never },
    );
    expect(given(passagesModel, uncited, unplaced).thenRows(PassageRow)).toEqual([]);
  });
});
