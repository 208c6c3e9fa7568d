import { codePointsOf } from './text';
import { textOf } from './text.shape';

test('characters are code points: a drone of two UTF-16 units is one', () => {
  expect(codePointsOf('Ер-Ріяд')).toBe(7);
  expect(codePointsOf('🛩 over Dolynska')).toBe(15);
  expect(codePointsOf('')).toBe(0);
});

test('half a surrogate pair counts as one character, at the end of a text too', () => {
  expect(codePointsOf('a\ud83d')).toBe(2);
  expect(codePointsOf('\udee9\ud83d')).toBe(2);
});

test('text takes its greatest number of characters, and no more', () => {
  const text = textOf(3);
  expect(text.holds('🛩🛩🛩')).toBe(true);
  expect(text.holds('🛩🛩🛩🛩')).toBe(false);
});

test.each([[''], [' '], [' \n\t '], [null], [3], [['a']]])('%j is no text', (value) => {
  expect(textOf(3).holds(value)).toBe(false);
});
