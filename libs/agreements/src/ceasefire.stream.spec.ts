import { eventOf, given, type EventDraft, type EventParts } from '@tracker/spec-kit';
import type { CeasefireDeclared } from './ceasefire.events';
import { ceasefireStream } from './ceasefire.stream';

const ENERGY = 'ceasefire-energy-2025-03';
const TASS = { source: 'source-tass' } as const;

type Parts = Partial<EventParts>;
const declared = (data: Partial<CeasefireDeclared> = {}, parts: Parts = {}): EventDraft =>
  eventOf(
    'CeasefireDeclared',
    {
      parties: ['actor-russia', 'actor-ukraine'],
      scope: 'Strikes on energy',
      from: '2025-03-18',
      to: '2025-04-16',
      ...data,
    },
    { stream: ENERGY, ...parts },
  );
const proposed = eventOf(
  'CeasefireProposed',
  { by: 'actor-united-states', parties: ['actor-russia', 'actor-ukraine'], scope: 'All fighting for 30 days' },
  { stream: ENERGY },
);
const violated = (occurred: string | undefined, parts: Parts = {}): EventDraft =>
  eventOf('CeasefireViolated', { by: 'actor-russia' }, { stream: ENERGY, occurred, ...parts });
const ended = (occurred: string | undefined, parts: Parts = {}): EventDraft =>
  eventOf('CeasefireEnded', {}, { stream: ENERGY, occurred, ...parts });

describe('a violation', () => {
  it('needs a ceasefire that was declared; a proposal is not enough', () => {
    given(ceasefireStream, proposed).when(violated('2025-03-19')).thenRefused('ceasefire.not_declared');
    given(ceasefireStream, declared({}, { modality: 'planned' }))
      .when(violated('2025-03-19'))
      .thenRefused('ceasefire.not_declared');
  });

  it.each([
    ['on its first day', '2025-03-18'],
    ['on its last day', '2025-04-16'],
    ['at a time that may lie in it', '2025-03'],
    ['at a time not said', undefined],
  ])('%s is one', (_when, occurred) => {
    given(ceasefireStream, declared()).when(violated(occurred)).thenAccepted();
  });

  it.each([
    ['before it began', '2025-03-17'],
    ['after its last day', '2025-04-17'],
  ])('%s is none', (_when, occurred) => {
    const refusal = given(ceasefireStream, declared()).when(violated(occurred)).thenRefused('ceasefire.not_in_force');
    expect(refusal.message).toContain('declared from 2025-03-18 to 2025-04-16 (source-unnamed-outlet, version 1)');
  });

  it('is told by the clock where both times have one', () => {
    const easter = given(ceasefireStream, declared({ from: '2025-04-19T18:00+03:00', to: '2025-04-21T00:00+03:00' }));
    easter.when(violated('2025-04-19T12:00+03:00')).thenRefused('ceasefire.not_in_force');
    easter.when(violated('2025-04-19T19:00+03:00')).thenAccepted();
    easter.when(violated('2025-04-19')).thenAccepted();
  });

  it('is none after the end, by whoever declares it or tells of the violation', () => {
    const over = given(ceasefireStream, declared(), ended('2025-03-25'));
    over.when(violated('2025-03-26')).thenRefused('ceasefire.not_in_force');
    over.when(violated(undefined)).thenRefused('ceasefire.not_in_force');
    over.when(violated('2025-03-26', { citation: TASS })).thenRefused('ceasefire.not_in_force');
    over.when(violated('2025-03-25')).thenAccepted();
    const rival = given(ceasefireStream, declared(), declared({}, { citation: TASS }), ended('2025-03-25'));
    rival.when(violated('2025-03-26', { citation: TASS })).thenAccepted();
    rival.when(violated('2025-03-26')).thenRefused('ceasefire.not_in_force');
  });

  it('is possible as far as known where nobody says when it ended', () => {
    given(ceasefireStream, declared(), ended(undefined)).when(violated('2025-03-26')).thenAccepted();
  });
});

describe('a ceasefire', () => {
  it('ends only if it was declared', () => {
    given(ceasefireStream, proposed).when(ended('2025-03-25')).thenRefused('ceasefire.not_declared');
    given(ceasefireStream, declared())
      .when(ended('2025-03-25', { citation: TASS }))
      .thenAccepted();
  });

  it('is declared, and ends, once for one source', () => {
    given(ceasefireStream, declared()).when(declared()).thenRefused('ceasefire.already_told');
    given(ceasefireStream, declared())
      .when(declared({}, { citation: TASS }))
      .thenAccepted();
    given(ceasefireStream, declared(), ended('2025-03-25'))
      .when(ended('2025-03-26'))
      .thenRefused('ceasefire.already_told');
  });

  it('may be declared by one party alone, and does not end before it begins', () => {
    given(ceasefireStream)
      .when(declared({ parties: ['actor-russia'] }))
      .thenAccepted();
    given(ceasefireStream)
      .when(declared({ parties: [] }))
      .thenRefused('event.invalid');
    const refusal = given(ceasefireStream)
      .when(declared({ to: '2025-03-17' }))
      .thenRefused('event.invalid');
    expect(refusal.message).toContain('to not before from');
  });

  it('needs a beginning when declared, not when proposed', () => {
    given(ceasefireStream).when(proposed).thenAccepted();
    given(ceasefireStream)
      .when(declared({ from: undefined }))
      .thenRefused('event.invalid');
  });
});
