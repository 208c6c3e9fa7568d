import type { LogRow } from './log-row';

/**
 * Reads the binary COPY format of PostgreSQL (https://www.postgresql.org/docs/18/sql-copy.html, "Binary Format") of the
 * statement of logCopySql, in chunks as they come off the wire. Binary, because the text form doubles every body in size.
 */
export class LogCopyReader {
  private rest: Buffer = Buffer.alloc(0);
  private started = false;

  constructor(private readonly conflict: string) {}

  /** The rows that are complete with this chunk. */
  rows(chunk: Buffer): readonly LogRow[] {
    let buffer = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    if (!this.started) {
      if (buffer.length < HEADER_BYTES) {
        this.rest = buffer;
        return [];
      }
      buffer = buffer.subarray(HEADER_BYTES + buffer.readInt32BE(HEADER_BYTES - 4));
      this.started = true;
    }
    const rows: LogRow[] = [];
    let at = 0;
    for (;;) {
      const end = tupleEnd(buffer, at);
      if (end === undefined) break;
      if (end > at + 2) rows.push(this.row(buffer, at + 2));
      at = end;
    }
    this.rest = buffer.subarray(at);
    return rows;
  }

  private row(buffer: Buffer, start: number): LogRow {
    let at = start;
    const field = (): Buffer => {
      const length = buffer.readInt32BE(at);
      const bytes = buffer.subarray(at + 4, at + 4 + length);
      at += 4 + length;
      return bytes;
    };
    return {
      conflict: this.conflict,
      position: Number(field().readBigInt64BE(0)),
      stream: field().toString('utf8'),
      version: field().readInt32BE(0),
      event_id: uuidText(field()),
      type: field().toString('utf8'),
      schema_version: field().readInt16BE(0),
      recorded_at: new Date(Number(field().readBigInt64BE(0) / 1000n) + POSTGRES_EPOCH_MS),
      recorded_by: field().toString('utf8'),
      body: field(),
      salt: NOTHING,
      commitment: NOTHING,
    };
  }
}

/** In the order the reader expects. Without salt and commitment: nothing that is derived needs them. */
const COPIED_COLUMNS = 'position, stream, version, event_id, type, schema_version, recorded_at, recorded_by, body';

/** A part of a conflict's log: whole streams, in a range of their names. */
export interface LogPart {
  readonly conflict: string;
  /** The last position taken in: gapless and insert-only, so what it bounds is one set for ever. */
  readonly upTo: number;
  /** Streams after this one, through that one; null: from the first, to the last. */
  readonly after: string | null;
  readonly through: string | null;
}

/**
 * COPY of a part of a log in order of stream and version: an index range, no sort. COPY takes no parameters, so values are
 * written with `literal`, which MUST be the connection's own (pg: client.escapeLiteral).
 */
export function logCopySql(part: LogPart, kinds: readonly string[] | 'all', literal: (text: string) => string): string {
  const wanted = [`conflict = ${literal(part.conflict)}`, `position <= ${part.upTo}`];
  if (part.after !== null) wanted.push(`stream > ${literal(part.after)}`);
  if (part.through !== null) wanted.push(`stream <= ${literal(part.through)}`);
  if (kinds !== 'all') wanted.push(`(${kinds.map((kind) => kindSql(kind, literal)).join(' or ')})`);
  return `copy (select ${COPIED_COLUMNS} from log.events where ${wanted.join(' and ')} order by stream, version) to stdout (format binary)`;
}

/** Streams of a kind are one range of names: '-' is followed by '.' in the collation "C". */
function kindSql(kind: string, literal: (text: string) => string): string {
  return kind === 'conflict'
    ? `stream = 'conflict'`
    : `(stream >= ${literal(`${kind}-`)} and stream < ${literal(`${kind}.`)})`;
}

/** Signature (11 bytes), flags and the length of the header's extension. */
const HEADER_BYTES = 19;
/** 2000-01-01T00:00:00Z, from which PostgreSQL counts microseconds. */
const POSTGRES_EPOCH_MS = 946_684_800_000;
const NOTHING = Buffer.alloc(0);

/** Where the tuple at `at` ends, or undefined if it is not all there yet. The trailer (-1 fields) is a tuple of two bytes. */
function tupleEnd(buffer: Buffer, at: number): number | undefined {
  if (at + 2 > buffer.length) return undefined;
  const fields = buffer.readInt16BE(at);
  let end = at + 2;
  for (let field = 0; field < fields; field += 1) {
    if (end + 4 > buffer.length) return undefined;
    end += 4 + Math.max(0, buffer.readInt32BE(end));
  }
  return end > buffer.length ? undefined : end;
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
