import { isConflictId, isStreamId, kindOf, referencePattern } from './references';

describe('stream ids', () => {
  test.each(['conflict', 'meeting-riyadh-2025-02-18', 'actor-russia', 'attack-0195160b-4b1a-7c3e-9d5f-2a6b7c8d9e0f'])(
    '%s is a stream id',
    (id) => expect(isStreamId(id)).toBe(true),
  );

  test.each([
    '',
    'meeting',
    'Meeting-riyadh',
    'meeting-',
    'meeting--riyadh',
    '-riyadh',
    '1meeting-a',
    'meeting-riyadh\n',
    'meeting-Київ',
  ])('%j is no stream id', (id) => expect(isStreamId(id)).toBe(false));

  test('a stream id has at most 120 bytes', () => {
    expect(isStreamId(`actor-${'a'.repeat(114)}`)).toBe(true);
    expect(isStreamId(`actor-${'a'.repeat(115)}`)).toBe(false);
  });

  test('the kind is what stands before the first hyphen', () => {
    expect(kindOf('meeting-riyadh-2025-02-18')).toBe('meeting');
    expect(kindOf('conflict')).toBe('conflict');
  });
});

describe('conflict ids', () => {
  test('are lower-case words and hyphens of at most 64 bytes', () => {
    expect(isConflictId('russia-ukraine')).toBe(true);
    expect(isConflictId('sudan')).toBe(true);
    expect(isConflictId('Russia-Ukraine')).toBe(false);
    expect(isConflictId('russia_ukraine')).toBe(false);
    expect(isConflictId('russia-')).toBe(false);
    expect(isConflictId('a'.repeat(64))).toBe(true);
    expect(isConflictId('a'.repeat(65))).toBe(false);
  });
});

describe('the pattern of references', () => {
  test('takes ids of its kinds and of no other', () => {
    const pattern = new RegExp(referencePattern(['actor', 'office']), 'u');
    expect(pattern.test('actor-russia')).toBe(true);
    expect(pattern.test('office-us-secretary-of-state')).toBe(true);
    expect(pattern.test('place-riyadh')).toBe(false);
    expect(pattern.test('actors-russia')).toBe(false);
    expect(pattern.test('xactor-russia')).toBe(false);
    expect(pattern.test('actor')).toBe(false);
  });

  test('knows that the stream of the conflict has no hyphen', () => {
    expect(new RegExp(referencePattern(['conflict']), 'u').test('conflict')).toBe(true);
    const either = new RegExp(referencePattern(['conflict', 'actor']), 'u');
    expect(either.test('conflict')).toBe(true);
    expect(either.test('actor-russia')).toBe(true);
    expect(either.test('conflict-russia')).toBe(false);
  });
});
