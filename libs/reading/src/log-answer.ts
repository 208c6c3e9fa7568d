import type { LogRow } from '@tracker/event-store';
import { endLine, exportLine, jsonEntries } from './log-entry';
import type { LogPage, StreamHistory } from './log.queries';

/** A page of the log in JSON: `next` is the position after which the next page begins. */
export function pageBody({ rows, more }: LogPage): Buffer {
  const last = rows.at(-1);
  const next = more && last ? `,"next":${last.position}` : '';
  return Buffer.concat([Buffer.from('{"events":['), jsonEntries(rows), Buffer.from(`]${next}}`)]);
}

/** The Link header (RFC 8288) to the page after this one, by the URL it was asked for; undefined if it is the last. */
export function nextLink(url: string, { rows, more }: LogPage): string | undefined {
  const last = rows.at(-1);
  if (!more || !last) return undefined;
  const [path, question] = url.split('?');
  const parameters = new URLSearchParams(question);
  parameters.set('after', String(last.position));
  return `<${path}?${parameters.toString()}>; rel="next"`;
}

/** The lines of an export, batch by batch. The last one says where it ends. */
export async function* exportChunks(
  position: number,
  batches: AsyncIterable<readonly LogRow[]>,
): AsyncGenerator<Buffer> {
  let events = 0;
  for await (const rows of batches) {
    events += rows.length;
    yield Buffer.from(rows.map(exportLine).join(''));
  }
  yield Buffer.from(endLine(position, events));
}

/** A history in JSON, batch by batch. */
export async function* historyChunks(
  stream: string,
  { version, batches, standings }: StreamHistory,
): AsyncGenerator<string | Buffer> {
  let lead = `{"stream":${JSON.stringify(stream)},"version":${version},"events":[`;
  for await (const rows of batches) {
    yield lead;
    yield jsonEntries(rows, standings);
    lead = ',';
  }
  yield ']}';
}
