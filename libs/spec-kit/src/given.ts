import { Catalogue, type RecordedEvent, type StreamKind, type Warning } from '@tracker/event-store';
import type { ReadModel, TemporalRow } from '@tracker/projections';
import { TrackerError } from '@tracker/problems';
import { recorded, type EventDraft } from './event-of';
import { rowsAsOf, type FoldedRow } from './fold-model';

/** A stream in which some events are recorded. */
export interface GivenStream<State> {
  /** One more event is submitted. */
  when(event: EventDraft): Submitted<State>;
  /** The state that the recorded events make. */
  thenState(): State;
}

/** What became of a submitted event. */
export interface Submitted<State> {
  /** It is accepted, with exactly these warnings (none if left out). Gives the state after it. */
  thenAccepted(expected?: { readonly warnings?: readonly string[] }): State;
  /** It is refused with this code or class. Gives the error, for what it says. */
  thenRefused(expected: string | RefusalClass): TrackerError;
}

/** A read model that has taken in some events. */
export interface GivenModel {
  /** One more event is recorded. */
  when(event: EventDraft): GivenModel;
  /** The same, as of a position. */
  asOf(position: number): GivenModel;
  /** The rows of a table that hold, in order of stream and key. */
  thenRows<Row extends TemporalRow>(table: new () => Row): readonly FoldedRow<Row>[];
}

type RefusalClass = abstract new (...values: never[]) => TrackerError;

/**
 * Sets a scene: events of a stream before its rules, or before a read model. Events of a stream are checked against their
 * payload's declaration, given ones as well, so that a spec cannot rest on what could never be recorded.
 */
export function given<State>(stream: StreamKind<State>, ...events: readonly EventDraft[]): GivenStream<State>;
export function given<State>(model: ReadModel<State>, ...events: readonly EventDraft[]): GivenModel;
export function given<State>(
  subject: StreamKind<State> | ReadModel<State>,
  ...events: readonly EventDraft[]
): GivenStream<State> | GivenModel {
  return 'accept' in subject ? givenStream(subject, events) : givenModel(subject, events);
}

function givenStream<State>(stream: StreamKind<State>, drafts: readonly EventDraft[]): GivenStream<State> {
  const events = recorded(...drafts);
  for (const event of events) checkShape(stream, event);
  const before = events.reduce((state, event) => evolved(stream, state, event), stream.initial);
  return {
    thenState: () => before,
    when: (draft) => {
      const event = recorded(...drafts, draft).at(-1)!;
      return {
        thenAccepted: ({ warnings = [] } = {}) => {
          const given = accepted(stream, before, event).map(({ code }) => code);
          expect(given).toEqual(warnings);
          return evolved(stream, before, event);
        },
        thenRefused: (expected) => refusedWith(expected, () => accepted(stream, before, event)),
      };
    },
  };
}

function givenModel<State>(
  model: ReadModel<State>,
  drafts: readonly EventDraft[],
  position = Number.MAX_SAFE_INTEGER,
): GivenModel {
  return {
    when: (draft) => givenModel(model, [...drafts, draft], position),
    asOf: (earlier) => givenModel(model, drafts, earlier),
    thenRows: (table) => rowsAsOf(model, drafts, position).rows(table),
  };
}

const catalogues = new WeakMap<object, Catalogue>();

/** Throws what a recorder would be told of an envelope that is not of its type's shape. */
function checkShape<State>(stream: StreamKind<State>, event: RecordedEvent): void {
  const catalogue = catalogues.get(stream) ?? new Catalogue([stream as StreamKind]);
  catalogues.set(stream, catalogue);
  const { id, type, stream: name, occurred, modality, citation, data } = event;
  const envelope = { id, type, stream: name, occurred, modality, citation, data };
  catalogue.check(JSON.parse(JSON.stringify(envelope)));
}

function accepted<State>(stream: StreamKind<State>, state: State, event: RecordedEvent): readonly Warning[] {
  checkShape(stream, event);
  const accept = stream.accept[event.type] as
    ((state: State, event: RecordedEvent) => readonly Warning[] | void) | undefined;
  return accept?.(state, event) ?? [];
}

function evolved<State>(stream: StreamKind<State>, state: State, event: RecordedEvent): State {
  const evolve = stream.evolve[event.type] as (state: State, event: RecordedEvent) => State;
  return evolve(state, event);
}

function refusedWith(expected: string | RefusalClass, submit: () => readonly Warning[]): TrackerError {
  let refusal: unknown;
  try {
    const warnings = submit();
    refusal = `accepted${warnings.length > 0 ? `, warned of ${warnings.map(({ code }) => code).join(', ')}` : ''}`;
  } catch (error) {
    refusal = error;
  }
  if (!(refusal instanceof TrackerError))
    throw refusal instanceof Error
      ? refusal
      : new Error(`Expected a refusal (${nameOf(expected)}), but it was ${String(refusal)}`);
  if (typeof expected === 'string') expect(refusal.code).toBe(expected);
  else expect(refusal).toBeInstanceOf(expected);
  return refusal;
}

function nameOf(expected: string | RefusalClass): string {
  return typeof expected === 'string' ? expected : expected.name;
}
