import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { qualified, quoted, type TableShape } from './table-shape';
import { HELD } from './temporal-row';

const NEWLINE = 0x0a;

/**
 * The rows of a table that hold, in order of stream and key, each as JSON. COPY in its CSV form, with control characters for the
 * delimiter and the quote: JSON never has these as they are, so each line is a row's JSON, untouched.
 */
export async function* heldLines(client: ClientBase, shape: TableShape): AsyncGenerator<string> {
  const named = shape.columns.map(({ name, property }) => `t.${quoted(name)} as ${quoted(property)}`);
  const copy = client.query(
    copyTo(`copy (select row_to_json(line) from (
      select t.stream, t.key, t.since, (select row_to_json(own) from (select ${named.join(', ')}) own) as row
      from ${qualified(shape)} t where t.until = ${HELD} order by t.stream, t.key) line)
      to stdout (format csv, delimiter E'\\x02', quote E'\\x01')`),
  );
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of copy) {
    const buffer = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
    let start = 0;
    for (let end = buffer.indexOf(NEWLINE); end >= 0; end = buffer.indexOf(NEWLINE, start)) {
      yield buffer.toString('utf8', start, end);
      start = end + 1;
    }
    rest = buffer.subarray(start);
  }
}
