import { type ListedRow } from '@tracker/projections';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Catalogue } from '@tracker/event-store';
import {
  type AskedPeriod,
  EntryRow,
  heldRows,
  ListAtMoment,
  mapPage,
  type Moment,
  type Names,
  namesIn,
  type Page,
  pageInPeriod,
  placesOf,
} from '@tracker/reading';
import type { Citation, Modality } from '@tracker/vocabulary';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { searchFor } from './search.query';
import { SearchRow } from './search.tables';

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
  /** The places it tells of. */
  readonly places: readonly string[];
  readonly citation: Citation | null;
  /** Where it stands in the log, and since when. */
  readonly recorded: { readonly position: number; readonly at: string };
}

export interface TimelineSelection extends AskedPeriod {
  /** See `readQuestion`. */
  readonly q?: string;
  readonly type?: string;
  readonly stream?: string;
  readonly source?: string;
}

/** What happened, latest first, and what happened at one time in the order of record. What nobody dates comes last, or first in the other direction. */
export class ListTimeline extends ListAtMoment<TimelineEntry, TimelineSelection> {}

@QueryHandler(ListTimeline)
export class ListTimelineHandler implements IQueryHandler<ListTimeline> {
  private readonly kinds: ReadonlySet<string>;

  constructor(
    private readonly source: DataSource,
    catalogue: Catalogue,
  ) {
    this.kinds = catalogue.streamKinds();
  }

  async execute(query: ListTimeline): Promise<Page<TimelineEntry>> {
    const page = query.selection.q === undefined ? await this.told(query) : await this.found(query, query.selection.q);
    const lines = page.items.map(({ line }) => line);
    const names = await namesIn(this.source, query.moment, this.kinds, lines);
    return mapPage(page, (row) => entryOf(row, names));
  }

  private told({ moment, selection, paging }: ListTimeline): Promise<Page<ToldRow>> {
    const list = () => narrowed(toldRows(this.source, moment), selection);
    return pageInPeriod(list, selection, paging);
  }

  private async found({ moment, selection, paging }: ListTimeline, question: string): Promise<Page<ToldRow>> {
    const search = await searchFor(this.source, moment, question, selection);
    const list = () =>
      narrowed(heldRows(this.source, SearchRow, 'entry', moment), selection).andWhere(
        'entry.vector @@ cast(:search as tsquery)',
        { search },
      );
    const page = await pageInPeriod(list, selection, paging);
    const rows = await this.rowsOf(moment, page.items);
    return mapPage(page, ({ key }) => rows.get(key)!);
  }

  /** The events themselves, by id: both models hold the same ones at a moment that both have reached. */
  private async rowsOf(moment: Moment, found: readonly SearchRow[]): Promise<ReadonlyMap<string, ToldRow>> {
    const rows = await toldRows(this.source, moment)
      .andWhere(
        '(entry.stream, entry.key) in (select * from unnest(cast(:streams as text[]), cast(:keys as text[])))',
        { streams: found.map(({ stream }) => stream), keys: found.map(({ key }) => key) },
      )
      .getMany();
    return new Map(rows.map((row) => [row.key, row]));
  }
}

/** An entry that is on the timeline. */
type ToldRow = EntryRow & { readonly line: string };

function toldRows(source: DataSource, moment: Moment): SelectQueryBuilder<ToldRow> {
  return heldRows(source, EntryRow, 'entry', moment).andWhere('entry.line is not null') as SelectQueryBuilder<ToldRow>;
}

function narrowed<Row extends ListedRow>(
  entries: SelectQueryBuilder<Row>,
  { type, stream, source }: TimelineSelection,
): SelectQueryBuilder<Row> {
  if (type !== undefined) entries.andWhere('entry.type = :type', { type });
  if (stream !== undefined) entries.andWhere('entry.stream = :stream', { stream });
  if (source !== undefined) entries.andWhere('entry.source = :source', { source });
  return entries;
}

function entryOf(row: ToldRow, names: Names): TimelineEntry {
  return {
    event: row.key,
    stream: row.stream,
    type: row.type,
    line: row.line.replace(/\{([a-z][a-z0-9-]*)\}/g, (_, id: string) => names[id] ?? id),
    occurred: row.occurred,
    modality: row.modality,
    places: placesOf(row),
    citation: row.citation,
    recorded: { position: row.position, at: row.recordedAt },
  };
}
