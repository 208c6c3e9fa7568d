import { ARTICLE, eventOf, given, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { AidAlreadyPledgedError, AidNotPledgedError } from './aid.errors';
import { aidTypes } from './aid.events';
import { aidStream } from './aid.stream';

const REUTERS = { source: 'source-reuters', grade: 'B2' } as const;
const STREAM = 'aid-united-states-military-2025-01-09';
const USD = { amount: 500_000_000, currency: 'USD' } as const;

type Parts = Partial<EventParts>;
const pledged = (data: object = USD, parts: Parts = {}): EventDraft =>
  eventOf(
    'AidPledged',
    { donor: 'actor-united-states', recipient: 'actor-ukraine', kind: 'military', ...data },
    { stream: STREAM, occurred: '2025-01-09', ...parts },
  );
const delivered = (data: object, parts: Parts = {}): EventDraft =>
  eventOf('AidDelivered', data, { stream: STREAM, occurred: '2025-02-01', ...parts });
const suspended = (parts: Parts = {}): EventDraft =>
  eventOf('AidSuspended', { by: 'actor-donald-trump' }, { stream: STREAM, occurred: '2025-03-03', ...parts });
const resumed = (parts: Parts = {}): EventDraft =>
  eventOf('AidResumed', {}, { stream: STREAM, occurred: '2025-03-11', ...parts });

describe('a pledge', () => {
  it('is told once by one source', () => {
    const error = given(aidStream, pledged()).when(pledged()).thenRefused(AidAlreadyPledgedError);
    expect(error).toMatchObject({ code: 'aid.already_pledged', facts: { source: ARTICLE.source, version: 1 } });
    given(aidStream, pledged())
      .when(pledged({ ...USD, amount: 450_000_000 }, { citation: REUTERS }))
      .thenAccepted();
  });

  it('of another kind than those named wants a note that says what', () => {
    given(aidStream)
      .when(pledged({ ...USD, kind: 'other' }))
      .thenRefused('event.other_without_note');
    given(aidStream)
      .when(pledged({ ...USD, kind: 'other' }, { citation: { source: ARTICLE.source, note: 'Demining' } }))
      .thenAccepted();
  });

  it.each([
    ['neither money nor things', {}, /amount, items/],
    ['money without a currency', { amount: 5 }, /amount and currency together/],
    ['a currency without money', { currency: 'USD', items: [{ name: 'Bradley', count: 31 }] }, /amount and currency/],
    ['a currency that there is not', { amount: 5, currency: 'XQZ' }, /ISO 4217/],
    ['a currency in small letters', { amount: 5, currency: 'usd' }, /ISO 4217/],
    ['one thing twice', { items: [1, 2].map((count) => ({ name: 'Bradley', count })) }, /each name once/],
    ['parts of a unit', { amount: 0.5, currency: 'USD' }, /whole number/],
  ])('of %s is not of its shape', (_, data, expected) => {
    expect(() => given(aidStream).when(pledged(data)).thenAccepted()).toThrow(expected);
  });

  it('can be of more money than 32 bits hold, and of money and things', () => {
    given(aidStream)
      .when(pledged({ amount: { qualifier: 'about', best: 60_840_000_000_000 }, currency: 'UAH' }))
      .thenAccepted();
    given(aidStream)
      .when(pledged({ ...USD, items: [{ name: 'Bradley', count: 31 }] }))
      .thenAccepted();
  });
});

it.each([delivered(USD), suspended(), resumed()])('without a pledge there is no $type', (event) => {
  given(aidStream).when(event).thenRefused(AidNotPledgedError);
  given(aidStream, pledged(USD, { modality: 'planned' }))
    .when(event)
    .thenRefused('aid.not_pledged');
});

it('a resumption of what nobody has suspended is warned of, and what was resumed can be suspended again', () => {
  const never = { warnings: ['aid.not_suspended'] };
  given(aidStream, pledged()).when(resumed()).thenAccepted(never);
  given(aidStream, pledged(), suspended({ modality: 'hypothetical' }))
    .when(resumed())
    .thenAccepted(never);
  given(aidStream, pledged(), suspended()).when(resumed()).thenAccepted();
  given(aidStream, pledged(), suspended(), resumed())
    .when(suspended({ occurred: '2025-07-01' }))
    .thenAccepted();
});

describe('more delivered than pledged', () => {
  const half = { amount: 300_000_000, currency: 'USD' };

  it('is warned of, not refused', () => {
    given(aidStream, pledged()).when(delivered(half)).thenAccepted();
    given(aidStream, pledged(), delivered(half))
      .when(delivered(half, { occurred: '2025-02-20' }))
      .thenAccepted({ warnings: ['aid.more_than_pledged'] });
  });

  it('is not what one source tells anew of the same delivery, or another of the same', () => {
    const first = { ...half, delivery: 'first-tranche' };
    for (const again of [
      delivered(half),
      delivered(half, { citation: REUTERS }),
      delivered(half, { modality: 'planned', occurred: '2025-04' }),
    ])
      given(aidStream, pledged(), delivered(half)).when(again).thenAccepted();
    given(aidStream, pledged(), delivered(first))
      .when(delivered(first, { occurred: '2025-02', citation: REUTERS }))
      .thenAccepted();
  });

  it('is told by the pledge as the source has it, once it is known', () => {
    given(aidStream, pledged(), delivered(half))
      .when(pledged({ amount: 200_000_000, currency: 'USD' }, { citation: REUTERS }))
      .thenAccepted({ warnings: ['aid.more_than_pledged'] });
  });

  it('is counted for each thing by its name', () => {
    const bradleys = (count: number) => ({ items: [{ name: 'Bradley', count }] });
    given(aidStream, pledged(bradleys(31)))
      .when(delivered({ items: [{ name: 'M777', count: 90 }] }))
      .thenAccepted();
    given(aidStream, pledged(bradleys(31)), delivered(bradleys(20)))
      .when(delivered(bradleys(12), { occurred: '2025-03' }))
      .thenAccepted({ warnings: ['aid.more_than_pledged'] });
  });

  it('is not told of what leaves its bounds open, nor across currencies', () => {
    given(aidStream, pledged({ amount: { qualifier: 'atLeast', min: 1 }, currency: 'USD' }))
      .when(delivered(half))
      .thenAccepted();
    given(aidStream, pledged())
      .when(delivered({ amount: 900_000_000, currency: 'EUR' }))
      .thenAccepted({ warnings: ['aid.other_currency'] });
  });
});

it('any part of a history folds without an error', () => {
  for (const part of [
    [delivered(USD), resumed()],
    [suspended(), suspended(), delivered(USD), pledged()],
  ])
    expect(() => given(aidStream, ...part).thenState()).not.toThrow();
});

it('the timeline tells what was pledged, and what came', () => {
  const { AidPledged, AidDelivered, AidSuspended } = aidTypes;
  const items = [{ name: 'Bradley', count: 31 }];
  expect(
    AidPledged.line({ donor: 'actor-united-states', recipient: 'actor-ukraine', kind: 'military', ...USD, items }),
  ).toBe('{actor-united-states} pledges {actor-ukraine} aid (military): 500000000 USD; 31 Bradley');
  expect(AidDelivered.line({ delivery: 'first-tranche', items })).toBe('Aid delivered (first-tranche): 31 Bradley');
  expect(AidSuspended.line({ by: 'actor-donald-trump' })).toBe('Aid suspended by {actor-donald-trump}');
});
