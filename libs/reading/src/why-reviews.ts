import { isReview, type EventOutline } from '@tracker/event-store';
import type { DataSource } from 'typeorm';
import { heldRows } from './held';
import type { Moment } from './moment';
import { ReviewedRow, ReviewRow } from './review.tables';
import type { KnownEvents } from './why-effects';

/** Looks up how events stand that are reviewed, with the reviews among them and those that decide; by id. */
export async function reviewsOf(
  source: DataSource,
  moment: Moment,
  outlines: readonly EventOutline[],
): Promise<Pick<KnownEvents, 'standings' | 'reviews'>> {
  const streams = [...new Set(outlines.map(({ stream }) => stream))];
  const reviewing = outlines.filter(({ type }) => isReview(type)).map(({ id }) => id);
  const own = await reviewRows(source, moment, streams, reviewing);
  const asked = [...new Set([...outlines.map(({ id }) => id), ...own.map(({ event }) => event)])];
  const reviewed = await heldRows(source, ReviewedRow, 'held', moment)
    .andWhere('held.key = any(:asked)', { asked })
    .getMany();
  const deciding = reviewed.flatMap(({ retractedBy, correctedBy }) => [retractedBy ?? [], correctedBy ?? []].flat());
  const others = await reviewRows(source, moment, streams, [...new Set(deciding)]);
  return {
    standings: new Map(reviewed.map((row) => [row.key, row])),
    reviews: new Map([...own, ...others].map((row) => [row.key, row])),
  };
}

async function reviewRows(
  source: DataSource,
  moment: Moment,
  streams: readonly string[],
  ids: readonly string[],
): Promise<readonly ReviewRow[]> {
  if (ids.length === 0) return [];
  return heldRows(source, ReviewRow, 'review', moment)
    .andWhere('review.stream = any(:streams) and review.key = any(:ids)', { streams, ids })
    .getMany();
}
