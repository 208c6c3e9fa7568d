import { defineStream, type Warning } from '@tracker/event-store';
import { sourceOf } from '@tracker/vocabulary';
import {
  ConditionNotHypotheticalError,
  OtherSpeakerError,
  StatementAlreadyMadeError,
  StatementNotMadeError,
  TextNotThePassageError,
} from './statement.errors';
import { statementTypes, type StatementEventOf } from './statement.events';

/** A statement as its events tell it. */
export interface StatementState {
  readonly speaker: string | null;
  /** Source -> version of its StatementMade: what the rule of one telling binds. */
  readonly toldBy: Readonly<Record<string, number>>;
  /** Source -> id of its last StatementWithdrawn. */
  readonly withdrawnBy: Readonly<Record<string, string>>;
}

type Sequel = StatementEventOf<'StatementClarified' | 'StatementDenied' | 'StatementWithdrawn'>;

/**
 * One statement of one speaker. A second telling of one source is refused, that of another is a rival claim; what became of the
 * statement may be told by anybody once somebody told of it.
 */
export const statementStream = defineStream({
  kind: 'statement',
  types: statementTypes,
  initial: { speaker: null, toldBy: {}, withdrawnBy: {} } as StatementState,
  evolve: {
    StatementMade: (state, event) => ({
      ...state,
      speaker: state.speaker ?? event.data.speaker,
      toldBy: { ...state.toldBy, [sourceOf(event)]: event.version },
    }),
    StatementClarified: (state) => state,
    StatementDenied: (state) => state,
    StatementWithdrawn: (state, event) => ({
      ...state,
      withdrawnBy: { ...state.withdrawnBy, [sourceOf(event)]: event.id },
    }),
  },
  accept: {
    StatementMade: (state, event) => {
      const { stream, data, modality = 'realised' } = event;
      const version = state.toldBy[sourceOf(event)];
      if (version !== undefined) throw new StatementAlreadyMadeError(stream, sourceOf(event), version);
      if (state.speaker !== null && state.speaker !== data.speaker)
        throw new OtherSpeakerError(stream, state.speaker, data.speaker);
      if (data.condition !== undefined && modality !== 'hypothetical')
        throw new ConditionNotHypotheticalError(stream, modality);
      return acceptWording(event);
    },
    StatementClarified: acceptSequel,
    StatementDenied: acceptSequel,
    StatementWithdrawn: acceptSequel,
  },
});

/** Whether the wording says that `text` is the first passage. */
function isThePassage(wording: string): boolean {
  return wording === 'verbatim' || wording === 'broken';
}

function acceptWording({ stream, citation, data }: StatementEventOf<'StatementMade'>): readonly Warning[] {
  if (!isThePassage(data.wording)) return [];
  const passage = citation?.passages?.[0];
  if (passage?.text !== undefined && passage.text !== data.text) {
    throw new TextNotThePassageError(stream, data.wording, data.text, passage.text);
  }
  if (passage) return [];
  return [
    {
      code: 'statement.no_passage',
      detail: `Statement ${stream}: wording ${data.wording} says that text is the first passage, and the citation has none. Add the passage, so that the words can be checked.`,
    },
  ];
}

function acceptSequel(state: StatementState, event: Sequel): void {
  if (Object.keys(state.toldBy).length === 0) throw new StatementNotMadeError(event.stream, event.type);
}
