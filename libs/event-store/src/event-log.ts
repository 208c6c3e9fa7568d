import type { ClientBase, Pool } from 'pg';
import { appendSql } from './append.sql';
import { outlinesIn, type EventOutline, type OutlineSelection } from './event-outline';
import { LogHoleError } from './event-store.errors';
import { LOG_COLUMNS, type LogRow } from './log-row';

/** An event ready to be appended: accepted at a version, with the exact bytes that become the record. */
export interface AppendableEvent {
  /** Events of one group are appended together or not at all; a stream MUST NOT stand in two groups of a batch. */
  readonly group: number;
  readonly stream: string;
  /** The version it was accepted at: one more than the event of its stream before it. */
  readonly version: number;
  /** UUID, given out before the queue, so that a batch whose connection died is sent again as it stands. */
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly recordedBy: string;
  readonly body: Buffer;
  readonly salt: Buffer;
  readonly commitment: Buffer;
}

/** Where an event was put. */
export interface Appended {
  readonly position: number;
  readonly recordedAt: Date;
}

/** What is known of an id that is taken. */
export interface KnownEvent extends Appended {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly salt: Buffer;
  readonly commitment: Buffer;
}

/** Where the streams of a batch stand, and which of its ids are taken. */
export interface Standing {
  /** Last version of every stream asked for; 0 for one that does not exist. */
  readonly versions: ReadonlyMap<string, number>;
  readonly known: ReadonlyMap<string, KnownEvent>;
}

/** Which part of a log to read. Positions: `after` excluded, `upTo` included. */
export interface LogRange {
  readonly after: number;
  readonly upTo?: number;
  readonly limit: number;
  /** Reading ends with the event whose body reaches so many bytes in all, so that few large events are as well read as many small ones. */
  readonly bytesMax?: number;
  readonly types?: readonly string[];
  readonly streams?: readonly string[];
}

/** Which part of a stream to read: versions after `after`, of events at positions up to `upTo`. */
export interface HistoryRange {
  readonly after: number;
  readonly upTo: number;
  readonly limit: number;
  readonly bytesMax: number;
}

const STANDING_SQL = `
  select 'stream' as what, s.stream as name,
    coalesce((select e.version from log.events e where e.conflict = $1 and e.stream = s.stream order by e.version desc limit 1), 0) as version,
    null::bigint as position, null::text as stream, null::timestamptz as recorded_at, null::bytea as salt, null::bytea as commitment
  from unnest($2::text[]) s(stream)
  union all
  select 'id', e.event_id::text, e.version, e.position, e.stream, e.recorded_at, e.salt, e.commitment
  from unnest($3::uuid[]) i(id) cross join lateral (
    select * from log.events e where e.conflict = $1 and e.event_id >= i.id and e.event_id <= i.id order by e.event_id limit 1) e`;

const READ_SQL = `
  select ${LOG_COLUMNS} from log.events
  where conflict = $1 and position > $2 and position <= $3 and ($6::text[] is null or type = any($6))
  order by position limit $4`;

// Stream by stream, because by position it would go through the whole log to find the few events of a stream.
const READ_STREAMS_SQL = `
  select e.* from unnest($7::text[]) s(stream) cross join lateral (
    select ${LOG_COLUMNS} from log.events e
    where e.conflict = $1 and e.stream = s.stream and e.position > $2 and e.position <= $3 and ($6::text[] is null or e.type = any($6))
    order by e.version) e
  order by e.position limit $4`;

const HISTORY_SQL = `
  select ${LOG_COLUMNS} from log.events
  where conflict = $1 and stream = $2 and version > $3 and position <= $4 order by version limit $5`;

/** A selection in order, cut after the row with which its bodies reach so many bytes. */
function withinBytes(selection: string, order: 'position' | 'version', bytesMax: string): string {
  return `select ${LOG_COLUMNS} from (
      select selected.*, coalesce(sum(octet_length(body)) over (order by ${order} rows between unbounded preceding and 1 preceding), 0) as bytes_before
      from (${selection}) selected) sized
    where bytes_before < ${bytesMax}::bigint order by ${order}`;
}

interface StandingRow extends KnownEvent {
  readonly what: 'stream' | 'id';
  readonly name: string;
  readonly recorded_at: Date;
}

