import { addDays } from '@tracker/vocabulary';
import { TrackerError } from '@tracker/problems';
import { eventOf, recorded } from '@tracker/spec-kit';
import fc from 'fast-check';
import { officeStream, type Holding, type OfficeState } from './office.stream';

/** fast-check prints it with the counter-example. */
const SEED = 20250218;
const stream = 'office-us-secretary-of-state';
const registered = eventOf('OfficeRegistered', { title: 'Secretary of State', exclusive: true }, { stream });

const day = fc.nat({ max: 60 }).map((days) => addDays('2025-01-01', days));
const time = fc.oneof(day, fc.constantFrom('2025', '2025-01', '2025-02~', '/2025-02-19', '2025-02-01/..'));
const holding = fc
  .record(
    {
      holder: fc.constantFrom('actor-antony-blinken', 'actor-marco-rubio', 'actor-mike-waltz'),
      from: time,
      to: time,
      occurred: time,
      source: fc.constantFrom('source-unnamed-outlet', 'source-associated-press'),
      modality: fc.constantFrom('realised' as const, 'negated' as const),
    },
    { requiredKeys: ['holder', 'source', 'modality'] },
  )
  .map(({ holder, from, to, occurred, source, modality }) =>
    eventOf(
      'OfficeHeld',
      { holder, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
      { stream, occurred, modality, citation: { source: source as 'source-unnamed-outlet' } },
    ),
  );
const history = fc
  .array(holding, { maxLength: 12 })
  .map((holdings) => recorded(registered, ...holdings) as unknown as readonly Holding[]);

type Step<Result> = (state: OfficeState, event: Holding) => Result;
const evolve = (state: OfficeState, event: Holding) =>
  (officeStream.evolve[event.type] as unknown as Step<OfficeState>)(state, event);
const accept = (state: OfficeState, event: Holding) =>
  (officeStream.accept[event.type] as unknown as Step<void>)(state, event);

/** Folds what is accepted, as the record does. */
function recordedState(events: readonly Holding[]): OfficeState {
  return events.reduce((state, event) => {
    try {
      accept(state, event);
    } catch (refusal) {
      if (refusal instanceof TrackerError) return state;
      throw refusal;
    }
    return evolve(state, event);
  }, officeStream.initial);
}

const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text);

test('whatever is accepted, no two holders have stated periods in days that share more than one day', () => {
  fc.assert(
    fc.property(history, (events) => {
      const exact = recordedState(events).holdings.flatMap(({ data: { holder, from, to }, modality }) =>
        modality === 'realised' && isDay(from) && isDay(to) && from <= to ? [{ holder, from, to }] : [],
      );
      for (const one of exact) {
        for (const other of exact) {
          if (one.holder !== other.holder) expect(one.from < other.to && other.from < one.to).toBe(false);
        }
      }
    }),
    { seed: SEED, numRuns: 2_000 },
  );
});

test('any part of a history can be folded', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), history, (kept, events) => {
      const part = events.filter((_, index) => kept.includes(index));
      expect(() => part.reduce(evolve, officeStream.initial)).not.toThrow();
    }),
    { seed: SEED, numRuns: 1_000 },
  );
});
