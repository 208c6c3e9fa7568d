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
export type { EventOutline } from './event-outline';
export { InvalidEventError, LogHoleError, UnknownConflictError, UnreadableEventError } from './event-store.errors';
export {
  type Accept,
  type AnyEventType,
  defineStream,
  type EventExample,
  type EventsOf,
  eventType,
  type EventType,
  type EventTypes,
  type Evolve,
  type Foldable,
  isTold,
  pastVersion,
  type PayloadClass,
  type ProposedEvent,
  type RecordedEvent,
  type StreamKind,
  type Warning,
  type Written,
} from './event-type';
export { counterOf, findEvent, inForce, named, type HistoricEvent, type InForce } from './in-force';
export { LogCopyReader, logCopySql, type LogPart } from './log-copy';
export type { LogRow } from './log-row';
export { explainOther } from './other-code';
export { newId } from './random';
export type { EventRef } from './event-ref';
export { isReview, type ReviewEvent } from './review.events';
export {
  accept,
  decideReview,
  evolve,
  inconsistenciesIn,
  stateOf,
  type Inconsistency,
  type ReviewOutcome,
} from './review.rules';
export type { SchemaVersion } from './schema-versions';
