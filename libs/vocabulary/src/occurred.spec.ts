import fc from 'fast-check';
import { addDays, daysBetween } from './days';
import { parseOccurred, whyNotOccurred } from './occurred';

const SEED = 20250218;

describe('what an occurred says', () => {
  test('a day is itself', () => {
    expect(parseOccurred('2025-02-18')).toEqual({
      from: '2025-02-18',
      to: '2025-02-18',
      unknownStart: false,
      openStart: false,
      unknownEnd: false,
      openEnd: false,
      approximate: false,
      uncertain: false,
      precision: 'day',
      countedDay: '2025-02-18',
      countedPeriod: null,
      sortFrom: '2025-02-18T00:00:00Z',
      sortTo: '2025-02-18T23:59:59Z',
    });
  });

  test('a night counts on its morning', () => {
    expect(parseOccurred('2025-02-17/2025-02-18')).toMatchObject({
      from: '2025-02-17',
      to: '2025-02-18',
      precision: 'range',
      countedDay: '2025-02-18',
      countedPeriod: null,
    });
  });

  test.each([
    ['2025-02-17/2025-02-19', '2025-W08'],
    ['2025-02-14/2025-02-18', '2025-02'],
    ['2025-01-14/2025-02-18', '2025'],
    ['2022-02-24/2025-02-18', null],
    ['2025-02', '2025-02'],
    ['2025-02-XX', '2025-02'],
    ['2014', '2014'],
    ['2025-XX', '2025'],
    ['2025-21', '2025'],
    ['201X', null],
    ['19XX', null],
  ])('%s counts on no day but in %s', (text, countedPeriod) => {
    expect(parseOccurred(text)).toMatchObject({ countedDay: null, countedPeriod });
  });

  test.each([
    ['2014', 'year', '2014-01-01', '2014-12-31'],
    ['2025-XX-XX', 'year', '2025-01-01', '2025-12-31'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['2025-24', 'season', '2025-01-01', '2025-12-31'],
    ['201X', 'decade', '2010-01-01', '2019-12-31'],
    ['19XX', 'century', '1900-01-01', '1999-12-31'],
    ['2025-02/2025-02-18', 'range', '2025-02-01', '2025-02-18'],
    ['2025-02-18/2025', 'range', '2025-02-18', '2025-12-31'],
  ])('%s is a %s from %s to %s', (text, precision, from, to) => {
    expect(parseOccurred(text)).toMatchObject({ precision, from, to });
  });

  test('about and uncertain are flags that do not widen the span', () => {
    expect(parseOccurred('2023~')).toMatchObject({
      approximate: true,
      uncertain: false,
      from: '2023-01-01',
      to: '2023-12-31',
    });
    expect(parseOccurred('2025-02-18?')).toMatchObject({
      approximate: false,
      uncertain: true,
      countedDay: '2025-02-18',
    });
    expect(parseOccurred('2025-02-18%')).toMatchObject({ approximate: true, uncertain: true });
    expect(parseOccurred('2025-02-17~/2025-02-18')).toMatchObject({ approximate: true, countedDay: '2025-02-18' });
  });

  test.each([
    [
      '/2025-02-19',
      {
        from: null,
        to: '2025-02-19',
        unknownStart: true,
        openStart: false,
        sortFrom: null,
        sortTo: '2025-02-19T23:59:59Z',
      },
    ],
    ['../2025-02-19', { from: null, to: '2025-02-19', unknownStart: false, openStart: true }],
    [
      '2025-02-18/..',
      {
        from: '2025-02-18',
        to: null,
        openEnd: true,
        unknownEnd: false,
        sortFrom: '2025-02-18T00:00:00Z',
        sortTo: null,
      },
    ],
    ['2025-02-18/', { from: '2025-02-18', to: null, openEnd: false, unknownEnd: true }],
    ['2025-02-17T19:00+02:00/..', { from: '2025-02-17', to: null, openEnd: true, sortFrom: '2025-02-17T17:00:00Z' }],
  ])('%s leaves one side unsaid and counts nowhere', (text, expected) => {
    expect(parseOccurred(text)).toMatchObject({
      ...expected,
      precision: 'range',
      countedDay: null,
      countedPeriod: null,
    });
  });
});

describe('instants', () => {
  test('count on the date as written and sort by UTC', () => {
    expect(parseOccurred('2025-02-18T00:30+02:00')).toMatchObject({
      from: '2025-02-18',
      precision: 'instant',
      countedDay: '2025-02-18',
      sortFrom: '2025-02-17T22:30:00Z',
      sortTo: '2025-02-17T22:30:00Z',
    });
  });

  test('make a pair, each with its own offset', () => {
    expect(parseOccurred('2025-02-17T19:00+02:00/2025-02-18T09:00:30Z')).toMatchObject({
      from: '2025-02-17',
      to: '2025-02-18',
      countedDay: '2025-02-18',
      sortFrom: '2025-02-17T17:00:00Z',
      sortTo: '2025-02-18T09:00:30Z',
    });
  });

  test('whose dates are reversed by their offsets still span forward', () => {
    expect(parseOccurred('2025-02-18T00:30+05:00/2025-02-17T23:00Z')).toMatchObject({
      from: '2025-02-17',
      to: '2025-02-18',
    });
  });

  test('equal an instant with the same time at another offset', () => {
    expect(parseOccurred('2025-02-18T09:00+02:00')?.sortFrom).toBe(parseOccurred('2025-02-18T07:00:00Z')?.sortFrom);
  });
});

describe('refused, each with its reason', () => {
  test.each([
    ['2025-02-18T10:00', 'occurred.no_offset'],
    ['2025-02-18T10:00:00', 'occurred.no_offset'],
    ['2025-02-18 10:00', 'occurred.no_offset'],
    ['10:00', 'occurred.no_offset'],
    ['2025-02-17T19:00/2025-02-18T09:00+02:00', 'occurred.no_offset'],
    ['2025-02-17T19:00+02:00/2025-02-18T09:00', 'occurred.no_offset'],
    ['2025-02-30', 'occurred.no_such_day'],
    ['2025-02-29', 'occurred.no_such_day'],
    ['1900-02-29', 'occurred.no_such_day'],
    ['2025-02-29~', 'occurred.no_such_day'],
    ['2025-02-30?', 'occurred.no_such_day'],
    ['2025-13', 'occurred.no_such_day'],
    ['2025-13-01', 'occurred.no_such_day'],
    ['2025-00-10', 'occurred.no_such_day'],
    ['2025-02-17/2025-02-30', 'occurred.no_such_day'],
    ['2025-02-30T10:00Z', 'occurred.no_such_day'],
    ['2025-02-18T24:00Z', 'occurred.no_such_time'],
    ['2025-02-18T23:60Z', 'occurred.no_such_time'],
    ['2025-02-18T23:00:60Z', 'occurred.no_such_time'],
    ['2025-02-18T23:00+15:00', 'occurred.no_such_time'],
    ['2025-02-18T23:00+02:60', 'occurred.no_such_time'],
    ['2025-02-18T23:00-00:00', 'occurred.no_such_time'],
    ['2025-02-19/2025-02-18', 'occurred.reversed'],
    ['2025/2024', 'occurred.reversed'],
    ['2025-02-18T09:00+02:00/2025-02-18T09:00+03:00', 'occurred.reversed'],
    ['/', 'occurred.says_nothing'],
    ['../..', 'occurred.says_nothing'],
    ['/..', 'occurred.says_nothing'],
    ['0000', 'occurred.year_out_of_range'],
    ['0000-01-01', 'occurred.year_out_of_range'],
    ['-0050', 'occurred.year_out_of_range'],
    ['Y20000', 'occurred.year_out_of_range'],
    ['9999-12-31T23:00-05:00', 'occurred.year_out_of_range'],
    ['0001-01-01T00:00+05:00', 'occurred.year_out_of_range'],
    ['', 'occurred.malformed'],
    ['..', 'occurred.malformed'],
    ['yesterday', 'occurred.malformed'],
    ['Wednesday', 'occurred.malformed'],
    ['18.02.2025', 'occurred.malformed'],
    ['2025-2-18', 'occurred.malformed'],
    [' 2025-02-18', 'occurred.malformed'],
    ['2025-02-18\n', 'occurred.malformed'],
    ['2025-02-17/2025-02-18/2025-02-19', 'occurred.malformed'],
    ['2025-02-17/2025-02-18T09:00Z', 'occurred.malformed'],
    ['2025-02-18T09:00:00.5Z', 'occurred.malformed'],
    ['2025-02-18T09Z', 'occurred.malformed'],
    ['2025-02-18T09:00+0200', 'occurred.malformed'],
    ['{2025-02-18}', 'occurred.malformed'],
    ['1XXX', 'occurred.malformed'],
    ['9'.repeat(100_000), 'occurred.malformed'],
  ])('%.60j: %s', (text, code) => {
    expect(parseOccurred(text)).toBeUndefined();
    expect(whyNotOccurred(text)?.code).toBe(code);
  });

  test('a clock time without offset is told to add one', () => {
    expect(whyNotOccurred('2025-02-18T10:00')?.detail).toContain('Add the offset');
    expect(whyNotOccurred('2025-02-18')).toBeUndefined();
  });
});

describe('for every text', () => {
  const day = fc.integer({ min: -20_000, max: 20_000 }).map((days) => addDays('2025-02-18', days));
  const piece = fc.oneof(
    day,
    day.map((text) => text.slice(0, 7)),
    day.map((text) => text.slice(0, 4)),
    fc.tuple(day, fc.constantFrom('Z', '+02:00', '-11:30', '')).map(([text, offset]) => `${text}T19:30${offset}`),
    fc.constantFrom('', '..', '2025-24', '201X', '2025-02-XX', '2025-02-30'),
  );
  const text = fc.oneof(
    piece,
    fc.tuple(piece, fc.constantFrom('', '~', '?', '%')).map((parts) => parts.join('')),
    fc.tuple(piece, piece).map((parts) => parts.join('/')),
    fc.string({ unit: fc.constantFrom('0', '1', '2', '9', '-', '/', 'T', ':', 'Z', '.', 'X', '~'), maxLength: 30 }),
  );

  test('either a span in order or a reason is given, the same each time', () => {
    let spans = 0;
    fc.assert(
      fc.property(text, (written) => {
        const span = parseOccurred(written);
        const why = whyNotOccurred(written);
        expect(span === undefined).toBe(why !== undefined);
        expect(parseOccurred(written)).toBe(span);
        if (!span) return;
        spans += 1;
        if (span.from !== null && span.to !== null) expect(span.from <= span.to).toBe(true);
        if (span.sortFrom !== null && span.sortTo !== null) expect(span.sortFrom <= span.sortTo).toBe(true);
        if (span.countedDay !== null) expect(span.countedPeriod).toBeNull();
        expect(span.from === null).toBe(span.sortFrom === null);
      }),
      { seed: SEED, numRuns: 3000 },
    );
    expect(spans).toBeGreaterThan(1000);
  });

  test('a range of days counts on a day exactly if it is two days at most', () => {
    fc.assert(
      fc.property(day, fc.nat(400), (from, length) => {
        const span = parseOccurred(`${from}/${addDays(from, length)}`);
        expect(span?.countedDay).toBe(length <= 1 ? addDays(from, length) : null);
        expect(daysBetween(span?.from ?? '', span?.to ?? '')).toBe(length);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

test('more texts than are remembered still get their own answers', () => {
  const days = Array.from({ length: 12_000 }, (_, index) => addDays('1990-01-01', index));
  for (const day of days) parseOccurred(day);
  expect(days.every((day) => parseOccurred(day)?.countedDay === day)).toBe(true);
});
