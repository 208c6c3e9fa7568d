import { eventOf, given, type EventDraft, type EventParts } from '@tracker/spec-kit';
import type { Release } from './exchange.events';
import { exchangeStream } from './exchange.stream';

const exchanged = (released: readonly Release[], parts: Partial<EventParts> = {}): EventDraft =>
  eventOf('PrisonersExchanged', { released }, { stream: 'exchange-2025-03-19', occurred: '2025-03-19', ...parts });
const BOTH = [
  { by: 'actor-russia', persons: 175 },
  { by: 'actor-ukraine', persons: 175 },
] as const;

describe('an exchange', () => {
  it('is told once by one source, which then corrects it; of another source it is a rival claim', () => {
    const refusal = given(exchangeStream, exchanged(BOTH)).when(exchanged(BOTH)).thenRefused('exchange.already_told');
    expect(refusal.message).toContain('Correct version 1');
    given(exchangeStream, exchanged(BOTH))
      .when(exchanged(BOTH, { citation: { source: 'source-tass' } }))
      .thenAccepted();
    given(exchangeStream, exchanged(BOTH, { modality: 'planned' }))
      .when(exchanged(BOTH))
      .thenAccepted();
  });

  it('names who let people go, each party once', () => {
    given(exchangeStream).when(exchanged([])).thenRefused('event.invalid');
    const refusal = given(exchangeStream)
      .when(exchanged([BOTH[0], BOTH[0]]))
      .thenRefused('event.invalid');
    expect(refusal.message).toContain('each party once in released');
  });

  it('with more civilians than persons is recorded with a warning', () => {
    given(exchangeStream)
      .when(exchanged([{ by: 'actor-russia', persons: 10, civilians: { qualifier: 'atLeast', min: 11 } }]))
      .thenAccepted({ warnings: ['exchange.civilians_exceed_persons'] });
    given(exchangeStream)
      .when(exchanged([{ by: 'actor-russia', persons: { qualifier: 'about', best: 10 }, civilians: 11 }]))
      .thenAccepted();
    given(exchangeStream)
      .when(exchanged([{ by: 'actor-russia', persons: 10, civilians: { qualifier: 'most', of: 10 } }]))
      .thenAccepted();
  });
});
