import { connectAsAdmin, type ConnectionSource } from '@tracker/database';

/**
 * Puts an exported log into an empty one as it was recorded: ids, times of record and salts are the exported ones, so that answers
 * are too, byte for byte. Gives its last position.
 */
export async function restoreLog(source: ConnectionSource, conflict: string, exported: string): Promise<number> {
  const events = exported
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('{"end":'));
  const admin = await connectAsAdmin(source, 'golden');
  try {
    await admin.query(
      `insert into log.events (conflict, position, stream, version, event_id, type, schema_version, recorded_at, recorded_by, body, salt, commitment)
       select $1, position, stream, version, id, type, "schemaVersion", "recordedAt", "recordedBy",
         decode(body, 'base64'), decode(salt, 'base64'), decode(commitment, 'hex')
       from json_to_recordset($2) as e(position bigint, stream text, version integer, id uuid, type text, "schemaVersion" integer,
         "recordedAt" timestamptz, "recordedBy" text, body text, salt text, commitment text)
       order by position`,
      [conflict, `[${events.join(',')}]`],
    );
  } finally {
    await admin.end();
  }
  return events.length;
}
