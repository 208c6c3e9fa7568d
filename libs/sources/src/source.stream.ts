import { defineStream, type RecordedEvent } from '@tracker/event-store';
import { SourceAlreadyRegisteredError, SourceLinkedToItselfError, SourceNotRegisteredError } from './source.errors';
import { sourceTypes, type SourceEventOf } from './source.events';

/** The position is there on every recorded one. */
export type Link = SourceEventOf<'SourceLinked'> & Partial<Pick<RecordedEvent, 'position'>>;

/** What stands of a source. Its grades are history, every one of them kept: they are rows, and need no state. */
export interface SourceState {
  readonly registered: SourceEventOf<'SourceRegistered'> | null;
  /** Of whoever tells of a link, the last word on it. */
  readonly links: readonly Link[];
}

/** One source. */
export const sourceStream = defineStream({
  kind: 'source',
  types: sourceTypes,
  initial: { registered: null, links: [] } as SourceState,
  evolve: {
    SourceRegistered: (state, event) => ({ ...state, registered: state.registered ?? event }),
    SourceGraded: (state) => state,
    SourceLinked: (state, event) => ({
      ...state,
      links: [...state.links.filter((told) => !isReplaced(told, event)), event],
    }),
  },
  accept: {
    SourceRegistered: ({ registered }, { stream }) => {
      if (registered) throw new SourceAlreadyRegisteredError(stream, registered.data.name);
    },
    SourceGraded: ({ registered }, { stream, type }) => {
      if (!registered) throw new SourceNotRegisteredError(stream, type);
    },
    SourceLinked: ({ registered }, { stream, type, data }) => {
      if (!registered) throw new SourceNotRegisteredError(stream, type);
      if (data.other === stream) throw new SourceLinkedToItselfError(stream);
    },
  },
});

function isReplaced(earlier: Link, later: Link): boolean {
  const sameLink = earlier.data.other === later.data.other && earlier.data.relation === later.data.relation;
  return sameLink && earlier.citation?.source === later.citation?.source;
}
