import { defineStream, explainOther, type Warning } from '@tracker/event-store';
import { sourceOf } from '@tracker/vocabulary';
import { beganOf, isRealised, standingIn, suppositionOf, type StandingAmount } from './aid.amounts';
import { AidAlreadyPledgedError, AidNotPledgedError } from './aid.errors';
import { aidTypes, type AidTelling, type AidTellingOf } from './aid.events';
import { warningsOf } from './aid.warnings';

/** What one source tells of one fact, under a name that its next telling of the same fact has too. */
export interface Told {
  readonly name: string;
  readonly event: AidTelling;
}

/** A pledge as its events tell it: of one source the later telling of a fact takes the place of the earlier. */
export interface AidState {
  /** Pledges, suspensions and resumptions. Deliveries are facts of their own as far as their amounts are. */
  readonly told: readonly Told[];
  readonly amounts: readonly StandingAmount[];
}

/**
 * One pledge: promised, delivered in one part or several, suspended and resumed any number of times. A source tells once of the
 * pledge; what another source tells is a rival claim. What became of it may be told by anybody once somebody told of the pledge.
 */
export const aidStream = defineStream({
  kind: 'aid',
  types: aidTypes,
  initial: { told: [], amounts: [] } as AidState,
  evolve: { AidPledged: tell, AidDelivered: tell, AidSuspended: tell, AidResumed: tell },
  accept: {
    AidPledged: (state, event) => {
      const { stream, data } = event;
      explainOther(event, 'kind', data.kind);
      const before = toldBefore(state, event);
      if (before) throw new AidAlreadyPledgedError(stream, sourceOf(event), before.version);
      return warningsOf(tell(state, event).amounts, event);
    },
    AidDelivered: (state, event) => {
      refuseUnlessPledged(state, event);
      return warningsOf(tell(state, event).amounts, event);
    },
    AidSuspended: refuseUnlessPledged,
    AidResumed: (state, event) => {
      refuseUnlessPledged(state, event);
      return told(state, 'AidSuspended').some(isRealised) ? [] : [neverSuspended(event)];
    },
  },
});

/** The standing events of one type. */
export function told<Type extends AidTelling['type']>(state: AidState, type: Type): readonly AidTellingOf<Type>[] {
  return state.told.flatMap(({ event }) => (event.type === type ? [event as AidTellingOf<Type>] : []));
}

/** What the same source told of the same fact; of a delivery nothing, as its amounts replace each other. */
export function toldBefore(state: AidState, event: AidTelling): AidTelling | undefined {
  const name = nameOf(event);
  return state.told.find((earlier) => earlier.name === name)?.event;
}

/** Amounts of the same source that the event tells anew. */
export function replacedAmounts({ amounts }: AidState, event: AidTelling): readonly StandingAmount[] {
  const names = new Set(standingIn(event).map(({ name }) => name));
  return names.size === 0 ? [] : amounts.filter(({ name }) => names.has(name));
}

function tell(state: AidState, event: AidTelling): AidState {
  const name = nameOf(event);
  const isDelivery = event.type === 'AidDelivered';
  const replaced = new Set(replacedAmounts(state, event));
  return {
    told: isDelivery ? state.told : [...state.told.filter((earlier) => earlier.name !== name), { name, event }],
    amounts: [...state.amounts.filter((amount) => !replaced.has(amount)), ...standingIn(event)],
  };
}

/** Suspensions and resumptions of one day are told by a source once. */
function nameOf(event: AidTelling): string {
  const turn = event.type === 'AidSuspended' || event.type === 'AidResumed' ? (beganOf(event) ?? '') : null;
  return JSON.stringify([sourceOf(event), suppositionOf(event), turn ?? event.type]);
}

function refuseUnlessPledged(state: AidState, { stream, type }: AidTelling): void {
  if (!told(state, 'AidPledged').some(isRealised)) throw new AidNotPledgedError(stream, type);
}

function neverSuspended({ stream }: AidTelling): Warning {
  return {
    code: 'aid.not_suspended',
    detail: `Aid ${stream}: it is told to be resumed, and nobody tells that it was suspended. If the source implies when it was, record AidSuspended from the same citation with basis implied.`,
  };
}
