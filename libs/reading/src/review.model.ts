import {
  counterOf,
  findEvent,
  inconsistenciesIn,
  inForce,
  isReview,
  named,
  type Inconsistency,
  type InForce,
  type RecordedEvent,
  type ReviewEvent,
  type StreamKind,
} from '@tracker/event-store';
import { row, type Columns, type ReadModel, type RowState } from '@tracker/projections';
import { kindOf } from '@tracker/vocabulary';
import { changesBetween } from './field-changes';
import {
  RetractedNameRow,
  ReviewedRow,
  ReviewRow,
  REVIEWS_MODEL,
  type DisputeOfEvent,
  type ReviewKind,
  type ReviewOfEvent,
} from './review.tables';

const KINDS: Readonly<Record<ReviewEvent['type'], ReviewKind>> = {
  ClaimCorroborated: 'corroborated',
  ClaimDisputed: 'disputed',
  DisputeResolved: 'resolved',
  EventCorrected: 'corrected',
  EventRetracted: 'retracted',
};

/** Reviews of every kind of stream: what each one changed when it was recorded, and how each event stands after them. */
export function reviewsModel(streams: readonly StreamKind[]): ReadModel<null> {
  const kinds = new Map(streams.map((stream) => [stream.kind, stream]));
  return {
    ...REVIEWS_MODEL,
    kinds: 'all',
    tables: [ReviewRow, ReviewedRow, RetractedNameRow],
    initial: null,
    evolve: () => null,
    reviewed: {
      tables: [ReviewRow, ReviewedRow, RetractedNameRow],
      rows: (history) => rowsOf(kinds.get(kindOf(history[0]!.stream))!, history),
    },
  };
}

/** A stream before and after its last event, which is a review. */
interface Reviewing {
  readonly kind: StreamKind;
  readonly history: readonly RecordedEvent[];
  readonly review: RecordedEvent & ReviewEvent;
  readonly before: InForce<RecordedEvent>;
  readonly after: InForce<RecordedEvent>;
  /** What the review names, and what that names if it is a review, down to the event that all of it is about. */
  readonly chain: readonly RecordedEvent[];
}

function rowsOf(kind: StreamKind, history: readonly RecordedEvent[]): readonly RowState[] {
  const review = history.at(-1) as RecordedEvent & ReviewEvent;
  const chain: RecordedEvent[] = [];
  let next = named(history, review);
  while (next) {
    chain.push(next);
    next = isReview(next.type) ? named(history, next) : undefined;
  }
  const reviewing = { kind, history, review, chain, before: inForce(history.slice(0, -1)), after: inForce(history) };
  return [reviewRow(reviewing), ...reviewedRows(reviewing), retractedNameRow(reviewing)];
}

function reviewRow({ kind, history, review, chain, before, after }: Reviewing): RowState {
  const event = chain.at(-1)!;
  const content = ({ events }: InForce<RecordedEvent>) => {
    const standing = events.find(({ version }) => version === event.version);
    if (!standing) return undefined;
    const { occurred, modality, citation, data } = standing;
    return { occurred, modality, citation, data };
  };
  return row(ReviewRow, review.id, {
    kind: KINDS[review.type],
    target: chain[0]!.id,
    event: event.id,
    eventType: event.type,
    eventVersion: event.version,
    position: review.position,
    recordedAt: review.recordedAt,
    recordedBy: review.recordedBy,
    occurred: review.occurred ?? null,
    citation: review.citation ?? null,
    ...saidBy(review, history),
    changes: changesBetween(content(before), content(after)),
    inconsistent: newlyInconsistent(kind, before, after),
  });
}

function saidBy(
  review: RecordedEvent & ReviewEvent,
  history: readonly RecordedEvent[],
): Pick<Columns<ReviewRow>, 'reason' | 'note' | 'counter' | 'adopted'> {
  const nothing = { reason: null, note: null, counter: null, adopted: null };
  switch (review.type) {
    case 'ClaimCorroborated':
      return nothing;
    case 'ClaimDisputed':
      return { ...nothing, note: review.data.text ?? null, counter: counterOf(history, review) ?? null };
    case 'DisputeResolved':
      return { ...nothing, reason: review.data.reason, adopted: findEvent(history, review.data.adopted)?.id ?? null };
    case 'EventCorrected':
      return { ...nothing, reason: review.data.reason, note: review.data.note ?? null };
    case 'EventRetracted':
      return { ...nothing, reason: review.data.reason };
  }
}

