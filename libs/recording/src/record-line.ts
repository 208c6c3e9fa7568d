import { InvalidRecordingRequestError } from './recording.errors';

/** A line of an export, so far as an import takes it over: the names it had, and the exact bytes. */
export interface RecordLine {
  readonly id: string;
  readonly stream: string;
  /** Under which it was recorded: its body may leave it out. */
  readonly schemaVersion: number;
  readonly body: Buffer;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads a line of the log's NDJSON form (GET .../events, application/x-ndjson): the header with the body in base64, or the line
 * that ends it. Undefined for anything else, which is then an event as a recorder writes it.
 */
export function readRecordLine(value: unknown): RecordLine | 'end' | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('end' in value) return 'end';
  if (!('body' in value)) return undefined;
  const { id, stream, schemaVersion, body } = value as { readonly [Name in keyof RecordLine]?: unknown };
  const bytes = typeof body === 'string' ? Buffer.from(body, 'base64') : undefined;
  if (!bytes || bytes.toString('base64') !== body)
    throw new InvalidRecordingRequestError('body of an exported record', body, 'base64 (RFC 4648, section 4)');
  if (typeof id !== 'string' || !UUID.test(id))
    throw new InvalidRecordingRequestError('id of an exported record', id, 'a UUID in lower case');
  if (typeof stream !== 'string')
    throw new InvalidRecordingRequestError('stream of an exported record', stream, 'a stream id');
  if (!Number.isSafeInteger(schemaVersion))
    throw new InvalidRecordingRequestError('schemaVersion of an exported record', schemaVersion, 'a whole number');
  return { id, stream, schemaVersion: schemaVersion as number, body: bytes };
}
