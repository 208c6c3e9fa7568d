import { eventOf, given, type EventDraft, type EventParts } from '@tracker/spec-kit';
import type { CommitmentMade, CommitmentProgressed } from './commitment.events';
import { commitmentStream } from './commitment.stream';

const STAFFING = 'commitment-embassy-staffing';
const TASS = { source: 'source-tass' } as const;

type Parts = Partial<EventParts>;
const made = (data: Partial<CommitmentMade> = {}, parts: Parts = {}): EventDraft =>
  eventOf(
    'CommitmentMade',
    {
      owedBy: ['actor-united-states', 'actor-russia'],
      object: "Full staff again in each other's embassies",
      announcedBy: ['actor-united-states'],
      ...data,
    },
    { stream: STAFFING, occurred: '2025-02-18', ...parts },
  );
const confirmed = (by: string, parts: Parts = {}): EventDraft =>
  eventOf('CommitmentConfirmed', { by, speaker: 'actor-sergey-lavrov' }, { stream: STAFFING, ...parts });
const progressed = (state: CommitmentProgressed['state'], parts: Parts = {}, data: object = {}): EventDraft =>
  eventOf('CommitmentProgressed', { state, ...data }, { stream: STAFFING, ...parts });

describe('a commitment', () => {
  it('is made before it is confirmed or goes forward', () => {
    given(commitmentStream).when(confirmed('actor-russia')).thenRefused('commitment.not_made');
    given(commitmentStream).when(progressed('started')).thenRefused('commitment.not_made');
    given(commitmentStream, made({}, { modality: 'negated' }))
      .when(progressed('started'))
      .thenRefused('commitment.not_made');
  });

  it('is told once by one source, which then corrects it; of another source it is a rival claim', () => {
    const refusal = given(commitmentStream, made()).when(made()).thenRefused('commitment.already_made');
    expect(refusal.message).toContain('Correct version 1');
    given(commitmentStream, made())
      .when(made({}, { citation: TASS }))
      .thenAccepted();
  });

  it('is confirmed by who owes it or is owed, and by nobody else', () => {
    const owedToUkraine = given(commitmentStream, made({ owedTo: ['actor-ukraine'] }));
    owedToUkraine.when(confirmed('actor-russia')).thenAccepted();
    owedToUkraine.when(confirmed('actor-ukraine')).thenAccepted();
    const refusal = owedToUkraine.when(confirmed('actor-sergey-lavrov')).thenRefused('commitment.not_a_party');
    expect(refusal.message).toContain('expected one of actor-russia, actor-ukraine, actor-united-states');
    expect(refusal.faults).toMatchObject([{ pointer: '/data/by' }]);
  });

  it('is owed by somebody', () => {
    expect(() => given(commitmentStream, made({ owedBy: [] }))).toThrow(/owedBy/);
  });
});

describe('progress', () => {
  it('goes forward, and may leave a step out', () => {
    const started = given(commitmentStream, made(), progressed('started'));
    started.when(progressed('partly')).thenAccepted();
    started.when(progressed('kept')).thenAccepted();
    started.when(progressed('started')).thenAccepted();
  });

  it('does not go back for one source; another may have it less far', () => {
    const partly = given(commitmentStream, made(), progressed('partly'));
    const refusal = partly.when(progressed('started')).thenRefused('commitment.moved_back');
    expect(refusal.message).toContain('partly in version 2');
    partly.when(progressed('started', { citation: TASS })).thenAccepted();
  });

  it.each(['kept', 'broken', 'lapsed'] as const)('ends with %s for the source that says so', (state) => {
    const closed = given(commitmentStream, made(), progressed(state));
    closed.when(progressed('partly')).thenRefused('commitment.already_closed');
    closed.when(progressed(state)).thenRefused('commitment.already_closed');
    closed.when(progressed('kept', { citation: TASS })).thenAccepted();
  });

  it('that is denied or only foreseen binds nobody', () => {
    given(commitmentStream, made(), progressed('kept', { modality: 'negated' }))
      .when(progressed('started'))
      .thenAccepted();
    given(commitmentStream, made(), progressed('kept'))
      .when(progressed('broken', { modality: 'hypothetical' }))
      .thenAccepted();
  });

  it('names what takes its place if superseded, another commitment, and only then', () => {
    const supersededBy = 'commitment-regular-consultations';
    given(commitmentStream, made())
      .when(progressed('superseded', {}, { supersededBy }))
      .thenAccepted();
    given(commitmentStream, made())
      .when(progressed('superseded', {}, { supersededBy: STAFFING }))
      .thenRefused('commitment.superseded_by_itself');
    given(commitmentStream, made()).when(progressed('superseded')).thenRefused('event.invalid');
    given(commitmentStream, made())
      .when(progressed('kept', {}, { supersededBy }))
      .thenRefused('event.invalid');
  });
});
