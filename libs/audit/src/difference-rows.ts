import type { EventLog } from '@tracker/event-store';
import { differenceSql, walkStepSql, type Comparison, type DifferingRow, type RowPlace } from '@tracker/projections';
import type { Moment } from '@tracker/reading';
import { kindOf } from '@tracker/vocabulary';
import type { DataSource } from 'typeorm';
import { tablesFrom, type ComparedTable, type DifferencePlace } from './compared-tables';

/** Two moments of one log, the earlier first. */
export interface Span {
  readonly from: number;
  readonly to: Moment;
}

/** What is compared: tables in order, and rows of these streams only if there are any named. */
export interface DifferenceSelection {
  readonly tables: readonly ComparedTable[];
  readonly streams?: readonly string[];
}

/** A row that differs, with its table. */
export type RowOfTable = Omit<DifferingRow, 'found'> & { readonly table: ComparedTable };

/** Between so many positions the streams of the log lead to the rows; between more the tables are walked. */
const BY_STREAMS_MAX = 5_000;
/** Streams looked up in a table at once. */
const STREAMS_AT_ONCE = 500;
/** Row versions of a table that are walked at once. */
const VERSIONS_AT_ONCE = 50_000;
/** Contents of rows that one statement gives. */
const BYTES_AT_ONCE = 2 * 1024 * 1024;

/** Reads which rows differ between two moments, table by table. */
export class DifferenceRows {
  constructor(
    private readonly source: DataSource,
    private readonly log: EventLog,
    private readonly byStreamsMax = BY_STREAMS_MAX,
    private readonly versionsAtOnce = VERSIONS_AT_ONCE,
  ) {}

  /**
   * The rows in order of view, table, stream and key, those behind `start` if it is given: in batches of `limit` at most, each
   * read when it is asked for, nothing held between two of them.
   */
  async *batches(
    span: Span,
    { tables, streams }: DifferenceSelection,
    limit: number,
    start?: DifferencePlace,
  ): AsyncGenerator<readonly RowOfTable[]> {
    const concerned = await this.streamsOf(span, streams);
    const left = start ? (tablesFrom(tables, start) ?? []) : tables;
    for (const [index, table] of left.entries()) {
      const behind = index === 0 ? start : undefined;
      if (concerned === undefined) yield* this.walk(span, table, limit, behind);
      else
        for (const streams of inParts(concerned, table, behind))
          yield* this.rowsOf(span, table, limit, { start: behind, streams });
    }
  }

  /** A row changes with an event of its own stream only. Undefined: too many streams to go by. */
  private async streamsOf(
    { from, to }: Span,
    asked: readonly string[] | undefined,
  ): Promise<readonly string[] | undefined> {
    if (to.position - from > this.byStreamsMax) return asked && [...new Set(asked)].sort();
    const touched = await this.log.streamsBetween(to.conflict, from, to.position);
    return touched.filter((stream) => asked?.includes(stream) ?? true).sort();
  }

  /** Step by step, so that no statement takes long where few rows differ. */
  private async *walk(
    span: Span,
    table: ComparedTable,
    limit: number,
    start: RowPlace = { stream: '', key: '' },
  ): AsyncGenerator<readonly RowOfTable[]> {
    for (let step: RowPlace | undefined = start; step;) {
      const { text, values } = walkStepSql(table.shape, span.to.conflict, step, this.versionsAtOnce);
      const [end] = await this.source.query<readonly RowPlace[]>(text, [...values]);
      yield* this.rowsOf(span, table, limit, { start: step, end });
      step = end;
    }
  }

  private async *rowsOf(
    { from, to }: Span,
    table: ComparedTable,
    limit: number,
    part: Pick<Comparison, 'start' | 'end' | 'streams'>,
  ): AsyncGenerator<readonly RowOfTable[]> {
    const { schema } = table.shape;
    const comparison = {
      conflict: to.conflict,
      before: { schema, position: from },
      after: { schema, position: to.position },
      limit,
      bytesMax: BYTES_AT_ONCE,
    };
    for (let { start } = part; ;) {
      const { text, values } = differenceSql(table.shape, { ...comparison, ...part, start });
      const rows = await this.source.query<readonly DifferingRow[]>(text, [...values]);
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map(({ found: _found, ...row }) => ({ ...row, table }));
      if (rows.length === last.found && last.found < limit) return;
      start = last;
    }
  }
}

/** The streams that may have rows in a table from a place on, some at a time. */
function inParts(
  streams: readonly string[],
  table: ComparedTable,
  start: RowPlace | undefined,
): readonly (readonly string[])[] {
  const own = streams.filter((stream) => table.folds(kindOf(stream)) && stream >= (start?.stream ?? ''));
  const parts = Math.ceil(own.length / STREAMS_AT_ONCE);
  return Array.from({ length: parts }, (_, part) => own.slice(part * STREAMS_AT_ONCE, (part + 1) * STREAMS_AT_ONCE));
}
