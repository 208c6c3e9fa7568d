import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Inconsistency } from '@tracker/event-store';
import {
  heldRows,
  ListAtMoment,
  mapPage,
  pageOf,
  ReviewedRow,
  ReviewRow,
  type FieldChange,
  type Moment,
  type Page,
  type ReviewKind,
} from '@tracker/reading';
import { addDays, type Citation } from '@tracker/vocabulary';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import type { CorrectionsFilter } from './corrections.filter';

/** One review: when, by whom, why, and what it changed. */
export interface CorrectionItem {
  readonly kind: ReviewKind;
  /** The review's own id. */
  readonly event: string;
  readonly stream: string;
  /** What it is about in the end; `names` is what it names itself, if that is a review. */
  readonly of: {
    readonly event: string;
    readonly type: string;
    readonly version: number;
    readonly review: string | null;
  };
  readonly recorded: { readonly position: number; readonly at: string; readonly by: string };
  /** When the source said so, as stated. */
  readonly occurred: string | null;
  readonly citation: Citation | null;
  readonly reason: string | null;
  readonly note: string | null;
  /** Of a dispute: the fields as the disputing source has them. */
  readonly counter: Readonly<Record<string, unknown>> | null;
  /** Of a resolution: what is adopted. */
  readonly adopted: string | null;
  /** Old and new, field by field. A retraction takes the whole away: one change at the root. */
  readonly changes: readonly FieldChange[];
  /** Later events that it made inconsistent with the rules of their stream; they are kept. */
  readonly inconsistent: readonly Inconsistency[];
  readonly inForce: boolean;
  /** The retraction that took the review back. */
  readonly retractedBy: string | null;
}

/** Reviews in order of record, the latest first. */
export class ListCorrections extends ListAtMoment<
  CorrectionItem,
  Omit<CorrectionsFilter, 'limit' | 'cursor' | 'order'>
> {}

@QueryHandler(ListCorrections)
export class ListCorrectionsHandler implements IQueryHandler<ListCorrections> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection }: ListCorrections): Promise<Page<CorrectionItem>> {
    const query = narrowed(heldRows(this.source, ReviewRow, 'review', moment), selection);
    const page = await pageOf(query, ['position'], 'desc', paging);
    const retracted = await this.retracted(moment, page.items);
    return mapPage(page, (row) => itemOf(row, retracted.get(row.key) ?? null));
  }

  private async retracted(moment: Moment, rows: readonly ReviewRow[]): Promise<ReadonlyMap<string, string>> {
    const found = await heldRows(this.source, ReviewedRow, 'reviewed', moment)
      .andWhere('reviewed.key = any(:ids) and reviewed.retractedBy is not null', { ids: rows.map(({ key }) => key) })
      .getMany();
    return new Map(found.map(({ key, retractedBy }) => [key, retractedBy!]));
  }
}

const TAKEN_BACK = `exists (select 1 from reviews_v1.reviewed r where r.conflict = review.conflict and r.stream = review.stream
  and r.key = review.key and r.since <= :position and r.until > :position and r.retracted_by is not null)`;

function narrowed(
  query: SelectQueryBuilder<ReviewRow>,
  filter: ListCorrections['selection'],
): SelectQueryBuilder<ReviewRow> {
  const { kind, stream, event, recordedBy, inForce, inconsistent, from, to } = filter;
  if (kind !== undefined) query.andWhere('review.kind = :kind', { kind });
  if (stream !== undefined) query.andWhere('review.stream = :stream', { stream });
  if (event !== undefined) query.andWhere('(review.event = :event or review.target = :event)', { event });
  if (recordedBy !== undefined) query.andWhere('review.recordedBy = :recordedBy', { recordedBy });
  if (inForce !== undefined) query.andWhere(inForce === 'true' ? `not ${TAKEN_BACK}` : TAKEN_BACK);
  if (inconsistent !== undefined)
    query.andWhere(`review.inconsistent ${inconsistent === 'true' ? '<>' : '='} '[]'::jsonb`);
  if (from !== undefined) query.andWhere('review.recordedAt >= :from', { from });
  if (to !== undefined)
    query.andWhere('review.recordedAt < :after', { after: to === '9999-12-31' ? 'Z' : addDays(to, 1) });
  return query;
}

function itemOf(row: ReviewRow, retractedBy: string | null): CorrectionItem {
  const { kind, key, stream, event, eventType, eventVersion, target, position, recordedAt, recordedBy } = row;
  const { occurred, citation, reason, note, counter, adopted, changes, inconsistent } = row;
  return {
    kind,
    event: key,
    stream,
    of: { event, type: eventType, version: eventVersion, review: target === event ? null : target },
    recorded: { position, at: recordedAt, by: recordedBy },
    occurred,
    citation,
    reason,
    note,
    counter,
    adopted,
    changes,
    inconsistent,
    inForce: retractedBy === null,
    retractedBy,
  };
}
