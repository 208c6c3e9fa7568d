import { Agent, request, type IncomingMessage } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { createInterface } from 'node:readline';

/** An answer as it came. */
export interface Answered {
  readonly text: string;
  readonly etag: string | undefined;
  readonly position: string | undefined;
}

const agent = new Agent({ keepAlive: true, maxSockets: 2 });

/** Asks a question. Throws unless it is answered with 200. */
export async function answerTo(url: string): Promise<Answered> {
  const response = await responseTo(url, 'application/json');
  const text = await textOf(response);
  if (response.statusCode !== 200) throw refusal(url, response.statusCode, text);
  const { etag, 'log-position': position } = response.headers;
  return { text, etag, position: position as string | undefined };
}

/** The lines of a streamed answer. */
export async function* linesOf(url: string): AsyncGenerator<string> {
  const response = await responseTo(url, 'application/x-ndjson');
  if (response.statusCode !== 200) throw refusal(url, response.statusCode, await textOf(response));
  try {
    yield* createInterface({ input: response });
  } finally {
    response.destroy();
  }
}

function refusal(url: string, status: number | undefined, text: string): Error {
  return new Error(`${url.slice(0, SHOWN_MAX)}: ${status} ${text.slice(0, SHOWN_MAX)}`);
}

const SHOWN_MAX = 500;

function responseTo(url: string, accept: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers: { accept } }, resolve).once('error', reject).end();
  });
}