/**
 * Settings of a connection whose plans are to be right from the first event on: made while the log is empty, a plan sees every
 * index that begins with the conflict as equally good. Without sorts only the index in the order asked for is left, so every
 * lookup below is ordered (and one by id is a range of one value). For EventLog only, not for views.
 */
export const LOG_SETTINGS: Readonly<Record<string, string>> = {
  jit: 'off',
  enable_seqscan: 'off',
  enable_sort: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
};

/**
 * The log: one append-only sequence of events a conflict, positions 1, 2, 3, ... without a gap and in commit order.
 * A reader at position p knows that nothing at or below p can still appear. This class is the only code that reads or
 * appends events; the connection MUST log in as `tracker_app` or `tracker_projector`, which cannot change what is recorded.
 */
export class EventLog {
  constructor(private readonly connection: Pool | ClientBase) {}

  /**
   * Appends a batch in one round trip. Resolves after commit, fsync included, with one element an event: where it was put,
   * or undefined if its group was left out because one of its streams has moved or one of its ids is taken.
   * Rejects with the database's error; whether the batch was committed is then unknown, and sending it again is safe.
   */
  async append(conflict: string, batch: readonly AppendableEvent[]): Promise<readonly (Appended | undefined)[]> {
    const { rows } = await this.connection.query<{
      event_number: number;
      event_position: number;
      event_recorded_at: Date;
    }>({
      name: 'append',
      text: appendSql,
      values: [
        conflict,
        batch.map((event) => event.group),
        batch.map((event) => event.stream),
        batch.map((event) => event.version),
        batch.map((event) => event.id),
        batch.map((event) => event.type),
        batch.map((event) => event.schemaVersion),
        batch.map((event) => event.recordedBy),
        batch.map((event) => event.body.length),
        Buffer.concat(batch.map((event) => event.body)),
        Buffer.concat(batch.map((event) => event.salt)),
        Buffer.concat(batch.map((event) => event.commitment)),
      ],
    });
    const outcome = batch.map((): Appended | undefined => undefined);
    for (const row of rows)
      outcome[row.event_number - 1] = { position: row.event_position, recordedAt: row.event_recorded_at };
    return outcome;
  }

  /** Where streams stand and which ids are taken, in one query. */
  async standing(conflict: string, streams: readonly string[], ids: readonly string[]): Promise<Standing> {
    const { rows } = await this.connection.query<StandingRow>({
      name: 'standing',
      text: STANDING_SQL,
      values: [conflict, streams, ids],
    });
    const versions = new Map<string, number>();
    const known = new Map<string, KnownEvent>();
    for (const row of rows) {
      if (row.what === 'stream') versions.set(row.name, row.version);
      else known.set(row.name, { ...row, id: row.name, recordedAt: row.recorded_at });
    }
    return { versions, known };
  }

  /** Events of a conflict in order of position. */
  async read(conflict: string, range: LogRange): Promise<readonly LogRow[]> {
    const { after, upTo = Number.MAX_SAFE_INTEGER, limit, bytesMax = Number.MAX_SAFE_INTEGER, types, streams } = range;
    const { rows } = await this.connection.query<LogRow>({
      text: withinBytes(streams ? READ_STREAMS_SQL : READ_SQL, 'position', '$5'),
      values: [conflict, after, upTo, limit, bytesMax, types ?? null, ...(streams ? [[...new Set(streams)]] : [])],
    });
    return rows;
  }

  /** Events of one stream in order of version. */
  async history(conflict: string, stream: string, range: HistoryRange): Promise<readonly LogRow[]> {
    const { rows } = await this.connection.query<LogRow>({
      name: 'history',
      text: withinBytes(HISTORY_SQL, 'version', '$6'),
      values: [conflict, stream, range.after, range.upTo, range.limit, range.bytesMax],
    });
    return rows;
  }

  /** The version at which a stream stood when the log was at a position; 0 if it was not begun. */
  async versionAt(conflict: string, stream: string, position: number): Promise<number> {
    const { rows } = await this.connection.query<{ version: number }>({
      name: 'version_at',
      text: `select version from log.events where conflict = $1 and stream = $2 and position <= $3 order by version desc limit 1`,
      values: [conflict, stream, position],
    });
    return rows[0]?.version ?? 0;
  }

