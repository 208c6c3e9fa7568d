import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { LabDatabase } from './lab';

const COLUMNS =
  'position, stream, version, event_id, type, schema_version, recorded_at, recorded_by, body, salt, commitment';

/** Rows of one log that go into another database, under a name of the conflict there. */
export interface CopiedRows {
  readonly conflict: string;
  readonly as: string;
  /** The last position. */
  readonly upTo: number;
  /** Those of streams in one of these ranges of names only, end excluded; left out: all. */
  readonly streams?: readonly (readonly [begin: string, end: string])[];
}

/** Copies events as they stand, positions and times of record included: what only the superuser of the server can do. */
export async function copyRows(from: LabDatabase, to: LabDatabase, logs: Iterable<CopiedRows>): Promise<void> {
  const [reader, writer] = [from, to].map(({ source }) => new Client(source.poolOptions('admin')));
  await Promise.all([reader!.connect(), writer!.connect()]);
  try {
    for (const rows of logs)
      await pipeline(
        reader!.query(copyTo(`copy (${selectionOf(reader!, rows)}) to stdout (format binary)`)),
        writer!.query(copyFrom(`copy log.events (conflict, ${COLUMNS}) from stdin (format binary)`)),
      );
    // What autovacuum would do some time later, in the middle of what is measured.
    await writer!.query('vacuum (analyze) log.events');
  } finally {
    await Promise.all([reader!.end(), writer!.end()]);
  }
}

function selectionOf(client: Client, { conflict, as, upTo, streams }: CopiedRows): string {
  const [own, other] = [conflict, as].map((name) => client.escapeLiteral(name));
  const selected = `select ${other}::text, ${COLUMNS} from log.events where conflict = ${own} and position <= ${upTo}`;
  if (!streams) return `${selected} order by position`;
  const ranges = streams.map(
    ([begin, end]) => `(stream >= ${client.escapeLiteral(begin)} and stream < ${client.escapeLiteral(end)})`,
  );
  return `${selected} and (${ranges.join(' or ')})`;
}
