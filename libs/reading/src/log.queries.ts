import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Catalogue, EventLog, LogHoleError, type LogRow } from '@tracker/event-store';
import { isStreamId } from '@tracker/vocabulary';
import { standingsIn, type InPlace } from './in-place';
import type { LogSelection } from './log-selection';
import { UnknownEventError } from './log.errors';
import { NotFoundAtPositionError } from './reading.errors';

/** Bytes of event bodies on one page: a page ends early rather than take more, but has one event at least. */
const PAGE_BYTES_MAX = 8 * 1024 * 1024;
/** Events and bytes of bodies read at once while a log or a history is streamed: what a stream holds in memory. */
const BATCH_EVENTS = 500;
const BATCH_BYTES_MAX = 2 * 1024 * 1024;

/** A page of the log; `more` if events that fit the question follow it. */
export interface LogPage {
  readonly rows: readonly LogRow[];
  readonly more: boolean;
}

/** A page of the log up to `position`. */
export class PageOfLog extends Query<LogPage> {
  constructor(
    readonly conflict: string,
    readonly position: number,
    readonly selection: LogSelection,
    readonly limit: number,
  ) {
    super();
  }
}

/** Everything in the log up to `position` that fits, in batches of bounded size, each read when it is asked for. */
export class WholeLog extends Query<AsyncIterable<readonly LogRow[]>> {
  constructor(
    readonly conflict: string,
    readonly position: number,
    readonly selection: LogSelection,
  ) {
    super();
  }
}

/** One stream as it stood at a position: its version, and its events in batches of bounded size. */
export interface StreamHistory {
  readonly version: number;
  /** How events stand that were reviewed, by id. */
  readonly standings: ReadonlyMap<string, InPlace>;
  readonly batches: AsyncIterable<readonly LogRow[]>;
}

/** The history of a stream up to `position`. Fails with NotFoundAtPositionError if it was not begun. */
export class HistoryOfStream extends Query<StreamHistory> {
  constructor(
    readonly conflict: string,
    readonly position: number,
    readonly stream: string,
  ) {
    super();
  }
}

/** One event by its id. Fails with UnknownEventError if the log up to `position` has none. */
export class EventById extends Query<LogRow> {
  constructor(
    readonly conflict: string,
    readonly position: number,
    readonly id: string,
  ) {
    super();
  }
}

@QueryHandler(PageOfLog)
export class PageOfLogHandler implements IQueryHandler<PageOfLog> {
  constructor(private readonly log: EventLog) {}

  async execute({ conflict, position, selection, limit }: PageOfLog): Promise<LogPage> {
    const { after, upTo } = await boundsOf(this.log, conflict, selection, position);
    const { types, streams } = selection;
    const rows = await this.log.read(conflict, {
      after,
      upTo,
      limit: limit + 1,
      bytesMax: PAGE_BYTES_MAX,
      types,
      streams,
    });
    if (isWhole(selection)) refuseHole(conflict, after, rows);
    // What was read beyond the limit, or with it the bytes were full, tells that more follows, and begins the next page.
    const bytes = rows.reduce((sum, { body }) => sum + body.length, 0);
    const more = rows.length > limit || (rows.length > 1 && bytes >= PAGE_BYTES_MAX);
    return { rows: more ? rows.slice(0, -1) : rows, more };
  }
}

@QueryHandler(WholeLog)
export class WholeLogHandler implements IQueryHandler<WholeLog> {
  constructor(private readonly log: EventLog) {}

  async execute({ conflict, position, selection }: WholeLog): Promise<AsyncIterable<readonly LogRow[]>> {
    const { after, upTo } = await boundsOf(this.log, conflict, selection, position);
    const { types, streams } = selection;
    return batches(after, upTo, async (from) => {
      const rows = await this.log.read(conflict, {
        after: from,
        upTo,
        limit: BATCH_EVENTS,
        bytesMax: BATCH_BYTES_MAX,
        types,
        streams,
      });
      if (isWhole(selection)) refuseHole(conflict, from, rows);
      return { rows, last: rows.at(-1)?.position };
    });
  }
}

