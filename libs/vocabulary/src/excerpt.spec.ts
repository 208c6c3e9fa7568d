import { excerptOf, nearestName } from './excerpt';

test('an excerpt has at most 80 characters and no half of one', () => {
  expect(excerptOf({ launched: 176 })).toBe('{"launched":176}');
  expect(excerptOf(undefined)).toBe('nothing');
  expect(excerptOf('x'.repeat(500))).toHaveLength(80);
  const cut = excerptOf(`${'x'.repeat(75)}🛩🛩🛩🛩`);
  expect(cut).toBe(`"${'x'.repeat(75)}...`);
});

test.each([
  ['lanched', 'launched'],
  ['Launched', 'launched'],
  ['launchd', 'launched'],
  ['targets', 'target'],
  ['destroyed', undefined],
  ['by', undefined],
  ['x'.repeat(100_000), undefined],
])('%.20s was probably meant as %s', (written, meant) => {
  expect(nearestName(written, ['launched', 'target', 'to'])).toBe(meant);
});
