export { Catalogue, type CatalogueEntry, type CheckedEnvelope, type Envelope } from './catalogue';
export { commitmentOf, commits, newSalt } from './commitment';
export {
  EventLog,
  LOG_SETTINGS,
  type AppendableEvent,
  type Appended,
  type KnownEvent,
  type LogRange,
  type Standing,
} from './event-log';
export { LogHoleError, UnknownConflictError, UnreadableEventError } from './event-store.errors';
export {
  defineStream,
  eventType,
  type Accept,
  type AnyEventType,
  type EventExample,
  type EventsOf,
  type EventType,
  type EventTypes,
  type Evolve,
  type Foldable,
  type PayloadClass,
  type ProposedEvent,
  type RecordedEvent,
  type StreamKind,
  type Warning,
} from './event-type';
export { findEvent, inForce, named, type HistoricEvent, type InForce } from './in-force';
export { LogCopyReader, logCopySql, type LogPart } from './log-copy';
export type { LogRow } from './log-row';
export { explainOther } from './other-code';
export { newId } from './random';
export { isReview, type EventRef, type ReviewEvent } from './review.events';
export {
  accept,
  decideReview,
  evolve,
  inconsistenciesIn,
  stateOf,
  type Inconsistency,
  type ReviewOutcome,
} from './review.rules';
