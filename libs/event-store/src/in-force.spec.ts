import fc from 'fast-check';
import { findEvent, inForce, named, type HistoricEvent } from './in-force';

const SEED = 20_250_218;
const HISTORIES = 3_000;

/** A stream of one attack: `[type, data]`, versions from 1. */
function history(...events: readonly (readonly [string, object])[]): readonly HistoricEvent[] {
  return events.map(([type, data], index) => ({ version: index + 1, id: `event-${index + 1}`, type, data }));
}

const launched = (drones: number) => ['DroneBarrageReported', { launched: drones }] as const;
const corrected = (event: number, drones: number) =>
  ['EventCorrected', { event, replaces: event, as: { data: { launched: drones } }, reason: 'typo' }] as const;
const retracted = (event: number | string) => ['EventRetracted', { event, reason: 'Recorded twice.' }] as const;
const disputed = (event: number, counter?: object) =>
  ['ClaimDisputed', { event, ...(counter ? { counter } : {}) }] as const;
const resolved = (event: number, adopted: number) =>
  ['DisputeResolved', { event, adopted, reason: 'Both met.' }] as const;

/** What stands, as `version: drones`. */
function standing(...events: readonly (readonly [string, object])[]): readonly string[] {
  return inForce(history(...events)).events.map(
    ({ version, data, preferred }) =>
      `${version}: ${(data as { launched: number }).launched}${preferred ? ' preferred' : ''}`,
  );
}

describe('what is in force', () => {
  it('is the history itself where nothing is reviewed', () => {
    const events = history(launched(176), launched(180));
    expect(inForce(events).events).toBe(events);
  });

  it('has the last correction in the place of the event', () => {
    expect(standing(launched(176), launched(12), corrected(1, 175))).toEqual(['1: 175', '2: 12']);
    expect(standing(launched(176), corrected(1, 175), corrected(1, 174))).toEqual(['1: 174']);
  });

  it('has the correction before again when the last one is retracted', () => {
    expect(standing(launched(176), corrected(1, 175), corrected(1, 174), retracted(3))).toEqual(['1: 175']);
    expect(standing(launched(176), corrected(1, 175), retracted(2))).toEqual(['1: 176']);
  });

  it('is without what is retracted, and with it again when the retraction is retracted', () => {
    expect(standing(launched(176), launched(180), retracted(1))).toEqual(['2: 180']);
    expect(standing(launched(176), retracted(1), retracted(2))).toEqual(['1: 176']);
    expect(standing(launched(176), retracted(1), retracted(2), retracted(3))).toEqual([]);
  });

  it('drops an event that is corrected after it was retracted', () => {
    expect(standing(launched(176), retracted(1), corrected(1, 175))).toEqual([]);
  });

  it('takes an id for a version', () => {
    expect(standing(launched(176), retracted('event-1'))).toEqual([]);
  });

  it('leaves a disputed event as it is until the dispute is resolved', () => {
    expect(standing(launched(176), disputed(1, { launched: 150 }))).toEqual(['1: 176']);
    expect(standing(launched(176), disputed(1), resolved(1, 1))).toEqual(['1: 176 preferred']);
  });

  it('has the counter of a dispute that is adopted, until the resolution or the dispute is retracted', () => {
    const story = [launched(176), disputed(1, { launched: 150 }), resolved(1, 2)] as const;
    expect(standing(...story)).toEqual(['1: 150 preferred']);
    expect(standing(...story, retracted(3))).toEqual(['1: 176']);
    expect(standing(...story, retracted(2))).toEqual(['1: 176']);
    expect(standing(...story, corrected(1, 175))).toEqual(['1: 175']);
  });

  it('takes a counter against what stood when it was told, whatever is retracted later', () => {
    const story = [launched(176), corrected(1, 175), disputed(1, { weapon: 'drone' }), resolved(1, 3)] as const;
    expect(standing(...story)).toEqual(['1: 175 preferred']);
    expect(standing(...story, retracted(2))).toEqual(['1: 175 preferred']);
  });

  it('prefers a rival that a resolution adopts', () => {
    expect(standing(launched(176), launched(180), disputed(1), resolved(1, 2))).toEqual(['1: 176', '2: 180 preferred']);
  });
});

describe('an event of a history', () => {
  it('is found by version and by id', () => {
    const events = history(launched(176), launched(180));
    expect([findEvent(events, 2)?.id, findEvent(events, 'event-1')?.version, findEvent(events, 3)]).toEqual([
      'event-2',
      1,
      undefined,
    ]);
  });

  it('is never reviewed by one before it', () => {
    const events = history(retracted(2), launched(176));
    expect(named(events, events[0]!)).toBeUndefined();
    expect(inForce(events).events).toHaveLength(1);
  });
});

/** The same told naively: whether a version stands is asked again and again, from the rule as it is written. */
function oracle(events: readonly HistoricEvent[]): readonly string[] {
  const targetOf = ({ data }: HistoricEvent): number => (data as { event: number }).event;
  const isVoid = (version: number): boolean =>
    events.some(
      (review) =>
        review.type === 'EventRetracted' &&
        review.version > version &&
        targetOf(review) === version &&
        !isVoid(review.version),
    );
  return events
    .filter(({ type, version }) => type === 'DroneBarrageReported' && !isVoid(version))
    .map(({ version, data }) => {
      const last = events
        .filter(
          (review) =>
            review.type === 'EventCorrected' &&
            review.version > version &&
            targetOf(review) === version &&
            !isVoid(review.version),
        )
        .at(-1);
      const now = last ? (last.data as { as: { data: object } }).as.data : data;
      return `${version}: ${(now as { launched: number }).launched}`;
    });
}

it(`agrees with the rule as it is written, over random histories (seed ${SEED})`, () => {
  const step = fc.oneof(
    fc.integer({ min: 1, max: 300 }).map(launched),
    fc
      .tuple(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 300 }))
      .map(([event, n]) => corrected(event, n)),
    fc.integer({ min: 1, max: 25 }).map((event) => retracted(event)),
  );
  const seen = { corrected: 0, retracted: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25, size: 'max' }), (steps) => {
      // A review names an earlier event: one of no such version is drawn nearer.
      const events = history(...steps).map((event): HistoricEvent => {
        const { event: named } = event.data as { event?: number };
        if (named === undefined || event.version === 1) return event.version === 1 ? { ...event, ...FIRST } : event;
        return { ...event, data: { ...(event.data as object), event: 1 + (named % (event.version - 1)) } };
      });
      const { events: standing, replaced, retracted: gone } = inForce(events);
      seen.corrected += replaced.size;
      seen.retracted += gone.size;
      expect(standing.map(({ version, data }) => `${version}: ${(data as { launched: number }).launched}`)).toEqual(
        oracle(events),
      );
    }),
    { seed: SEED, numRuns: HISTORIES, endOnFailure: true },
  );
  expect(seen.corrected).toBeGreaterThan(1_000);
  expect(seen.retracted).toBeGreaterThan(1_000);
});

const FIRST = { type: 'DroneBarrageReported', data: { launched: 1 } };
