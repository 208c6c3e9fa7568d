import { changesBetween } from './field-changes';

describe('what a review changes', () => {
  it('is told field by field, with what was and what is', () => {
    const old = { occurred: '2025-02-18', data: { launched: 176, attacker: 'actor-russia' } };
    const now = { occurred: '2025-02-18', data: { launched: 175, origin: [] } };
    expect(changesBetween(old, now)).toEqual([
      { pointer: '/data/attacker', old: 'actor-russia' },
      { pointer: '/data/launched', old: 176, new: 175 },
      { pointer: '/data/origin', new: [] },
    ]);
  });

  it('is nothing where only the order of keys differs, or a field is left out twice', () => {
    expect(
      changesBetween({ a: 1, b: { c: [1, { d: 2, e: 3 }] } }, { b: { c: [1, { e: 3, d: 2 }] }, a: 1, f: undefined }),
    ).toEqual([]);
  });

  it('of a list is the list as a whole', () => {
    expect(changesBetween({ toward: ['a', 'b'] }, { toward: ['b', 'a'] })).toEqual([
      { pointer: '/toward', old: ['a', 'b'], new: ['b', 'a'] },
    ]);
  });

  it('is the whole where there is nothing before or after', () => {
    expect(changesBetween({ data: {} }, undefined)).toEqual([{ pointer: '', old: { data: {} } }]);
    expect(changesBetween(undefined, { data: {} })).toEqual([{ pointer: '', new: { data: {} } }]);
  });

  it('has pointers that name keys with slashes and tildes', () => {
    expect(changesBetween({ 'a/b~c': 1 }, { 'a/b~c': 2 })).toEqual([{ pointer: '/a~1b~0c', old: 1, new: 2 }]);
  });
});
