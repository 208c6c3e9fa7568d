import { TrackerError, type Fault } from '@tracker/problems';
import { InvalidEventError, SchemaVersionNotAcceptedError, UnknownSchemaVersionError } from './event-store.errors';
import type { ProposedEvent, StreamKind, Warning } from './event-type';
import {
  correctedContent,
  counteredContent,
  findEvent,
  inForce,
  named,
  type Content,
  type HistoricReview,
  type InForce,
} from './in-force';
import {
  ClaimNotAdoptableError,
  EventNotReviewableError,
  NotDisputedError,
  OlderSchemaVersionError,
  RetractedEventError,
  StaleCorrectionError,
  UnknownReviewedEventError,
} from './review.errors';
import type { EventRef } from './event-ref';
import { isReview } from './review.events';

/** An event that its stream's rules would refuse now, because a review changed what came before it. It is kept. */
export interface Inconsistency {
  readonly event: string;
  readonly version: number;
  readonly type: string;
  /** Code of the rule, and what it says. */
  readonly code: string;
  readonly detail: string;
}

/** What a review leads to, if it is recorded. */
export interface ReviewOutcome {
  /** The stream's state with the review in force. */
  readonly state: unknown;
  readonly warnings: readonly Warning[];
  /** Events that the review makes inconsistent; those that were so before are not named again. */
  readonly inconsistent: readonly Inconsistency[];
  /** Streams that the corrected event refers to. */
  readonly references: readonly string[];
}

/** What a correction is checked with: throws what is wrong with an event of a type in a stream, else gives what it refers to. */
export type CheckShape = (envelope: Readonly<Record<string, unknown>>) => readonly string[];

/** A stream of one kind as it was recorded, and the review that is to be added to it. */
interface Case {
  readonly kind: StreamKind;
  readonly check: CheckShape;
  readonly history: readonly ProposedEvent[];
  readonly review: ProposedEvent & HistoricReview;
  readonly target: ProposedEvent;
  readonly standing: InForce<ProposedEvent>;
}

/** Decides over a review. Throws why it is refused. `history` MUST be all of its stream, in order of version. */
export function decideReview(
  kind: StreamKind,
  check: CheckShape,
  history: readonly ProposedEvent[],
  review: ProposedEvent,
): ReviewOutcome {
  const asked = review as ProposedEvent & HistoricReview;
  const whole = [...history, review];
  const target = named(whole, review);
  if (!target) throw new UnknownReviewedEventError(review.stream, asked.data.event, history.length);
  const standing = inForce(history);
  const { warnings, references } = ruleOf({ kind, check, history, review: asked, target, standing });
  const after = inForce(whole);
  const corrected = after.replaced.get(target.version) === review ? refusedAt(kind, after.events, target) : [];
  const before = inconsistenciesIn(kind, standing.events);
  const known = new Set(before.map(({ event }) => event));
  return {
    state: stateOf(kind, after.events),
    warnings: [...warnings, ...corrected],
    inconsistent: inconsistenciesIn(kind, after.events).filter(({ event }) => !known.has(event)),
    references,
  };
}

/** Folds what is in force of a stream, onto a state if it has one. */
export function stateOf(
  kind: StreamKind,
  events: readonly Pick<ProposedEvent, 'type'>[],
  state: unknown = kind.initial,
): unknown {
  return events.reduce<unknown>((before, event) => evolve(kind, before, event), state);
}

/** The events of a stream in force that its rules would refuse where they stand. */
export function inconsistenciesIn(kind: StreamKind, events: readonly ProposedEvent[]): readonly Inconsistency[] {
  const found: Inconsistency[] = [];
  let state: unknown = kind.initial;
  for (const event of events) {
    try {
      accept(kind, state, event);
    } catch (refusal) {
      if (!(refusal instanceof TrackerError)) throw refusal;
      const { id, version, type } = event;
      found.push({ event: id, version, type, code: refusal.code, detail: refusal.message });
    }
    state = evolve(kind, state, event);
  }
  return found;
}

type CorrectedData = Extract<HistoricReview, { readonly type: 'EventCorrected' }>['data'];
type DisputedData = Extract<HistoricReview, { readonly type: 'ClaimDisputed' }>['data'];

interface Ruling {
  readonly warnings: readonly Warning[];
  readonly references: readonly string[];
}

const FINE: Ruling = { warnings: [], references: [] };

function ruleOf(asked: Case): Ruling {
  const { review } = asked;
  switch (review.type) {
    case 'ClaimCorroborated':
      return corroborate(asked);
    case 'ClaimDisputed':
      return dispute(asked);
    case 'DisputeResolved':
      return resolve(asked, review.data.adopted);
    case 'EventCorrected':
      return correct(asked, review.data);
    case 'EventRetracted':
      return retract(asked);
  }
}

function corroborate(asked: Case): Ruling {
  const { history, review, target, standing } = asked;
  refuseUnlessStanding(asked);
  const earlier = history.filter(
    (event) =>
      event.type === 'ClaimCorroborated' && !standing.retracted.has(event.version) && named(history, event) === target,
  );
  const sources = [target, ...earlier].map(({ citation }) => citation?.source);
  const source = review.citation?.source;
  if (source === undefined || !sources.includes(source)) return FINE;
  const detail = `${source} has said so already: this corroboration is recorded and does not count.`;
  return { ...FINE, warnings: [{ code: 'review.same_source', detail }] };
}

