import { defineStream } from '@tracker/event-store';
import { sourceOf } from '@tracker/vocabulary';
import {
  CommitmentAlreadyClosedError,
  CommitmentAlreadyMadeError,
  CommitmentNotMadeError,
  MovedBackError,
  NotAPartyError,
  SupersededByItselfError,
} from './commitment.errors';
import {
  commitmentTypes,
  type CommitmentTelling,
  type CommitmentTellingOf,
  type ProgressState,
} from './commitment.events';
import { isRealised, realisedOf, told, toldBefore, type Tellings } from './tellings';

/** A commitment as its events tell it: the making once for each source, confirmations by party, progress by state. */
export type CommitmentState = Tellings<CommitmentTelling>;

/** What an event tells of: the making, a party's confirmation, or that a state was reached. */
export function factOf(event: CommitmentTelling): string {
  switch (event.type) {
    case 'CommitmentMade':
      return event.type;
    case 'CommitmentConfirmed':
      return `${event.type} ${event.data.by}`;
    case 'CommitmentProgressed':
      return `${event.type} ${event.data.state}`;
  }
}

const tell = (state: CommitmentState, event: CommitmentTelling): CommitmentState => told(state, event, factOf(event));

/** How far each state is; of what is equally far, the final ones, a commitment reaches one only. */
export const FAR: Readonly<Record<ProgressState, number>> = {
  started: 1,
  partly: 2,
  kept: 3,
  broken: 3,
  lapsed: 3,
  superseded: 3,
};

/**
 * One duty of one or more parties. Of one source the making is told once and progress only goes forward; what another source
 * tells is a rival claim. It is confirmed and progresses once somebody told that it was made.
 */
export const commitmentStream = defineStream({
  kind: 'commitment',
  types: commitmentTypes,
  initial: {} as CommitmentState,
  evolve: { CommitmentMade: tell, CommitmentConfirmed: tell, CommitmentProgressed: tell },
  accept: {
    CommitmentMade: (state, event) => {
      const before = toldBefore(state, event, factOf(event));
      if (before && isRealised(before))
        throw new CommitmentAlreadyMadeError(event.stream, sourceOf(event), before.version);
    },
    CommitmentConfirmed: (state, event) => {
      const { by } = event.data;
      const parties = makingsOf(state, event).flatMap(({ data }) => [...data.owedBy, ...(data.owedTo ?? [])]);
      if (!parties.includes(by)) throw new NotAPartyError(event.stream, by, [...new Set(parties)].sort());
    },
    CommitmentProgressed: (state, event) => {
      makingsOf(state, event);
      if (event.data.supersededBy === event.stream) throw new SupersededByItselfError(event.stream);
      if (isRealised(event)) refuseBackwards(state, event);
    },
  },
});

/** Throws CommitmentNotMadeError if there are none. */
function makingsOf(state: CommitmentState, { stream, type }: CommitmentTelling) {
  const makings = realisedOf(state, 'CommitmentMade');
  if (makings.length === 0) throw new CommitmentNotMadeError(stream, type);
  return makings;
}

function refuseBackwards(state: CommitmentState, event: CommitmentTellingOf<'CommitmentProgressed'>): void {
  const source = sourceOf(event);
  const own = realisedOf(state, 'CommitmentProgressed').filter((earlier) => sourceOf(earlier) === source);
  const furthest = own.toSorted((one, other) => FAR[other.data.state] - FAR[one.data.state])[0];
  if (!furthest) return;
  const reached = { state: furthest.data.state, version: furthest.version };
  if (FAR[reached.state] === FAR.kept) throw new CommitmentAlreadyClosedError(event.stream, source, reached);
  if (FAR[reached.state] > FAR[event.data.state])
    throw new MovedBackError(event.stream, source, event.data.state, reached);
}
