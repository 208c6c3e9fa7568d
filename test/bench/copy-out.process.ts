import { Client, type ClientConfig } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { answerJobs } from './child';

/** Bodies to read. */
export interface CopyOutJob {
  readonly connection: ClientConfig;
  /** A select of one column: the bodies. */
  readonly select: string;
}

export interface CopyOutResult {
  readonly rows: number;
}

/** Signature (11 bytes), flags and the length of the header's extension, which is empty. */
const HEADER_BYTES = 19;
/** Before each body: number of columns (2 bytes) and length (4 bytes). The trailer is shorter. */
const TUPLE_HEADER_BYTES = 6;

/** The least that reading a log takes: its bodies over the wire, and JSON.parse. */
async function copyOut({ connection, select }: CopyOutJob): Promise<CopyOutResult> {
  const client = new Client(connection);
  await client.connect();
  let rows = 0;
  let at = HEADER_BYTES;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of client.query(copyTo(`copy (${select}) to stdout (format binary)`))) {
    const buffer = Buffer.concat([rest, chunk as Buffer]);
    while (at + TUPLE_HEADER_BYTES <= buffer.length) {
      const end = at + TUPLE_HEADER_BYTES + buffer.readInt32BE(at + 2);
      if (end > buffer.length) break;
      JSON.parse(buffer.toString('utf8', at + TUPLE_HEADER_BYTES, end));
      rows += 1;
      at = end;
    }
    rest = buffer.subarray(Math.min(at, buffer.length));
    at = Math.max(0, at - buffer.length);
  }
  await client.end();
  return { rows };
}

answerJobs(copyOut);
