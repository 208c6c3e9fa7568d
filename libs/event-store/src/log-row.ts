/** A row of the log as the database gives it. */
export interface LogRow {
  readonly conflict: string;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly event_id: string;
  readonly type: string;
  readonly schema_version: number;
  readonly recorded_at: Date;
  readonly recorded_by: string;
  /** The event's exact bytes. */
  readonly body: Buffer;
  readonly salt: Buffer;
  readonly commitment: Buffer;
}

/** The columns of a LogRow, for every statement that reads the log. */
export const LOG_COLUMNS =
  'conflict, position, stream, version, event_id, type, schema_version, recorded_at, recorded_by, body, salt, commitment';
