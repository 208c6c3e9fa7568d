import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Catalogue, EventLog } from '@tracker/event-store';
import { namesIn, reviewsIn, type Names, type Page, type Reviews } from '@tracker/reading';
import { DataSource } from 'typeorm';
import { Causes } from './causes';
import type { Difference } from './difference';
import { DifferenceRows, type DifferenceSelection, type RowOfTable, type Span } from './difference-rows';
import type { DifferencePlace } from './compared-tables';

/** Contents of rows on one page: a page ends early rather than take more, but has one row at least. */
const PAGE_BYTES_MAX = 8 * 1024 * 1024;
/** Rows read at once while a difference is streamed: what a stream holds in memory. */
const BATCH_ROWS = 1_000;

/** A page of a difference; what is told of streams and events that it mentions holds at `to`. */
export interface DifferencePage extends Page<Difference> {
  readonly names: Names;
  readonly reviews: Reviews;
}

/** A page of what differs between two moments. */
export class PageOfDifference extends Query<DifferencePage> {
  constructor(
    readonly span: Span,
    readonly selection: DifferenceSelection,
    readonly limit: number,
    readonly start: DifferencePlace | undefined,
  ) {
    super();
  }
}

/** All that differs between two moments, in batches of bounded size, each read when it is asked for. */
export class WholeDifference extends Query<AsyncIterable<readonly Difference[]>> {
  constructor(
    readonly span: Span,
    readonly selection: DifferenceSelection,
  ) {
    super();
  }
}

@QueryHandler(PageOfDifference)
export class PageOfDifferenceHandler implements IQueryHandler<PageOfDifference> {
  private readonly rows: DifferenceRows;
  private readonly causes: Causes;
  private readonly kinds: ReadonlySet<string>;

  constructor(
    private readonly source: DataSource,
    log: EventLog,
    catalogue: Catalogue,
  ) {
    this.rows = new DifferenceRows(source, log);
    this.causes = new Causes(source, log);
    this.kinds = catalogue.streamKinds();
  }

  async execute(asked: PageOfDifference): Promise<DifferencePage> {
    const { rows, more } = await this.read(asked);
    const items = await this.causes.toldOf(asked.span, rows);
    const last = items.at(-1);
    const reviews = await reviewsIn(this.source, asked.span.to, items);
    const names = await namesIn(this.source, asked.span.to, this.kinds, [items, reviews]);
    const page = { items, names, reviews };
    if (!last || !(more || items.length < rows.length)) return page;
    return { ...page, after: [last.view, last.table, last.stream, last.key] };
  }

  /** What was read beyond the limit, or with it the bytes were full, tells that more follows, and begins the next page. */
  private async read({ span, selection, limit, start }: PageOfDifference): Promise<{
    readonly rows: readonly RowOfTable[];
    readonly more: boolean;
  }> {
    const rows: RowOfTable[] = [];
    let bytes = 0;
    for await (const batch of this.rows.batches(span, selection, limit + 1, start)) {
      for (const row of batch) {
        rows.push(row);
        bytes += row.bytes;
        const isFull = rows.length > limit || (rows.length > 1 && bytes >= PAGE_BYTES_MAX);
        if (isFull) return { rows: rows.slice(0, -1), more: true };
      }
    }
    return { rows, more: false };
  }
}

@QueryHandler(WholeDifference)
export class WholeDifferenceHandler implements IQueryHandler<WholeDifference> {
  private readonly rows: DifferenceRows;
  private readonly causes: Causes;

  constructor(source: DataSource, log: EventLog) {
    this.rows = new DifferenceRows(source, log);
    this.causes = new Causes(source, log);
  }

  execute({ span, selection }: WholeDifference): Promise<AsyncIterable<readonly Difference[]>> {
    return Promise.resolve(this.batches(span, selection));
  }

  private async *batches(span: Span, selection: DifferenceSelection): AsyncGenerator<readonly Difference[]> {
    for await (const rows of this.rows.batches(span, selection, BATCH_ROWS)) {
      for (let left = rows; left.length > 0;) {
        const told = await this.causes.toldOf(span, left);
        yield told;
        left = left.slice(told.length);
      }
    }
  }
}