@QueryHandler(HistoryOfStream)
export class HistoryOfStreamHandler implements IQueryHandler<HistoryOfStream> {
  constructor(
    private readonly log: EventLog,
    private readonly catalogue: Catalogue,
  ) {}

  async execute({ conflict, position, stream }: HistoryOfStream): Promise<StreamHistory> {
    const version = isStreamId(stream) ? await this.log.versionAt(conflict, stream, position) : 0;
    if (version === 0) throw new NotFoundAtPositionError(stream, position);
    const read = async (after: number): Promise<Batch> => {
      const rows = await this.log.history(conflict, stream, {
        after,
        upTo: position,
        limit: BATCH_EVENTS,
        bytesMax: BATCH_BYTES_MAX,
      });
      return { rows, last: rows.at(-1)?.version };
    };
    const standings = await this.standings(conflict, stream, position);
    return { version, standings, batches: batches(0, version, read) };
  }

  /** A review may change any event before it, so that a stream with one is read as a whole first. */
  private async standings(conflict: string, stream: string, position: number): Promise<ReadonlyMap<string, InPlace>> {
    const asked = { after: 0, upTo: position, streams: [stream] };
    const reviews = await this.log.read(conflict, { ...asked, types: CHANGING_REVIEWS, limit: 1 });
    if (reviews.length === 0) return new Map();
    const rows = await this.log.histories(conflict, [stream], [0]);
    return standingsIn(
      rows.filter((row) => row.position <= position),
      this.catalogue,
    );
  }
}

/** Reviews that change what stands. */
const CHANGING_REVIEWS = ['EventCorrected', 'EventRetracted', 'DisputeResolved'];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@QueryHandler(EventById)
export class EventByIdHandler implements IQueryHandler<EventById> {
  constructor(private readonly log: EventLog) {}

  async execute({ conflict, position, id }: EventById): Promise<LogRow> {
    const row = UUID.test(id) ? await this.log.event(conflict, id) : undefined;
    if (!row || row.position > position) throw new UnknownEventError(id, position);
    return row;
  }
}

interface Batch {
  readonly rows: readonly LogRow[];
  /** Where the batch ends, if it is not empty. */
  readonly last: number | undefined;
}

/** Reads on from batch to batch. Nothing is held between two of them, so a slow reader costs no connection. */
async function* batches(
  after: number,
  upTo: number,
  read: (after: number) => Promise<Batch>,
): AsyncGenerator<readonly LogRow[]> {
  for (let from = after; from < upTo;) {
    const { rows, last } = await read(from);
    if (last === undefined) return;
    yield rows;
    from = last;
  }
}

/** Instants of record as positions: both rise together, so that no filter has to read what lies outside. */
async function boundsOf(
  log: EventLog,
  conflict: string,
  { after, recordedFrom, recordedTo }: LogSelection,
  position: number,
): Promise<{ readonly after: number; readonly upTo: number }> {
  const before =
    recordedFrom === undefined ? 0 : (await log.positionAt(conflict, oneMillisecondBefore(recordedFrom))).position;
  const last = recordedTo === undefined ? position : (await log.positionAt(conflict, recordedTo)).position;
  return { after: Math.max(after, before), upTo: Math.min(position, last) };
}

function oneMillisecondBefore(instant: string): string {
  return new Date(Date.parse(instant) - 1).toISOString();
}

function isWhole({ types, streams }: LogSelection): boolean {
  return types === undefined && streams === undefined;
}

/** The log is read without leaving out, so positions MUST follow one another. */
function refuseHole(conflict: string, after: number, rows: readonly LogRow[]): void {
  rows.forEach(({ position }, index) => {
    if (position !== after + index + 1) throw new LogHoleError(conflict, after + index + 1, position);
  });
}
