import { isReview, type EventLog, type EventOutline } from '@tracker/event-store';
import type { DataSource } from 'typeorm';
import type { Moment } from './moment';
import type { ReviewedRow, ReviewRow } from './review.tables';
import { decidingEvent, type KnownEvents } from './why-effects';
import { reviewsOf } from './why-reviews';
import { givenWay, type GivenWay, type Rivalry } from './why-rivals';

/** Where explanations come from. */
export interface ExplainingSources {
  readonly source: DataSource;
  readonly log: EventLog;
  /** None if the question names a rule by which every claim counts. */
  readonly rivalries: readonly Rivalry[];
}

/** How often events that decide over others are looked up in turn: one replaced by one that was replaced, and so on. */
const ROUNDS_MAX = 10;

interface Gathered extends KnownEvents {
  readonly outlines: Map<string, EventOutline>;
  readonly standings: Map<string, ReviewedRow>;
  readonly reviews: Map<string, ReviewRow>;
  readonly givenWay: Map<string, GivenWay>;
  readonly at: Map<number, string>;
}

/** Events with everything that decides over them, and how many of these there are beyond what is looked up. */
export async function knownEvents(
  sources: ExplainingSources,
  moment: Moment,
  asked: readonly EventOutline[],
): Promise<{ readonly known: KnownEvents; readonly unknown: number }> {
  const known: Gathered = {
    outlines: new Map(),
    standings: new Map(),
    reviews: new Map(),
    givenWay: new Map(),
    at: new Map(),
  };
  let outlines = asked;
  for (let round = 1; ; round += 1) {
    await gather(sources, moment, outlines, known);
    const [ids, positions] = missingOf(outlines, known);
    const missing = ids.length + positions.length;
    if (missing === 0 || round === ROUNDS_MAX) return { known, unknown: missing };
    outlines = await sources.log.outlines(moment.conflict, { upTo: moment.position, ids, positions });
  }
}

async function gather(
  { source, rivalries }: ExplainingSources,
  moment: Moment,
  outlines: readonly EventOutline[],
  known: Gathered,
): Promise<void> {
  const { standings, reviews } = await reviewsOf(source, moment, outlines);
  const inForce = outlines.filter(({ id, type }) => !isReview(type) && !standings.get(id)?.retractedBy);
  const gone = await givenWay(source, moment, rivalries, inForce);
  for (const outline of outlines) {
    known.outlines.set(outline.id, outline);
    known.at.set(outline.position, outline.id);
  }
  for (const [id, row] of standings) known.standings.set(id, row);
  for (const [id, row] of reviews) known.reviews.set(id, row);
  for (const [id, way] of gone) known.givenWay.set(id, way);
}

/** Ids of events, and positions of others, that are not known and that say why one of these stands as it does. */
function missingOf(outlines: readonly EventOutline[], known: KnownEvents): [ids: string[], positions: number[]] {
  const ids = outlines.flatMap((outline) => {
    const { correctedBy, disputes = [] } = known.standings.get(outline.id) ?? {};
    const told = [decidingEvent(outline, known), correctedBy, known.reviews.get(outline.id)?.target];
    return [...told, ...disputes.map(({ event }) => event)].flatMap((id) => id ?? []);
  });
  const positions = outlines.flatMap(({ id }) => {
    const gone = known.givenWay.get(id);
    return gone?.how === 'replaced' ? [gone.at] : [];
  });
  return [
    [...new Set(ids)].filter((id) => !known.outlines.has(id)),
    [...new Set(positions)].filter((position) => !known.at.has(position)),
  ];
}
