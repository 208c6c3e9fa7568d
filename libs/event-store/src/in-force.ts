import type { Foldable, RecordedEvent, Written } from './event-type';
import type { EventRef } from './event-ref';
import { UnreadableEventError } from './event-store.errors';
import { isReview, type ReviewEvent } from './review.events';

/** What of an event the history in force is worked out from: the same for a proposed event and a recorded one. */
export type HistoricEvent = Pick<
  RecordedEvent,
  'version' | 'id' | 'type' | 'data' | 'written' | 'occurred' | 'modality' | 'citation' | 'preferred'
> &
  Partial<Pick<RecordedEvent, 'conflict' | 'position'>>;
/** A review as part of such a history. */
export type HistoricReview = Foldable<ReviewEvent>;

/** A stream's history after its reviews. */
export interface InForce<Event extends HistoricEvent> {
  /** What features fold, in order of version: without what is retracted, and as last corrected, each in its own place. */
  readonly events: readonly Event[];
  /** Version of an event, or of a review, that is taken back -> the retraction in force that names it. */
  readonly retracted: ReadonlyMap<number, Event>;
  /** Version of an event -> what last replaced its content: a correction, or a resolution that adopts a counter. */
  readonly replaced: ReadonlyMap<number, Event>;
  /** Version of an event -> the last resolution of a dispute of it. */
  readonly resolved: ReadonlyMap<number, Event>;
}

/**
 * What is in force of a stream, `history` being all of it in order of version. One pass from last to first, because a review
 * names an earlier event: a review that a retraction already in force names is void; of the corrections of one event the last
 * one counts. Returns the history itself when nothing in it is a review.
 */
export function inForce<Event extends HistoricEvent>(history: readonly Event[]): InForce<Event> {
  if (!history.some(({ type }) => isReview(type))) {
    return { events: history, retracted: new Map(), replaced: new Map(), resolved: new Map() };
  }
  const retracted = new Map<number, Event>();
  const replaced = new Map<number, Event>();
  const resolved = new Map<number, Event>();
  const setFirst = (map: Map<number, Event>, version: number, event: Event): void => {
    if (!map.has(version)) map.set(version, event);
  };
  for (const event of history.toReversed()) {
    if (!isReview(event.type) || retracted.has(event.version)) continue;
    const target = named(history, event)?.version;
    if (target === undefined) continue;
    if (event.type === 'EventRetracted') setFirst(retracted, target, event);
    else if (event.type === 'EventCorrected') setFirst(replaced, target, event);
    else if (event.type === 'DisputeResolved') {
      const counter = adoptedCounter(history, event);
      if (!resolved.has(target) && counter && !retracted.has(counter.version)) setFirst(replaced, target, event);
      setFirst(resolved, target, event);
    }
  }
  const preferred = new Set<number>();
  for (const resolution of resolved.values()) {
    const adopted = findEvent(history, (resolution.data as ResolvedData).adopted)!;
    if (!isReview(adopted.type)) preferred.add(adopted.version);
  }
  const events = history.flatMap((event) => {
    if (isReview(event.type) || retracted.has(event.version)) return [];
    const by = replaced.get(event.version);
    const standing = by ? withContent(event, contentOf(history, event, by)) : event;
    const isPreferred = preferred.has(event.version) || by?.type === 'DisputeResolved';
    return [isPreferred ? { ...standing, preferred: true as const } : standing];
  });
  return { events, retracted, replaced, resolved };
}

/** An event of a history by its version or its id. */
export function findEvent<Event extends Pick<HistoricEvent, 'version' | 'id'>>(
  history: readonly Event[],
  ref: EventRef,
): Event | undefined {
  // A history has every version from 1, but one that begins later, or is cut, is looked through.
  const at = typeof ref === 'number' ? history[ref - 1] : undefined;
  if (at?.version === ref) return at;
  return history.find(({ version, id }) => version === ref || id === ref);
}

/** The event that a review is about: always one before it. */
export function named<Event extends HistoricEvent>(history: readonly Event[], review: Event): Event | undefined {
  const event = findEvent(history, (review.data as { readonly event: EventRef }).event);
  return event && event.version < review.version ? event : undefined;
}

type ResolvedData = Extract<ReviewEvent, { readonly type: 'DisputeResolved' }>['data'];
type CorrectedData = Extract<ReviewEvent, { readonly type: 'EventCorrected' }>['data'];
type DisputedData = Extract<ReviewEvent, { readonly type: 'ClaimDisputed' }>['data'];

