import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Catalogue } from '@tracker/event-store';
import { heldRows, mapPage, namesIn, pageOf, type Moment, type Names, type Page, type Paging } from '@tracker/reading';
import { addDays, type Citation, type Day, type Modality } from '@tracker/vocabulary';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import type { TimelineFilter } from './timeline.filter';
import { TimelineRow } from './timeline.tables';

/** One event, told in a sentence. */
export interface TimelineEntry {
  readonly event: string;
  readonly stream: string;
  readonly type: string;
  /** Things are named as they were known at the position asked for. */
  readonly line: string;
  /** As stated; null: the source does not say when. */
  readonly occurred: string | null;
  readonly modality: Modality;
  readonly citation: Citation | null;
  /** Where it stands in the log, and since when. */
  readonly recorded: { readonly position: number; readonly at: string };
}

/** What happened, in the order in which it happened, and what happened at one time in the order of record. What nobody dates comes first, or last in the other direction. */
export class ListTimeline extends Query<Page<TimelineEntry>> {
  constructor(
    readonly moment: Moment,
    readonly filter: Omit<TimelineFilter, 'limit' | 'cursor'>,
    readonly paging: Paging,
  ) {
    super();
  }
}

@QueryHandler(ListTimeline)
export class ListTimelineHandler implements IQueryHandler<ListTimeline> {
  private readonly kinds: ReadonlySet<string>;

  constructor(
    private readonly source: DataSource,
    catalogue: Catalogue,
  ) {
    this.kinds = new Set(catalogue.types().map(({ stream }) => stream.kind));
  }

  async execute({ moment, filter, paging }: ListTimeline): Promise<Page<TimelineEntry>> {
    const entries = narrowed(heldRows(this.source, TimelineRow, 'entry', moment), filter);
    const page = await pageOf(entries, ['sortFrom', 'position'], filter.order ?? 'desc', paging);
    const names = await namesIn(
      this.source,
      moment,
      this.kinds,
      page.items.map(({ line }) => line),
    );
    return mapPage(page, (row) => entryOf(row, names));
  }
}

function narrowed(
  entries: SelectQueryBuilder<TimelineRow>,
  filter: ListTimeline['filter'],
): SelectQueryBuilder<TimelineRow> {
  const { from, to, type, stream, source } = filter;
  if (from !== undefined) entries.andWhere('coalesce(entry.dayTo, entry.dayFrom) >= :from', { from });
  if (to !== undefined) entries.andWhere('coalesce(entry.dayFrom, entry.dayTo) <= :to', { to });
  // The same once more as far as the list's index can tell: an offset moves an instant by a day at most.
  if (to !== undefined) entries.andWhere('entry.sortFrom < :after', { after: dayAfterNext(to) });
  if (type !== undefined) entries.andWhere('entry.type = :type', { type });
  if (stream !== undefined) entries.andWhere('entry.stream = :stream', { stream });
  if (source !== undefined) entries.andWhere('entry.source = :source', { source });
  return entries;
}

function dayAfterNext(day: Day): string {
  return day > '9999-12-20' ? 'Z' : addDays(day, 2);
}

function entryOf(row: TimelineRow, names: Names): TimelineEntry {
  return {
    event: row.key,
    stream: row.stream,
    type: row.type,
    line: row.line.replace(/\{([a-z][a-z0-9-]*)\}/g, (_, id: string) => names[id] ?? id),
    occurred: row.occurred,
    modality: row.modality,
    citation: row.citation,
    recorded: { position: row.position, at: row.recordedAt },
  };
}
