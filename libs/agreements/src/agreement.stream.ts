import { defineStream } from '@tracker/event-store';
import { sourceOf } from '@tracker/vocabulary';
import {
  AgreementAlreadyEndedError,
  AgreementAlreadyToldError,
  AgreementNotMadeError,
  TooFewAgreeingPartiesError,
} from './agreement.errors';
import { agreementTypes, type AgreementTelling } from './agreement.events';
import { isRealised, realisedOf, told, toldBefore, type Tellings } from './tellings';
import { wasOver } from './time-order';

/** An agreement as its events tell it: each step once for each source. */
export type AgreementState = Tellings<AgreementTelling>;

type Telling<Type extends AgreementTelling['type']> = Extract<AgreementTelling, { readonly type: Type }>;

const tell = (state: AgreementState, event: AgreementTelling): AgreementState => told(state, event, event.type);

/**
 * One agreement: reached, signed, suspended, ended. A source tells each step once; what another source tells of it is a rival
 * claim. What became of an agreement may be told by anybody once somebody told that it was reached or signed.
 */
export const agreementStream = defineStream({
  kind: 'agreement',
  types: agreementTypes,
  initial: {} as AgreementState,
  evolve: { AgreementReached: tell, AgreementSigned: tell, AgreementSuspended: tell, AgreementEnded: tell },
  accept: {
    AgreementReached: acceptMaking,
    AgreementSigned: acceptMaking,
    AgreementSuspended: acceptSequel,
    AgreementEnded: acceptSequel,
  },
});

function acceptMaking(state: AgreementState, event: Telling<'AgreementReached' | 'AgreementSigned'>): void {
  const { parties } = event.data;
  if (parties.length < 2) throw new TooFewAgreeingPartiesError(event.stream, parties);
  refuseAgain(state, event);
}

function acceptSequel(state: AgreementState, event: Telling<'AgreementSuspended' | 'AgreementEnded'>): void {
  const { stream, type } = event;
  const made = realisedOf(state, 'AgreementReached').length + realisedOf(state, 'AgreementSigned').length;
  if (made === 0) throw new AgreementNotMadeError(stream, type);
  refuseAgain(state, event);
  const source = sourceOf(event);
  const ended = realisedOf(state, 'AgreementEnded').find((end) => sourceOf(end) === source);
  if (ended && isRealised(event) && wasOver(ended.occurred, event.occurred))
    throw new AgreementAlreadyEndedError(stream, type, source, ended.version);
}

/** What was only planned, supposed or denied may be told again: then it replaces what the source told before. */
function refuseAgain(state: AgreementState, event: AgreementTelling): void {
  const before = toldBefore(state, event, event.type);
  if (before && isRealised(before))
    throw new AgreementAlreadyToldError(event.stream, event.type, sourceOf(event), before.version);
}