/** What reviews can change of an event: its data in the newest schema version, and as it is written. */
export type Content = Pick<HistoricEvent, 'occurred' | 'modality' | 'citation' | 'data' | 'written'>;

function adoptedCounter<Event extends HistoricEvent>(history: readonly Event[], resolution: Event): Event | undefined {
  const adopted = findEvent(history, (resolution.data as ResolvedData).adopted);
  return adopted?.type === 'ClaimDisputed' ? adopted : undefined;
}

function contentOf<Event extends HistoricEvent>(history: readonly Event[], event: Event, by: Event): Content {
  if (by.type === 'EventCorrected') return correctedContent(event, by);
  return counteredContent(history, event, adoptedCounter(history, by)!);
}

/** An event as a correction has it. A schema version left out there is that under which the event was recorded. */
export function correctedContent({ written }: HistoricEvent, correction: HistoricEvent): Content {
  const { schemaVersion, occurred, modality, citation, data } = (correction.data as CorrectedData).as;
  refuseNewer(written, schemaVersion, correction);
  return newestOf({ occurred, modality, citation, data }, written, schemaVersion);
}

/** An event as a dispute has it: the counter over what stood when it was disputed, on the word of who disputes. */
export function counteredContent<Event extends HistoricEvent>(
  history: readonly Event[],
  event: Event,
  dispute: Event,
): Content {
  const { counter, schemaVersion = event.written?.schemaVersion } = dispute.data as DisputedData;
  refuseNewer(event.written, schemaVersion, dispute);
  const { occurred, modality, written, data } = atVersion(stoodBefore(history, event, dispute), schemaVersion);
  const content = { occurred, modality, citation: dispute.citation, data: { ...(data as object), ...counter } };
  return newestOf(content, written, written?.schemaVersion);
}

/** A review recorded by a later release may say an event in a version that this one cannot read. */
function refuseNewer(
  written: Written | undefined,
  schemaVersion: number | undefined,
  { conflict = 'unknown', position = 0 }: HistoricEvent,
): void {
  const newest = written?.newest ?? 1;
  if (schemaVersion === undefined || schemaVersion <= newest) return;
  throw new UnreadableEventError(
    conflict,
    position,
    `it says an event in schema version ${schemaVersion}, the newest known of that type is ${newest}`,
  );
}

/** The fields of a dispute's counter as they read in the newest schema version; undefined if it states none. */
export function counterOf<Event extends HistoricEvent>(
  history: readonly Event[],
  dispute: Event,
): Readonly<Record<string, unknown>> | undefined {
  const { counter } = dispute.data as DisputedData;
  const event = named(history, dispute);
  if (!counter || !event?.written) return counter;
  const stood = stoodBefore(history, event, dispute).data as Readonly<Record<string, unknown>>;
  const countered = counteredContent(history, event, dispute).data as object;
  // A field may read under another name: what it said is then found by what it changed.
  const isSaid = ([name, value]: [string, unknown]): boolean =>
    Object.hasOwn(counter, name) || JSON.stringify(value) !== JSON.stringify(stood[name]);
  return Object.fromEntries(Object.entries(countered).filter(isSaid));
}

function stoodBefore<Event extends HistoricEvent>(history: readonly Event[], event: Event, dispute: Event): Event {
  const before = inForce(history.filter(({ version }) => version < dispute.version));
  return before.events.find(({ version }) => version === event.version) ?? event;
}

/** Content with its data as written, brought up to a schema version if it is of an earlier one. */
function atVersion(content: Content, schemaVersion: number | undefined): Content {
  const { written, ...stated } = content;
  if (!written || schemaVersion === undefined) return content;
  const { upcast, schemaVersion: from } = written;
  const to = Math.max(from, schemaVersion);
  return {
    ...stated,
    data: upcast({ ...stated, data: written.data }, from, to),
    written: { ...written, schemaVersion: to },
  };
}

/** Content written in a schema version (left out: that of the event), in the newest. */
function newestOf(content: Content, of: Written | undefined, schemaVersion = of?.schemaVersion): Content {
  if (!of || schemaVersion === undefined) return content;
  const written = { ...of, schemaVersion, data: content.data };
  return { ...content, data: of.upcast(content, schemaVersion), written };
}

function withContent<Event extends HistoricEvent>(event: Event, content: Content): Event {
  return { ...event, ...content };
}
