import { applyDifference, type HeldRows } from './apply-difference';
import { DifferenceNotApplicableError } from './audit.errors';

const ROW = { view: 'attacks', table: 'claim', stream: 'attack-2025-02-18-overnight', key: 'launched' };
const NAME = 'attacks claim attack-2025-02-18-overnight launched';
const added = { ...ROW, change: 'added', before: null, after: { best: 176 } } as const;
const changed = { ...ROW, change: 'changed', before: { best: 176 }, after: { best: 175 } } as const;
const removed = { ...ROW, change: 'removed', before: { best: 175 }, after: null } as const;

it('adds, changes and takes away rows, and leaves the state it is given as it was', () => {
  const empty: HeldRows = new Map();
  const one = applyDifference(empty, [added]);
  expect([...one]).toEqual([[NAME, { best: 176 }]]);
  const other = applyDifference(one, [changed]);
  expect([...other]).toEqual([[NAME, { best: 175 }]]);
  expect([...applyDifference(other, [removed])]).toEqual([]);
  expect([[...empty], [...one], [...other]]).toEqual([[], [[NAME, { best: 176 }]], [[NAME, { best: 175 }]]]);
});

it.each([
  ['what is there already cannot be added', [[NAME, { best: 176 }]], added],
  ['what is not there cannot be changed', [], changed],
  ['what is held otherwise cannot be changed', [[NAME, { best: 180 }]], changed],
  ['what is held otherwise cannot be taken away', [[NAME, { best: 176 }]], removed],
] as const)('%s', (_, state, difference) => {
  expect(() => applyDifference(new Map<string, { best: number }>(state), [difference])).toThrow(
    DifferenceNotApplicableError,
  );
});
