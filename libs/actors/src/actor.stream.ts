import { defineStream, type Foldable } from '@tracker/event-store';
import { ActorAlreadyRegisteredError } from './actor.errors';
import { actorTypes, type ActorEvent } from './actor.events';

export interface ActorState {
  readonly registered: Foldable<ActorEvent> | null;
}

/** One actor. */
export const actorStream = defineStream({
  kind: 'actor',
  types: actorTypes,
  initial: { registered: null } as ActorState,
  evolve: { ActorRegistered: ({ registered }, event) => ({ registered: registered ?? event }) },
  accept: {
    ActorRegistered: ({ registered }, { stream }) => {
      if (registered) throw new ActorAlreadyRegisteredError(stream, registered.data.name);
    },
  },
});
