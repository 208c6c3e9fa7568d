import { ARTICLE, eventOf, given, idAt } from '@tracker/spec-kit';
import { ConflictRow, conflictsModel, PartyClaimRow, PhaseClaimRow } from './conflict.tables';

const stream = 'conflict';
const macron = { source: 'source-emmanuel-macron' } as const;
const opened = eventOf(
  'ConflictOpened',
  { name: 'Russia-Ukraine war' },
  { stream, occurred: '2022-02-24', citation: null },
);
const russiaJoined = eventOf('ConflictPartyJoined', { party: 'actor-russia' }, { stream, occurred: '2022-02-24' });
const fighting = eventOf('ConflictPhaseChanged', { phase: 'active_hostilities' }, { stream, occurred: '2022-02-24' });

describe('the conflicts model', () => {
  test('knows name and beginning of the conflict from its first event on', () => {
    const model = given(conflictsModel, opened, russiaJoined);
    expect(model.asOf(0).thenRows(ConflictRow)).toEqual([]);
    expect(model.asOf(1).thenRows(ConflictRow)).toMatchObject([
      {
        name: 'Russia-Ukraine war',
        occurred: '2022-02-24',
        began: '2022-02-24',
        event: idAt(1),
        citation: null,
        since: 1,
      },
    ]);
  });

  test('says on whose word somebody is a party', () => {
    expect(given(conflictsModel, opened, russiaJoined).thenRows(PartyClaimRow)).toMatchObject([
      {
        key: idAt(2),
        party: 'actor-russia',
        side: null,
        occurred: '2022-02-24',
        modality: 'realised',
        citation: ARTICLE,
      },
    ]);
  });

  test("ends a source's claim where the same source takes it back by another, and keeps the other source's", () => {
    const model = given(
      conflictsModel,
      opened,
      russiaJoined,
      eventOf('ConflictPartyJoined', { party: 'actor-russia', side: 'invader' }, { stream, citation: macron }),
      eventOf('ConflictPartyJoined', { party: 'actor-russia', side: 'attacker' }, { stream }),
    );
    expect(
      model
        .asOf(3)
        .thenRows(PartyClaimRow)
        .map(({ side }) => side),
    ).toEqual([null, 'invader']);
    expect(model.thenRows(PartyClaimRow).map(({ side }) => side)).toEqual(['invader', 'attacker']);
  });

  test('keeps every phase with the day it may have begun on', () => {
    const byThen = eventOf('ConflictPhaseChanged', { phase: 'negotiation' }, { stream, occurred: '/2025-02-19' });
    const undated = eventOf('ConflictPhaseChanged', { phase: 'escalation' }, { stream, modality: 'hypothetical' });
    expect(given(conflictsModel, opened, fighting, byThen, undated).thenRows(PhaseClaimRow)).toMatchObject([
      { phase: 'active_hostilities', began: '2022-02-24', modality: 'realised' },
      { phase: 'negotiation', began: '2025-02-19' },
      { phase: 'escalation', began: null, modality: 'hypothetical' },
    ]);
  });
});
