import { eventOf, given, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { NoChangeOfHolderError, OtherAreaError } from './territory.errors';
import { territoryTypes, type TerritoryControlChanged } from './territory.events';
import { territoryStream } from './territory.stream';

const REUTERS = { source: 'source-reuters' } as const;

const annexed = {
  area: 'place-crimea',
  holder: 'actor-russia',
  previous: 'actor-ukraine',
  how: 'annexed',
  status: 'assessed',
  legalNote: 'illegally',
} as const satisfies TerritoryControlChanged;
const change = (data: Partial<TerritoryControlChanged> = {}, parts: Partial<EventParts> = {}): EventDraft =>
  eventOf('TerritoryControlChanged', { ...annexed, ...data }, { stream: 'area-crimea', occurred: '2014', ...parts });

describe('a change of control', () => {
  it('is from one actor to another', () => {
    const error = given(territoryStream)
      .when(change({ previous: 'actor-russia' }))
      .thenRefused(NoChangeOfHolderError);
    expect(error).toMatchObject({ code: 'territory.no_change_of_holder', faults: [{ pointer: '/data/previous' }] });
    given(territoryStream)
      .when(change({ previous: undefined }))
      .thenAccepted();
  });

  it('is of one area a stream, whoever tells of it', () => {
    const error = given(territoryStream, change())
      .when(change({ area: 'place-dolynska' }, { citation: REUTERS }))
      .thenRefused(OtherAreaError);
    expect(error.message).toContain('place-crimea');
  });

  it('of one day replaces what the same source told of that day, and stands beside what another tells', () => {
    const state = given(territoryStream, change(), change({ status: 'contested' }, { citation: REUTERS }), change())
      .when(change({ holder: 'actor-ukraine', previous: 'actor-russia' }, { occurred: '2010' }))
      .thenAccepted();
    expect(state.changes.map(({ began, event }) => [began, event.version])).toEqual([
      ['2010-01-01', 4],
      ['2014-01-01', 2],
      ['2014-01-01', 3],
    ]);
  });

  it('that is only foreseen replaces nothing', () => {
    const state = given(territoryStream, change())
      .when(change({}, { modality: 'planned' }))
      .thenAccepted();
    expect(state.changes).toHaveLength(2);
  });
});

it('the timeline tells who held the area before, and what the citation says of it in law', () => {
  expect(territoryTypes.TerritoryControlChanged.line(annexed)).toBe(
    '{place-crimea} annexed: held by {actor-russia}, before by {actor-ukraine} (assessed; "illegally")',
  );
});
