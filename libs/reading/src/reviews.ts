import type { Warning } from '@tracker/event-store';
import type { TemporalRow } from '@tracker/projections';
import type { DataSource } from 'typeorm';
import { FindingRow } from './finding.tables';
import { heldRows } from './held';
import { independenceAt, type Independence } from './independence';
import type { Moment } from './moment';
import { ReviewedRow, type DisputeOfEvent, type ReviewOfEvent } from './review.tables';

/** How an event stands after the reviews of it and by the rules, told beside every answer that mentions it. */
export interface Standing {
  /** Id of the retraction in force. */
  readonly retractedBy?: string;
  /** Id of the correction, or resolution, that gave it its present content. */
  readonly correctedBy?: string;
  readonly corroboration?: {
    /** Sources that say so and are independent of each other, the event's own among them; linked ones count once. */
    readonly independentSources: number;
    readonly by: readonly ReviewOfEvent[];
  };
  /** Disputes, those that are settled as well. */
  readonly disputes?: readonly DisputeOfEvent[];
  readonly resolution?: { readonly event: string; readonly adopted: string | null };
  /** A resolution adopts it over its rivals, whatever their grades. */
  readonly preferred?: true;
  /** What the rules of its stream warn of. */
  readonly warnings?: readonly Warning[];
  /** The rule that would refuse it now, because a review has changed what comes before it. It is kept. */
  readonly inconsistent?: Warning;
}

/** Id of an event -> how it stands. Events of which there is nothing to tell are not named. */
export type Reviews = Readonly<Record<string, Standing>>;

const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Everything in an answer that has the form of an event's id. */
export function eventIdsIn(answer: unknown): ReadonlySet<string> {
  const ids = new Set<string>();
  collect(answer, ids);
  return ids;
}

/** Looks up how every event stands whose id is in an answer. */
export async function reviewsIn(source: DataSource, moment: Moment, answer: unknown): Promise<Reviews> {
  const ids = eventIdsIn(answer);
  if (ids.size === 0) return {};
  const heldOf = <Row extends TemporalRow>(table: new () => Row): Promise<Row[]> =>
    heldRows(source, table, 'held', moment)
      .andWhere('held.key = any(:ids)', { ids: [...ids] })
      .orderBy('held.key')
      .getMany();
  const [reviewed, findings] = await Promise.all([heldOf(ReviewedRow), heldOf(FindingRow)]);
  const standings = new Map<string, Standing>();
  if (reviewed.length > 0) {
    const independence = await independenceAt(source, moment);
    for (const row of reviewed) standings.set(row.key, standingOf(row, independence));
  }
  for (const { key, warnings, inconsistent } of findings) {
    const found = inconsistent === null ? { warnings } : { inconsistent };
    standings.set(key, { ...standings.get(key), ...found });
  }
  return Object.fromEntries([...standings].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function standingOf(row: ReviewedRow, independence: Independence): Standing {
  const { source, retractedBy, correctedBy, corroborations, disputes, resolvedBy, adopted, preferred } = row;
  const sources = [source, ...corroborations.map(({ citation }) => citation?.source)].flatMap((name) => name ?? []);
  return {
    ...(retractedBy === null ? {} : { retractedBy }),
    ...(correctedBy === null ? {} : { correctedBy }),
    ...(corroborations.length === 0
      ? {}
      : { corroboration: { independentSources: independence.count(sources), by: corroborations } }),
    ...(disputes.length === 0 ? {} : { disputes }),
    ...(resolvedBy === null ? {} : { resolution: { event: resolvedBy, adopted } }),
    ...(preferred ? { preferred } : {}),
  };
}

function collect(value: unknown, ids: Set<string>): void {
  if (typeof value === 'string') {
    if (EVENT_ID.test(value)) ids.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) collect(member, ids);
  }
}
