import { eventType, type EventsOf } from '@tracker/event-store';
import { Described, IsCode, IsReference, IsText, MayBeOmitted, type ActorRef, type Text } from '@tracker/vocabulary';

export const PHASES = ['escalation', 'active_hostilities', 'stalemate', 'ceasefire', 'negotiation', 'ended'] as const;
export type Phase = (typeof PHASES)[number];

@Described(
  'A conflict is opened: position 1 of its log, which refers to nothing. `occurred` is when the conflict began.',
)
class ConflictOpened {
  @IsText('Name of the conflict.')
  readonly name!: Text;
}

@Described('Somebody takes part in the conflict. `occurred` is since when.')
class ConflictPartyJoined {
  @IsReference('actor', 'Who takes part.')
  readonly party!: ActorRef;

  @MayBeOmitted()
  @IsText('Name of the side it is on: parties of one side share the word.')
  readonly side?: Text;
}

@Described('The conflict enters a phase. `occurred` is when.')
class ConflictPhaseChanged {
  @IsCode(PHASES, 'The phase that begins.')
  readonly phase!: Phase;
}

/** Event types of the stream `conflict`: what is told of the conflict as a whole. */
export const conflictTypes = {
  ConflictOpened: eventType({
    schemaVersion: 1,
    payload: ConflictOpened,
    registration: true,
    summary: 'A conflict is opened; the first event of its log.',
    line: ({ name }) => `${name} began`,
    label: ({ name }) => name,
    example: { stream: 'conflict', occurred: '2022-02-24', data: { name: 'Russia-Ukraine war' } },
  }),
  ConflictPartyJoined: eventType({
    schemaVersion: 1,
    payload: ConflictPartyJoined,
    summary: 'Somebody takes part in the conflict.',
    line: ({ party, side }) =>
      `{${party}} takes part in the conflict${side === undefined ? '' : ` on the side of ${side}`}`,
    example: { stream: 'conflict', occurred: '2022-02-24', data: { party: 'actor-ukraine', side: 'Ukraine' } },
  }),
  ConflictPhaseChanged: eventType({
    schemaVersion: 1,
    payload: ConflictPhaseChanged,
    summary: 'The conflict enters a phase.',
    line: ({ phase }) => `The conflict enters the phase ${phase.replace('_', ' ')}`,
    example: { stream: 'conflict', occurred: '2022-02-24', data: { phase: 'active_hostilities' } },
  }),
};

export type ConflictEvent = EventsOf<typeof conflictTypes>;
