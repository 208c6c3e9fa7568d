import { readReportText } from './report-body';
import { ReportText, sha256Of } from './report-text';

describe('a passage', () => {
  // The dove is one code point and two UTF-16 units.
  const report = new ReportText('«Дуже корисно» 🕊 — Lavrov');

  test.each([
    ['stands where its words are', { start: 0, end: 14, text: '«Дуже корисно»' }, 'stands'],
    ['stands counted in code points', { start: 19, end: 25, text: 'Lavrov' }, 'stands'],
    ['stands up to the end of the text', { start: 15, end: 16, text: '🕊' }, 'stands'],
    ['differs where other words are', { start: 20, end: 25, text: 'Lavrov' }, 'differs'],
    ['differs by a letter in another case', { start: 19, end: 25, text: 'lavrov' }, 'differs'],
    ['is located where it copies no words', { start: 19, end: 25, text: null }, 'located'],
    ['may lie beyond the end', { start: 19, end: 26, text: null }, 'beyond_end'],
    ['with words may lie beyond the end', { start: 19, end: 26, text: 'Lavrov.' }, 'beyond_end'],
  ])('%s', (_, passage, standing) => {
    expect(report.standingOf(passage)).toBe(standing);
  });
});

test('the sha256 of a text is that of its UTF-8 bytes', () => {
  expect(sha256Of('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256Of('Долинська')).toBe(sha256Of(Buffer.from('Долинська', 'utf8')));
});

describe('a text sent for comparison', () => {
  test('is taken byte for byte, a byte order mark and line ends included', () => {
    const bytes = Buffer.from('\ufeffRIYADH\r\n', 'utf8');
    expect(readReportText('text/plain', bytes)).toEqual(bytes);
    expect(readReportText('application/json', Buffer.from('{"text":"RIYADH\\r\\n"}'))).toEqual(
      Buffer.from('RIYADH\r\n'),
    );
  });

  test.each([
    ['text/plain', Buffer.from([0x52, 0xff]), 'report.unreadable_text'],
    ['application/json', Buffer.from('"RIYADH"'), 'report.unreadable_text'],
    ['application/json', Buffer.from('null'), 'report.unreadable_text'],
    ['application/json', Buffer.from('{"text":7}'), 'report.unreadable_text'],
    ['application/json', Buffer.from('{"text":"R","title":"T"}'), 'report.unreadable_text'],
    ['application/json', Buffer.from('{"text":"\\ud83d"}'), 'json.lone_surrogate'],
    ['application/json', Buffer.from('{"text":'), 'json.syntax'],
  ] as const)('is refused as %s: %s', (mediaType, body, code) => {
    expect(() => readReportText(mediaType, body)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