function newlyInconsistent(
  kind: StreamKind,
  before: InForce<RecordedEvent>,
  after: InForce<RecordedEvent>,
): readonly Inconsistency[] {
  // Corroborating and disputing leave the history as it is.
  if (sameEvents(before.events, after.events)) return [];
  const known = new Set(inconsistenciesIn(kind, before.events).map(({ event }) => event));
  return inconsistenciesIn(kind, after.events).filter(({ event }) => !known.has(event));
}

function sameEvents(one: readonly RecordedEvent[], other: readonly RecordedEvent[]): boolean {
  return one.length === other.length && one.every((event, index) => event.data === other[index]!.data);
}

/** How everything stands that the review may have changed: what it names, down to the event, and what is adopted or no longer so. */
function reviewedRows({ history, chain, before, after }: Reviewing): readonly RowState[] {
  const event = chain.at(-1)!;
  const resolutions = [before, after].flatMap(({ resolved }) => resolved.get(event.version) ?? []);
  const adopted = resolutions.flatMap(({ data }) => {
    const found = findEvent(history, (data as { readonly adopted: number | string }).adopted);
    return found ? [found] : [];
  });
  return [...new Set([...chain, ...adopted])].map((reviewed) =>
    row(ReviewedRow, reviewed.id, standingOf(reviewed, history, after)),
  );
}

function standingOf(
  { type, version, citation }: RecordedEvent,
  history: readonly RecordedEvent[],
  { events, retracted, replaced, resolved }: InForce<RecordedEvent>,
): Columns<ReviewedRow> | null {
  const inForceOf = (kind: ReviewEvent['type']): readonly RecordedEvent[] =>
    history.filter(
      (review) => review.type === kind && !retracted.has(review.version) && named(history, review)?.version === version,
    );
  const resolution = resolved.get(version);
  const corroborations = inForceOf('ClaimCorroborated').map(told);
  const disputes = inForceOf('ClaimDisputed').map((dispute): DisputeOfEvent => {
    const { text = null } = (dispute as ReviewEvent & { readonly type: 'ClaimDisputed' }).data;
    const counter = counterOf(history, dispute) ?? null;
    return { ...told(dispute), counter, text, isResolved: (resolution?.version ?? 0) > dispute.version };
  });
  const standing = {
    type,
    version,
    source: (events.find((event) => event.version === version)?.citation ?? citation)?.source ?? null,
    retractedBy: retracted.get(version)?.id ?? null,
    correctedBy: replaced.get(version)?.id ?? null,
    corroborations,
    disputes,
    resolvedBy: resolution?.id ?? null,
    adopted: resolution
      ? (findEvent(history, (resolution.data as { adopted: number | string }).adopted)?.id ?? null)
      : null,
    preferred: events.some((event) => event.version === version && event.preferred === true),
  };
  const { retractedBy, correctedBy, resolvedBy, preferred } = standing;
  const isReviewed =
    retractedBy ?? correctedBy ?? resolvedBy ?? (preferred || corroborations.length + disputes.length > 0);
  return isReviewed ? standing : null;
}

function told({ id, position, citation }: RecordedEvent): ReviewOfEvent {
  return { event: id, position, citation: citation ?? null };
}

/** A thing that is no longer registered keeps the name it had last. */
function retractedNameRow({ kind, history, after }: Reviewing): RowState {
  const nameOf = ({ type, data }: RecordedEvent): string | undefined => kind.types[type]?.label?.(data as never);
  const names = history.map(nameOf).filter((name) => name !== undefined);
  const isNamed = after.events.some((event) => nameOf(event) !== undefined);
  const name = names.at(-1);
  return row(RetractedNameRow, '', name === undefined || isNamed ? null : { name });
}
