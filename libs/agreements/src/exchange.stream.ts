import { defineStream, type Warning } from '@tracker/event-store';
import { boundsOf, sourceOf } from '@tracker/vocabulary';
import { ExchangeAlreadyToldError } from './exchange.errors';
import { exchangeTypes, type ExchangeTelling, type Release } from './exchange.events';
import { isRealised, told, toldBefore, type Tellings } from './tellings';

/** An exchange as its events tell it: once for each source. */
export type ExchangeState = Tellings<ExchangeTelling>;

/** One exchange of prisoners. A source tells of it once; what another source tells is a rival claim. */
export const exchangeStream = defineStream({
  kind: 'exchange',
  types: exchangeTypes,
  initial: {} as ExchangeState,
  evolve: { PrisonersExchanged: (state, event) => told(state, event, event.type) },
  accept: {
    PrisonersExchanged: (state, event) => {
      const before = toldBefore(state, event, event.type);
      if (before && isRealised(before))
        throw new ExchangeAlreadyToldError(event.stream, sourceOf(event), before.version);
      return event.data.released.flatMap((release) => tooManyCivilians(event.stream, release));
    },
  },
});

function tooManyCivilians(stream: string, { by, persons, civilians }: Release): readonly Warning[] {
  if (civilians === undefined) return [];
  const [{ min }, { max }] = [boundsOf(civilians), boundsOf(persons)];
  if (min === null || max === null || min <= max) return [];
  return [
    {
      code: 'exchange.civilians_exceed_persons',
      detail: `Exchange ${stream}: at least ${min} civilians let go by ${by}, but at most ${max} persons in all. Recorded as told; correct it if it was misread.`,
    },
  ];
}
