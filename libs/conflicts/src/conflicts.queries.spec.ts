import type { Moment } from '@tracker/reading';
import { eventOf, sampleCase, type EventDraft } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { conflictsModel } from './conflict.tables';
import { ListConflicts, ListConflictsHandler, ShowConflict, ShowConflictHandler } from './conflicts.queries';

const stream = 'conflict';
const OUTLET = 'source-unnamed-outlet';

const tables = testTables(conflictsModel);

beforeAll(async () => {
  await tables.project('russia-ukraine', sampleCase());
  await tables.project('changing', changingConflict());
  await tables.project('unopened', []);
});

function changingConflict(): readonly EventDraft[] {
  const phase = (name: string, occurred?: string, parts: object = {}) =>
    eventOf('ConflictPhaseChanged', { phase: name }, { stream, occurred, ...parts });
  const joined = (side: string, source: string, grade?: string) =>
    eventOf('ConflictPartyJoined', { party: 'actor-russia', side }, { stream, citation: { source, grade } as never });
  return [
    eventOf('ConflictOpened', { name: 'A war with phases' }, { stream, citation: null }),
    phase('active_hostilities', '2022-02-24'),
    phase('stalemate', undefined),
    phase('negotiation', '2025-02-18', { citation: { source: OUTLET, grade: 'C3' } }),
    phase('ceasefire', '2025-02-18', { citation: { source: 'source-associated-press', grade: 'B2' } }),
    phase('ended', '2025-02-17', { modality: 'hypothetical' }),
    joined('attacker', OUTLET, 'B2'),
    joined('invader', 'source-associated-press'),
    // Positions 9 to 11.
    eventOf('ConflictPartyJoined', { party: 'actor-nato' }, { stream, modality: 'negated' }),
    phase('negotiation', '2025-02-18', { citation: { source: 'source-desk' }, preferred: true }),
    eventOf('ConflictPartyJoined', { party: 'actor-russia', side: 'aggressor' }, { stream, preferred: true } as never),
  ];
}

const at = (conflict: string, position = 1_000, on = '2025-02-19'): Moment => ({ conflict, position, on });
const show = (moment: Moment) => new ShowConflictHandler(tables.questions).execute(new ShowConflict(moment));
const list = (limit: number, after: string | null = null, order?: 'asc' | 'desc') =>
  new ListConflictsHandler(tables.questions).execute(new ListConflicts(limit, after, order));

describe('the conflict of the sample case', () => {
  test('has a name, a beginning, parties and a phase, each on somebody’s word', async () => {
    const { name, began, opened, parties, phase } = await show(at('russia-ukraine'));
    expect({ name, began, opened }).toMatchObject({
      name: 'Russia-Ukraine war',
      began: '2022-02-24',
      opened: { position: 1, citation: null },
    });
    expect(parties).toMatchObject([
      {
        party: 'actor-russia',
        side: null,
        since: '2022-02-24',
        claims: [{ citation: { source: OUTLET, basis: 'implied' }, position: 44 }],
      },
      { party: 'actor-ukraine', side: null, since: '2022-02-24', rule: 'graded-latest@1' },
    ]);
    expect(phase).toMatchObject({
      phase: 'active_hostilities',
      occurred: '2022-02-24',
      position: 46,
      citation: { source: OUTLET },
    });
  });

  test('is no more than a name at position 1, and nothing at 0', async () => {
    expect(await show(at('russia-ukraine', 1))).toMatchObject({
      name: 'Russia-Ukraine war',
      parties: [],
      phase: null,
      phases: [],
    });
    await expect(show(at('russia-ukraine', 0))).rejects.toMatchObject({ code: 'stream.unknown' });
  });
});

describe('the phase of a conflict', () => {
  const phaseOn = async (on: string) => (await show(at('changing', 1_000, on))).phase?.phase;

  test('is the last that began by the day; one without a day comes before all others', async () => {
    expect(await phaseOn('2022-02-23')).toBe('stalemate');
    expect(await phaseOn('2022-02-24')).toBe('active_hostilities');
    expect(await phaseOn('2025-02-17')).toBe('active_hostilities');
  });

  test('is of several that began on one day the best graded, with all that is told beside it', async () => {
    const { phase, phases } = await show(at('changing', 8));
    expect(phase).toMatchObject({ phase: 'ceasefire', rule: 'last-change@1' });
    expect(phases.map((told) => told.phase)).toEqual([
      'ceasefire',
      'negotiation',
      'active_hostilities',
      'stalemate',
      'ended',
    ]);
  });
});

test('a party is on the side that the best graded source tells, with the others’ words beside it', async () => {
  const [party] = (await show(at('changing', 8))).parties;
  expect(party).toMatchObject({
    party: 'actor-russia',
    side: 'attacker',
    claims: [{ side: 'attacker' }, { side: 'invader' }],
  });
});

test('what the resolution of a dispute adopts goes before better grades', async () => {
  const { parties, phase } = await show(at('changing'));
  expect(phase).toMatchObject({ phase: 'negotiation', citation: { source: 'source-desk' } });
  expect(parties.find(({ party }) => party === 'actor-russia')).toMatchObject({ side: 'aggressor' });
});

test('a party that is only denied is shown as denied', async () => {
  const { parties } = await show(at('changing'));
  expect(parties.map(({ party, modality }) => [party, modality])).toEqual([
    ['actor-nato', 'negated'],
    ['actor-russia', 'realised'],
  ]);
});

test('conflicts are listed in order of id, page by page, each with the position it is known to', async () => {
  const first = await list(1);
  expect(first).toEqual({
    items: [{ conflict: 'changing', name: 'A war with phases', began: null, position: 11 }],
    next: 'changing',
  });
  const { items, next } = await list(1, first.next);
  expect({ items, next }).toMatchObject({
    items: [{ conflict: 'russia-ukraine', began: '2022-02-24', position: sampleCase().length }],
    next: undefined,
  });
  const backwards = await list(1, null, 'desc');
  expect(backwards).toMatchObject({ items: [{ conflict: 'russia-ukraine' }], next: 'russia-ukraine' });
  expect((await list(9, backwards.next, 'desc')).items).toEqual(first.items);
});
