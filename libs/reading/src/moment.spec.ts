import { readInstant, wholeNumber } from './moment';
import { InvalidParameterError } from './reading.errors';

describe('an instant of record', () => {
  it.each([
    ['2025-02-19T08:00:00Z', '2025-02-19T08:00:00.000Z'],
    ['2025-02-19T08:00Z', '2025-02-19T08:00:00.000Z'],
    ['2025-02-19T10:00:00.5+02:00', '2025-02-19T08:00:00.500Z'],
    ['2025-02-19T10:00:00 02:00', '2025-02-19T08:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (text, utc) => {
    expect(readInstant(text, 'down')).toBe(utc);
  });

  it('finer than the log is rounded towards what it includes', () => {
    expect(readInstant('2025-02-19T08:00:00.0001Z', 'down')).toBe('2025-02-19T08:00:00.000Z');
    expect(readInstant('2025-02-19T08:00:00.0001Z', 'up')).toBe('2025-02-19T08:00:00.001Z');
    expect(readInstant('2025-02-19T08:00:00.001000Z', 'up')).toBe('2025-02-19T08:00:00.001Z');
  });

  it.each([
    '2025-02-19',
    '2025-02-19T08:00:00',
    '2025-02-30T08:00:00Z',
    '2025-02-19T25:00:00Z',
    '2025-02-19T08:00:00+25:00',
    '0000-02-19T08:00:00Z',
    'yesterday',
    '2025-02-19T08:00:00Z\u0000',
  ])('is not %s', (text) => {
    expect(readInstant(text, 'down')).toBeUndefined();
  });
});

describe('a position', () => {
  it.each(['-1', '1.5', '1e3', '', ' 1', '9007199254740993'])('is not %j', (text) => {
    expect(() => wholeNumber('after', text)).toThrow(InvalidParameterError);
  });
});