function dispute(asked: Case): Ruling {
  const { check, history, review, target } = asked;
  refuseUnlessStanding(asked);
  const { counter, schemaVersion = target.schemaVersion } = review.data as DisputedData;
  if (counter === undefined) return FINE;
  const isKnown = schemaVersion <= (target.written?.newest ?? target.schemaVersion);
  if (!isKnown) return { ...FINE, references: checked(check, target, { ...target, schemaVersion }, COUNTER_PLACE) };
  const content = counteredContent([...history, review], target, review);
  const stands = content.written?.schemaVersion ?? schemaVersion;
  if (stands > schemaVersion) throw new OlderSchemaVersionError(review.stream, target, schemaVersion, stands);
  return { ...FINE, references: checked(check, target, { ...content, schemaVersion }, COUNTER_PLACE) };
}

function resolve(asked: Case, adopted: EventRef): Ruling {
  const { history, review, target, standing } = asked;
  refuseUnlessStanding(asked);
  const disputes = history.filter(
    (event) =>
      event.type === 'ClaimDisputed' && !standing.retracted.has(event.version) && named(history, event) === target,
  );
  const settledAt = standing.resolved.get(target.version)?.version ?? 0;
  if (!disputes.some(({ version }) => version > settledAt)) throw new NotDisputedError(review.stream, target);
  const chosen = findEvent(history, adopted);
  const isDispute = disputes.some((event) => event === chosen && (event.data as { counter?: object }).counter);
  const isRival = chosen?.type === target.type && !standing.retracted.has(chosen.version);
  if (!isDispute && !isRival) throw new ClaimNotAdoptableError(review.stream, target, adopted);
  return FINE;
}

function correct(asked: Case, { as, replaces }: CorrectedData): Ruling {
  const { check, history, review, target, standing } = asked;
  refuseUnlessStanding(asked);
  const stands = standing.replaced.get(target.version) ?? target;
  if (findEvent(history, replaces) !== stands) throw new StaleCorrectionError(review.stream, target, replaces, stands);
  const { schemaVersion = target.schemaVersion, occurred, modality, citation, data } = as;
  const said = { schemaVersion, occurred, modality, citation, data };
  const references = checked(check, target, said, CORRECTED_PLACE);
  const current = standing.events.find(({ version }) => version === target.version)!;
  if (!saySame(current, correctedContent(target, review))) return { ...FINE, references };
  const detail = 'The event stands just so already: this correction is recorded and changes nothing.';
  return { references, warnings: [{ code: 'review.nothing_changed', detail }] };
}

function retract({ target, standing }: Case): Ruling {
  if (!standing.retracted.has(target.version)) return FINE;
  const detail = 'The event was retracted before: this retraction is recorded and changes nothing.';
  return { ...FINE, warnings: [{ code: 'review.already_retracted', detail }] };
}

/** Claims are reviewed, and only those that stand. */
function refuseUnlessStanding({ review, target, standing }: Case): void {
  if (isReview(target.type)) throw new EventNotReviewableError(review.stream, review.type, target);
  const by = standing.retracted.get(target.version);
  if (by) throw new RetractedEventError(review.stream, review.type, target, by);
}

/** An event as a review has it: as it is written, in the schema version that the review means. */
type Said = Content & { readonly schemaVersion: number };

/** Where a review says an event: what is at `root` of the envelope stands at `place`, and its schema version in `within`. */
interface Place {
  readonly root: string;
  readonly place: string;
  readonly within: string;
}

const CORRECTED_PLACE: Place = { root: '', place: '/data/as', within: '/data/as' };
const COUNTER_PLACE: Place = { root: '/data', place: '/data/counter', within: '/data' };

/** Checks an event as a review has it; faults are told by their place in the review. */
function checked(
  check: CheckShape,
  { type, stream }: ProposedEvent,
  { schemaVersion, occurred, modality, citation, data, written }: Said,
  { root, place, within }: Place,
): readonly string[] {
  const given = { type, schemaVersion, stream, occurred, modality, citation, data: written ? written.data : data };
  try {
    return check(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
  } catch (refusal) {
    if (refusal instanceof UnknownSchemaVersionError || refusal instanceof SchemaVersionNotAcceptedError)
      throw refusal.within(within);
    if (!(refusal instanceof InvalidEventError)) throw refusal;
    const placed = (fault: Fault): Fault => ({ ...fault, pointer: `${place}${fault.pointer.slice(root.length)}` });
    throw new InvalidEventError(type, refusal.faults.map(placed));
  }
}

/** The corrected event must be acceptable where it stands: throws why it is not, else gives its warnings. */
function refusedAt(kind: StreamKind, events: readonly ProposedEvent[], { version }: ProposedEvent): readonly Warning[] {
  const before = events.filter((event) => event.version < version);
  return accept(
    kind,
    stateOf(kind, before),
    events.find((event) => event.version === version)!,
  );
}

/** The state of a stream after one more event that is no review. */
export function evolve(kind: StreamKind, state: unknown, event: Pick<ProposedEvent, 'type'>): unknown {
  return (kind.evolve[event.type] as (state: unknown, event: unknown) => unknown)(state, event);
}

/** What the rules say of an event that meets a state. Throws why it is refused. */
export function accept(kind: StreamKind, state: unknown, event: ProposedEvent): readonly Warning[] {
  const rule = kind.accept[event.type] as ((state: unknown, event: unknown) => readonly Warning[] | void) | undefined;
  return rule?.(state, event) ?? [];
}

function saySame(one: Content, other: Content): boolean {
  const said = ({ occurred, modality, citation, data }: Content): string =>
    JSON.stringify(sorted({ occurred, modality, citation, data }));
  return said(one) === said(other);
}

/** Keys in order, without those that are undefined. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]),
  );
}
