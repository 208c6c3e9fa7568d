import { defineStream, type Foldable } from '@tracker/event-store';
import { PlaceAlreadyRegisteredError } from './place.errors';
import { placeTypes, type PlaceEvent } from './place.events';

export interface PlaceState {
  readonly registered: Foldable<PlaceEvent> | null;
}

/** One place. */
export const placeStream = defineStream({
  kind: 'place',
  types: placeTypes,
  initial: { registered: null } as PlaceState,
  evolve: { PlaceRegistered: ({ registered }, event) => ({ registered: registered ?? event }) },
  accept: {
    PlaceRegistered: ({ registered }, { stream }) => {
      if (registered) throw new PlaceAlreadyRegisteredError(stream, registered.data.name);
    },
  },
});
