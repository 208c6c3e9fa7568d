import type { Citation } from './citation';
import { gradedLatest } from './graded-latest';

const claim = (version: number, grade?: Citation['grade']) => ({
  version,
  citation: { source: 'source-ukrainian-air-force', ...(grade === undefined ? {} : { grade }) } as Citation,
});

describe('of several claims', () => {
  test('the best graded is adopted, whenever it came', () => {
    expect(gradedLatest([claim(1, 'B2'), claim(2, 'A1'), claim(3, 'C3')])?.version).toBe(2);
  });

  test('of one grade the latest is adopted, in whatever order they are given', () => {
    expect(gradedLatest([claim(3, 'B2'), claim(1, 'B2'), claim(2, 'B2')])?.version).toBe(3);
  });

  test('one without a grade gives way to the worst grade there is', () => {
    expect(gradedLatest([claim(1, 'F6'), claim(2), { version: 3 }])?.version).toBe(1);
  });

  test('none is adopted where there is none', () => {
    expect(gradedLatest([])).toBeUndefined();
  });
});
