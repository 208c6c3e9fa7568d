import type { LogRow } from '@tracker/event-store';
import type { InPlace } from './in-place';

/**
 * A record as JSON: what was assigned to it, how it stands after its reviews if there are any, and its event exactly as it was
 * sent, spliced in byte for byte.
 */
export function jsonEntry(row: LogRow, standing?: InPlace): Buffer {
  const header = recordOf(row, { standing });
  return Buffer.concat([Buffer.from(`${header.slice(0, -1)},"event":`), row.body, Buffer.from('}')]);
}

/** Entries as the elements of a JSON array, without its brackets. */
export function jsonEntries(rows: readonly LogRow[], standings?: ReadonlyMap<string, InPlace>): Buffer {
  const comma = Buffer.from(',');
  return Buffer.concat(
    rows.flatMap((row, index) => {
      const entry = jsonEntry(row, standings?.get(row.event_id));
      return index === 0 ? [entry] : [comma, entry];
    }),
  );
}

/**
 * A record as a line of an export: all that the log holds of it. The body in base64, so that no reader or writer of JSON on the
 * way can change a byte of what the commitment, HMAC-SHA256(salt, body), binds.
 */
export function exportLine(row: LogRow): string {
  return `${recordOf(row, { salt: row.salt.toString('base64'), body: row.body.toString('base64') })}\n`;
}

/** The line that ends an export: without it the export broke off. */
export function endLine(position: number, events: number): string {
  return `${JSON.stringify({ end: { position, events } })}\n`;
}

interface Added {
  readonly salt?: string;
  readonly standing?: InPlace;
  readonly body?: string;
}

/**
 * What was assigned to a record, and what is added to it if it is given. One literal, without a spread: V8 makes a hidden class
 * for each object that is given members after a spread, and of an export of a million events none is collected for long.
 */
function recordOf(row: LogRow, { salt, standing, body }: Added): string {
  return JSON.stringify({
    position: row.position,
    stream: row.stream,
    version: row.version,
    id: row.event_id,
    type: row.type,
    schemaVersion: row.schema_version,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: row.recorded_by,
    salt,
    commitment: row.commitment.toString('hex'),
    standing,
    body,
  });
}
