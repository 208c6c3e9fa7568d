import { isReview, type EventOutline } from '@tracker/event-store';
import { GRADED_LATEST, type Citation, type Modality } from '@tracker/vocabulary';
import type { ReviewedRow, ReviewRow } from './review.tables';
import type { GivenWay } from './why-rivals';

/** What an event is to the answer. */
export const EFFECTS = ['effective', 'corrected', 'retracted', 'outranked', 'replaced', 'review'] as const;
type Effect = (typeof EFFECTS)[number];

/** An event behind a number or a row, or left out of it. */
export interface EventWhy {
  readonly stream: string;
  readonly version: number;
  readonly position: number;
  readonly type: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  /** Time, modality and citation as recorded. Left out: not said. */
  readonly occurred?: string;
  readonly modality?: Modality;
  readonly citation?: Citation;
  /**
   * `effective`: in force as recorded. `corrected`: in force as a correction or a resolution has it; of a correction, that a later
   * one replaced it. `retracted`: in no view. `outranked`: in force, but of all that it claims others are adopted. `replaced`: in
   * force, but its own source has told all of it anew. `review`: in force, and about another event.
   */
  readonly effect: Effect;
  /** Id of the event that makes it so. */
  readonly by?: string;
  /** The words of that event's recorder, or the rule by which another was adopted. Of a review in force, its own. */
  readonly reason?: string;
  /** Id of the correction, or of the resolution, that gave it its present content, whatever the effect, and on whose word that is. */
  readonly correctedBy?: string;
  readonly presentCitation?: Citation;
  /** Ids of disputes of it that no resolution has settled. */
  readonly disputedBy?: readonly string[];
  /** Of a review: id of what it names. */
  readonly of?: string;
}

/** What effects are told from. Everything by id of the event. */
export interface KnownEvents {
  readonly outlines: ReadonlyMap<string, EventOutline>;
  /** How events stand that are reviewed, and reviews. */
  readonly standings: ReadonlyMap<string, ReviewedRow>;
  readonly reviews: ReadonlyMap<string, ReviewRow>;
  /** Events in force that nothing rests on. */
  readonly givenWay: ReadonlyMap<string, GivenWay>;
  /** Position -> id. */
  readonly at: ReadonlyMap<number, string>;
}

/** Explains one event by the others. */
export function eventWhy(outline: EventOutline, known: KnownEvents): EventWhy {
  const { stream, version, position, type, recordedAt, recordedBy, occurred, modality, citation } = outline;
  const told = {
    ...(occurred === null ? {} : { occurred }),
    ...(modality === null ? {} : { modality }),
    ...(citation === null ? {} : { citation }),
  };
  const header = { stream, version, position, type, recordedAt: recordedAt.toISOString(), recordedBy };
  return { ...header, ...told, ...effectOf(outline, known), ...standingOf(outline, known) };
}

/** The event that decides the effect of another; undefined if it is in force as it stands. */
export function decidingEvent({ id, type }: EventOutline, known: KnownEvents): string | undefined {
  const standing = known.standings.get(id);
  if (standing?.retractedBy) return standing.retractedBy;
  if (type === 'EventCorrected') return laterCorrection(id, known);
  const gone = known.givenWay.get(id);
  if (gone?.how === 'outranked') return gone.by;
  if (gone?.how === 'replaced') return known.at.get(gone.at);
  return standing?.correctedBy ?? undefined;
}

function effectOf(outline: EventOutline, known: KnownEvents): Pick<EventWhy, 'effect' | 'by' | 'reason'> {
  const { id, type } = outline;
  const by = decidingEvent(outline, known);
  const gone = known.givenWay.get(id)?.how;
  const isRetracted = Boolean(known.standings.get(id)?.retractedBy);
  if (isRetracted || by === undefined || isReview(type) || gone === undefined) {
    const effect = isRetracted ? 'retracted' : by !== undefined ? 'corrected' : isReview(type) ? 'review' : 'effective';
    return { effect, ...(by === undefined ? {} : { by }), ...reasonGiven(by ?? id, known) };
  }
  const reason = gone === 'outranked' ? { reason: `adopted by ${GRADED_LATEST}` } : {};
  return { effect: gone, by, ...reason };
}

/** Of several corrections of an event the last counts. */
function laterCorrection(id: string, { standings, reviews }: KnownEvents): string | undefined {
  const event = reviews.get(id)?.event;
  const last = event === undefined ? null : standings.get(event)?.correctedBy;
  return last === null || last === id ? undefined : last;
}

/** What reviews make of an event beside its effect, and what a review is of. */
function standingOf({ id }: EventOutline, known: KnownEvents) {
  const { correctedBy = null, disputes = [] } = known.standings.get(id) ?? {};
  const open = disputes.filter(({ isResolved }) => !isResolved).map(({ event }) => event);
  const present = presentCitation(id, known);
  const target = known.reviews.get(id)?.target;
  return {
    ...(correctedBy === null ? {} : { correctedBy }),
    ...(present === null ? {} : { presentCitation: present }),
    ...(open.length === 0 ? {} : { disputedBy: open }),
    ...(target === undefined ? {} : { of: target }),
  };
}

/** On whose word an event stands whose content a review has replaced. */
function presentCitation(id: string, { standings, outlines }: KnownEvents): Citation | null {
  const { correctedBy = null, adopted = null, disputes = [] } = standings.get(id) ?? {};
  const by = correctedBy === null ? undefined : outlines.get(correctedBy);
  if (by?.type === 'EventCorrected') return by.correctedCitation;
  return correctedBy === null ? null : (disputes.find(({ event }) => event === adopted)?.citation ?? null);
}

/** What the recorder of a review gave as the reason: of a correction the code, and a remark. */
function reasonGiven(review: string, { reviews }: KnownEvents): Pick<EventWhy, 'reason'> {
  const { reason = null, note = null } = reviews.get(review) ?? {};
  const words = [reason, note].filter((text) => text !== null);
  return words.length === 0 ? {} : { reason: words.join(': ') };
}
