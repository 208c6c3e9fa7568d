import { eventOf, given, type EventDraft, type EventParts } from '@tracker/spec-kit';
import type { AgreementReached } from './agreement.events';
import { agreementStream } from './agreement.stream';

const RIYADH = 'agreement-riyadh-2025-02-18';
const TASS = { source: 'source-tass' } as const;
const PARTIES = ['actor-united-states', 'actor-russia'] as const;

type Parts = Partial<EventParts>;
const reached = (data: Partial<AgreementReached> = {}, parts: Parts = {}): EventDraft =>
  eventOf(
    'AgreementReached',
    {
      parties: PARTIES,
      subjects: ['Begin working towards an end of the war in Ukraine', 'Better diplomatic and economic ties'],
      form: 'oral',
      announcedBy: PARTIES,
      ...data,
    },
    { stream: RIYADH, occurred: '2025-02-18', ...parts },
  );
const step = (type: 'Signed' | 'Suspended' | 'Ended', parts: Parts = {}): EventDraft =>
  eventOf(`Agreement${type}`, type === 'Signed' ? { parties: PARTIES } : {}, { stream: RIYADH, ...parts });

describe('an agreement', () => {
  it('has two parties at least, whether reached or signed', () => {
    const alone = given(agreementStream)
      .when(reached({ parties: ['actor-russia'] }))
      .thenRefused('agreement.too_few_parties');
    expect(alone.message).toContain('only actor-russia');
    expect(alone.faults).toMatchObject([{ pointer: '/data/parties' }]);
    given(agreementStream)
      .when(eventOf('AgreementSigned', { parties: [] }, { stream: RIYADH }))
      .thenRefused('agreement.too_few_parties');
  });

  it('is told once by one source, which then corrects it; of another source it is a rival claim', () => {
    const refusal = given(agreementStream, reached()).when(reached()).thenRefused('agreement.already_told');
    expect(refusal.message).toContain('Correct version 1');
    given(agreementStream, reached())
      .when(reached({}, { citation: TASS }))
      .thenAccepted();
  });

  it('that was only planned can be told to have been signed', () => {
    given(agreementStream, reached(), step('Signed', { modality: 'planned' }))
      .when(step('Signed'))
      .thenAccepted();
  });

  it.each(['Suspended', 'Ended'] as const)('is not %s before it was reached or signed', (type) => {
    given(agreementStream).when(step(type)).thenRefused('agreement.not_made');
    given(agreementStream, reached({}, { modality: 'negated' }))
      .when(step(type))
      .thenRefused('agreement.not_made');
    given(agreementStream, step('Signed')).when(step(type)).thenAccepted();
    given(agreementStream, reached())
      .when(step(type, { citation: TASS }))
      .thenAccepted();
  });

  it('is not suspended after its end by the same source, but may have been before', () => {
    const ended = given(agreementStream, reached(), step('Ended', { occurred: '2025-05-09' }));
    ended.when(step('Suspended', { occurred: '2025-05-10' })).thenRefused('agreement.already_ended');
    ended.when(step('Suspended')).thenRefused('agreement.already_ended');
    ended.when(step('Suspended', { occurred: '2025-04' })).thenAccepted();
    ended.when(step('Suspended', { occurred: '2025-05-10', citation: TASS })).thenAccepted();
  });
});
