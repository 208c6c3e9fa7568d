import { UnknownConflictError } from '@tracker/event-store';
import { eventOf, given } from '@tracker/spec-kit';
import { conflictStream } from './conflict.stream';

const stream = 'conflict';
const opened = eventOf(
  'ConflictOpened',
  { name: 'Russia-Ukraine war' },
  { stream, occurred: '2022-02-24', citation: null },
);
const russiaJoined = eventOf('ConflictPartyJoined', { party: 'actor-russia' }, { stream, occurred: '2022-02-24' });
const negotiation = eventOf('ConflictPhaseChanged', { phase: 'negotiation' }, { stream, occurred: '2025-02-18' });

describe('a conflict', () => {
  test('is opened without a citation', () => {
    given(conflictStream).when(opened).thenAccepted();
  });

  test('is not opened twice, and the refusal names what it is called', () => {
    const refusal = given(conflictStream, opened).when(opened).thenRefused('conflict.already_open');
    expect(refusal.message).toContain('russia-ukraine is open already, as "Russia-Ukraine war"');
  });

  test.each([russiaJoined, negotiation])('has to be open before $type', (event) => {
    given(conflictStream).when(event).thenRefused(UnknownConflictError);
  });

  test('takes parties and phases once it is open', () => {
    given(conflictStream, opened).when(russiaJoined).thenAccepted();
    given(conflictStream, opened, russiaJoined).when(negotiation).thenAccepted();
  });

  test('has a name that is not blank', () => {
    const blank = eventOf('ConflictOpened', { name: ' ' }, { stream });
    given(conflictStream).when(blank).thenRefused('event.invalid');
  });

  test('has no phase of our own invention', () => {
    const peace = eventOf('ConflictPhaseChanged', { phase: 'peace' }, { stream });
    given(conflictStream, opened).when(peace).thenRefused('event.invalid');
  });

  test('keeps of one source the last word on a party, and of others theirs beside it', () => {
    const { parties } = given(
      conflictStream,
      opened,
      eventOf('ConflictPartyJoined', { party: 'actor-russia', side: 'attacker' }, { stream }),
      eventOf(
        'ConflictPartyJoined',
        { party: 'actor-russia' },
        { stream, citation: { source: 'source-emmanuel-macron' } },
      ),
      eventOf('ConflictPartyJoined', { party: 'actor-russia', side: 'invader' }, { stream }),
    ).thenState();
    expect(parties.map(({ data }) => data.side)).toEqual([undefined, 'invader']);
  });

  test('is folded from any of its events alone', () => {
    expect(given(conflictStream, negotiation, russiaJoined).thenState()).toMatchObject({ opened: null });
  });
});
