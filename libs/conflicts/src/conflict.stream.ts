import { defineStream, UnknownConflictError, type Foldable, type RecordedEvent } from '@tracker/event-store';
import { ConflictAlreadyOpenError } from './conflict.errors';
import { conflictTypes, type ConflictEvent } from './conflict.events';

type ConflictEventOf<Type extends ConflictEvent['type']> = Foldable<Extract<ConflictEvent, { readonly type: Type }>>;
export type Opening = ConflictEventOf<'ConflictOpened'>;
/** The position is there on every recorded one. */
export type Joining = ConflictEventOf<'ConflictPartyJoined'> & Partial<Pick<RecordedEvent, 'position'>>;
export type PhaseChange = ConflictEventOf<'ConflictPhaseChanged'> & Partial<Pick<RecordedEvent, 'position'>>;

/** What stands of a conflict: of one source the last it told of a party, or of the phase that began at a time. */
export interface ConflictState {
  readonly opened: Opening | null;
  readonly parties: readonly Joining[];
  readonly phases: readonly PhaseChange[];
}

/** The conflict itself: one stream of a log, and the one whose first event opens it. */
export const conflictStream = defineStream({
  kind: 'conflict',
  types: conflictTypes,
  initial: { opened: null, parties: [], phases: [] } as ConflictState,
  evolve: {
    ConflictOpened: (state, event) => ({ ...state, opened: state.opened ?? event }),
    ConflictPartyJoined: (state, event) => ({
      ...state,
      parties: [...state.parties.filter((told) => !isSameParty(told, event)), event],
    }),
    ConflictPhaseChanged: (state, event) => ({
      ...state,
      phases: [...state.phases.filter((told) => !isSameChange(told, event)), event],
    }),
  },
  accept: {
    ConflictOpened: ({ opened }, { conflict }) => {
      if (opened) throw new ConflictAlreadyOpenError(conflict, opened.data.name);
    },
    ConflictPartyJoined: refuseUnopened,
    ConflictPhaseChanged: refuseUnopened,
  },
});

function refuseUnopened({ opened }: ConflictState, { conflict }: Joining | PhaseChange): void {
  if (!opened) throw new UnknownConflictError(conflict);
}

function isSameParty(one: Joining, other: Joining): boolean {
  return one.citation?.source === other.citation?.source && one.data.party === other.data.party;
}

function isSameChange(one: PhaseChange, other: PhaseChange): boolean {
  return one.citation?.source === other.citation?.source && one.occurred === other.occurred;
}
