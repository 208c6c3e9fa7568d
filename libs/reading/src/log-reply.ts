import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { noneMatches } from './etag';

/** Bytes that wait in a streamed answer before its source is asked for more. */
const STREAM_BUFFER_BYTES = 64 * 1024;

/** What the head of an answer says that was read from the log. */
export interface LogReplyHead {
  /** The position up to which the log was read. */
  readonly position: number;
  readonly etag: string;
  readonly mediaType: string;
}

/** Writes the head of an answer. False if the requester holds it already: it is then answered, with 304. */
export function beginReply(
  request: FastifyRequest,
  reply: FastifyReply,
  { position, etag, mediaType }: LogReplyHead,
): boolean {
  void reply
    .header('log-position', String(position))
    .header('etag', etag)
    .header('cache-control', 'no-cache')
    .header('vary', 'accept');
  if (noneMatches(request.headers['if-none-match'], etag)) {
    void reply.status(304).send();
    return false;
  }
  void reply.header('content-type', mediaType);
  return true;
}

/**
 * Sends chunks as they come, no faster than they are taken; a requester who leaves ends their making. Rejects if the first
 * cannot be had; a later failure cuts the connection, so that nobody takes what came for all of it.
 */
export async function sendChunks(reply: FastifyReply, chunks: AsyncGenerator<string | Buffer>): Promise<void> {
  const first = await chunks.next();
  const answer = Readable.from(resumed(first, chunks), { objectMode: false, highWaterMark: STREAM_BUFFER_BYTES });
  await reply.send(answer);
}

async function* resumed(
  first: IteratorResult<string | Buffer>,
  rest: AsyncGenerator<string | Buffer>,
): AsyncGenerator<string | Buffer> {
  if (first.done) return;
  try {
    yield first.value;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