  /** The next events after a position, all of them: throws LogHoleError rather than skip one. */
  async follow(conflict: string, after: number, limit: number): Promise<readonly LogRow[]> {
    const { rows } = await this.connection.query<LogRow>({
      name: 'follow',
      text: `select ${LOG_COLUMNS} from log.events where conflict = $1 and position > $2 order by position limit $3`,
      values: [conflict, after, limit],
    });
    rows.forEach((row, index) => {
      if (row.position !== after + index + 1) throw new LogHoleError(conflict, after + index + 1, row.position);
    });
    return rows;
  }

  /** The history of streams, each in order of version. `after` excluded, one element a stream. */
  async histories(conflict: string, streams: readonly string[], after: readonly number[]): Promise<readonly LogRow[]> {
    const { rows } = await this.connection.query<LogRow>({
      name: 'histories',
      text: `select e.* from unnest($2::text[], $3::integer[]) s(stream, after) cross join lateral (
          select ${LOG_COLUMNS} from log.events e where e.conflict = $1 and e.stream = s.stream and e.version > s.after
          order by e.version limit 20000) e`,
      values: [conflict, streams, after],
    });
    return rows;
  }

  /** The streams of the events after a position, up to another, each once. The cost grows with the events between. */
  async streamsBetween(conflict: string, after: number, upTo: number): Promise<readonly string[]> {
    const { rows } = await this.connection.query<{ stream: string }>({
      name: 'streams_between',
      text: `select stream from log.events where conflict = $1 and position > $2 and position <= $3 order by position limit $3 - $2`,
      values: [conflict, after, upTo],
    });
    return [...new Set(rows.map(({ stream }) => stream))];
  }

  /** One event by its id. */
  async event(conflict: string, id: string): Promise<LogRow | undefined> {
    const { rows } = await this.connection.query<LogRow>({
      text: `select ${LOG_COLUMNS} from log.events where conflict = $1 and event_id = $2`,
      values: [conflict, id],
    });
    return rows[0];
  }

  /** What tells of events where they come from, without their data; in order of position. */
  outlines(conflict: string, selection: OutlineSelection): Promise<readonly EventOutline[]> {
    return outlinesIn(this.connection, conflict, selection);
  }

  /** The last position of a conflict, 0 if it has no events. */
  async head(conflict: string): Promise<number> {
    const { rows } = await this.connection.query<{ position: number }>({
      name: 'head',
      text: `select position from log.events where conflict = $1 order by position desc limit 1`,
      values: [conflict],
    });
    return rows[0]?.position ?? 0;
  }

  /** Every conflict with its last position. Cost grows with the number of conflicts, not of events. */
  async heads(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.connection.query<{ conflict: string; position: number }>({
      name: 'heads',
      text: `with recursive conflicts(conflict) as (
          (select conflict from log.events order by conflict limit 1)
          union all
          select (select e.conflict from log.events e where e.conflict > c.conflict order by e.conflict limit 1)
          from conflicts c where c.conflict is not null)
        select c.conflict, (select e.position from log.events e where e.conflict = c.conflict order by e.position desc limit 1) as position
        from conflicts c where c.conflict is not null`,
    });
    return new Map(rows.map((row) => [row.conflict, row.position]));
  }

  /** The last position recorded at or before an instant (RFC 3339), 0 if none, and whether the instant lies in the future. */
  async positionAt(
    conflict: string,
    instant: string,
  ): Promise<{ readonly position: number; readonly future: boolean }> {
    const { rows } = await this.connection.query<{ position: number; future: boolean }>({
      text: `select log.position_at($1, $2::timestamptz) as position,
        $2::timestamptz >= date_trunc('milliseconds', clock_timestamp()) as future`,
      values: [conflict, instant],
    });
    return rows[0]!;
  }

  /** When the event at a position was recorded; undefined for position 0 or one beyond the head. */
  async recordedAt(conflict: string, position: number): Promise<Date | undefined> {
    const { rows } = await this.connection.query<{ recorded_at: Date }>({
      text: `select recorded_at from log.events where conflict = $1 and position = $2`,
      values: [conflict, position],
    });
    return rows[0]?.recorded_at;
  }

  /** Streams at which a log ordered by stream can be cut into parts of about as many events; reads an index alone. */
  async streamCuts(conflict: string, events: number): Promise<readonly string[]> {
    const { rows } = await this.connection.query<{ stream: string }>({
      text: `select distinct stream from (
          select stream, row_number() over (order by stream, version) as number from log.events where conflict = $1
        ) numbered where number % $2 = 0 order by stream`,
      values: [conflict, events],
    });
    return rows.map(({ stream }) => stream);
  }
}
