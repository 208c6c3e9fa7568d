import fc from 'fast-check';
import { boundsOf, QUALIFIERS, sayQuantity, sumBounds, type Quantity } from './quantity';
import { isQuantity } from './quantity.shape';

describe('bounds of a quantity', () => {
  test.each<[Quantity, number | null, number | null, number | null]>([
    [176, 176, 176, 176],
    [0, 0, 0, 0],
    [{ qualifier: 'exact', best: 38 }, 38, 38, 38],
    [{ qualifier: 'about', best: 200 }, null, null, 200],
    [{ qualifier: 'atLeast', min: 3 }, 3, null, null],
    [{ qualifier: 'atMost', max: 20 }, 0, 20, null],
    [{ qualifier: 'range', min: 3, max: 9 }, 3, 9, null],
    [{ qualifier: 'range', min: 3, max: 9, best: 5 }, 3, 9, 5],
    [{ qualifier: 'most', of: 176 }, 89, 176, null],
    [{ qualifier: 'most', of: 175 }, 88, 175, null],
    [{ qualifier: 'some' }, 1, null, null],
    [{ qualifier: 'some', of: 4 }, 1, 4, null],
    [{ qualifier: 'none' }, 0, 0, 0],
    [{ qualifier: 'unknown' }, null, null, null],
  ])('%j lies between %j and %j, best %j', (quantity, min, max, best) => {
    const qualifier = typeof quantity === 'number' ? 'exact' : quantity.qualifier;
    expect(boundsOf(quantity)).toEqual({ qualifier, min, max, best });
  });

  test("keep the source's words", () => {
    expect(boundsOf({ qualifier: 'some', words: 'a slew' })).toMatchObject({ words: 'a slew' });
  });
});

describe('a total', () => {
  test('is the sum of the intervals: 4 buildings in Cherkasy region and 1 elsewhere are 5', () => {
    expect(sumBounds([boundsOf(4), boundsOf(1)])).toEqual({ min: 5, max: 5, best: 5, parts: 2, openParts: 0 });
  });

  test('with an unknown part is at least what is known, and says that it is open', () => {
    const sum = sumBounds([boundsOf(3), boundsOf({ qualifier: 'unknown' })]);
    expect(sum).toEqual({ min: 3, max: null, best: null, parts: 2, openParts: 1 });
  });

  test('of a whole and a part said as most has no best value', () => {
    expect(sumBounds([boundsOf(10), boundsOf({ qualifier: 'most', of: 176 })])).toEqual({
      min: 99,
      max: 186,
      best: null,
      parts: 2,
      openParts: 0,
    });
  });

  test('with an about part has a best value and no greatest', () => {
    expect(sumBounds([boundsOf(10), boundsOf({ qualifier: 'about', best: 200 })])).toMatchObject({
      min: 10,
      max: null,
      best: 210,
    });
  });

  test('of nothing has no parts', () => {
    expect(sumBounds([])).toEqual({ min: 0, max: 0, best: 0, parts: 0, openParts: 0 });
  });
});

test.each<[Quantity, string]>([
  [176, '176'],
  [{ qualifier: 'exact', best: 38 }, '38'],
  [{ qualifier: 'about', best: 200 }, 'about 200'],
  [{ qualifier: 'atLeast', min: 3 }, 'at least 3'],
  [{ qualifier: 'atMost', max: 20 }, 'at most 20'],
  [{ qualifier: 'range', min: 3, max: 9 }, '3 to 9'],
  [{ qualifier: 'range', min: 3, max: 9, best: 5 }, '3 to 9, probably 5'],
  [{ qualifier: 'most', of: 176 }, 'most of 176'],
  [{ qualifier: 'some' }, 'some'],
  [{ qualifier: 'some', of: 4 }, 'some of 4'],
  [{ qualifier: 'none' }, 'none'],
  [{ qualifier: 'unknown' }, 'unknown'],
  [{ qualifier: 'some', words: 'a slew' }, 'some ("a slew")'],
])('%j is said as %s', (quantity, words) => expect(sayQuantity(quantity)).toBe(words));

describe('what is a quantity', () => {
  test.each<[unknown, string]>([
    [-1, 'less than nothing'],
    [1.5, 'no whole number'],
    [2 ** 53, 'not a safe integer'],
    ['176', 'text'],
    [null, 'null'],
    [[], 'a list'],
    [{}, 'no qualifier'],
    [{ qualifier: 'many', best: 3 }, 'no such qualifier'],
    [{ qualifier: 'constructor' }, 'a name of Object'],
    [{ qualifier: 'atLeast', max: 3 }, 'another member than wanted'],
    [{ qualifier: 'most' }, 'most of what'],
    [{ qualifier: 'most', of: 0 }, 'most of nothing'],
    [{ qualifier: 'some', of: 0 }, 'some of nothing'],
    [{ qualifier: 'none', best: 0 }, 'a member too many'],
    [{ qualifier: 'range', min: 9, max: 3 }, 'ends in the wrong order'],
    [{ qualifier: 'range', min: 3, max: 9, best: 10 }, 'best above the greatest'],
    [{ qualifier: 'range', min: 3, max: 9, best: 2 }, 'best below the least'],
    [{ qualifier: 'unknown', words: '' }, 'empty words'],
  ])('%j is none: %s', (value) => expect(isQuantity(value)).toBe(false));

  test('a quantity may be an object without a prototype', () => {
    expect(isQuantity(Object.assign(Object.create(null), { qualifier: 'most', of: 176 }))).toBe(true);
  });

  test('bounds are in order, and best lies between them, for every quantity there is', () => {
    const count = fc.nat(500);
    const candidate = fc.oneof(
      count,
      fc.record(
        { qualifier: fc.constantFrom(...QUALIFIERS), best: count, min: count, max: count, of: count },
        { requiredKeys: ['qualifier'] },
      ),
    );
    let seen = 0;
    fc.assert(
      fc.property(candidate, (value) => {
        if (!isQuantity(value)) return;
        seen += 1;
        const { min, max, best } = boundsOf(value);
        expect(min ?? 0).toBeLessThanOrEqual(max ?? Infinity);
        expect(best ?? min ?? 0).toBeGreaterThanOrEqual(min ?? 0);
        expect(best ?? max ?? 0).toBeLessThanOrEqual(max ?? Infinity);
      }),
      { seed: 20250218, numRuns: 2000 },
    );
    expect(seen).toBeGreaterThan(500);
  });
});
