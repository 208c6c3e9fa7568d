import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { answerJobs } from './child';
import { streamOfBodies } from './recorded-bodies';

/** A steady stream of events, one a request. */
export interface SendJob {
  readonly url: string;
  readonly eventsASecond: number;
  readonly seconds: number;
  readonly name: string;
}

export interface SendResult {
  readonly eventsASecond: number;
}

const TICK_MS = 5;
const CONNECTIONS = 64;

/** What is due is sent every few milliseconds, whether earlier ones are answered or not, so that a slow service gets no rest. */
async function send({ url, eventsASecond, seconds, name }: SendJob): Promise<SendResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const bodies = Array.from({ length: CONNECTIONS }, (_, line) => streamOfBodies(`${name}-${line}`));
  const answers: Promise<void>[] = [];
  const started = performance.now();
  for (;;) {
    const elapsed = Math.min(seconds, (performance.now() - started) / 1_000);
    const due = Math.floor(elapsed * eventsASecond);
    while (answers.length < due) answers.push(post(agent, url, bodies[answers.length % CONNECTIONS]!()));
    if (elapsed >= seconds) break;
    await wait(TICK_MS);
  }
  await Promise.all(answers);
  agent.destroy();
  return { eventsASecond: answers.length / ((performance.now() - started) / 1_000) };
}

function post(agent: Agent, url: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('error', reject);
      response.once('end', () =>
        response.statusCode === 201 ? resolve() : reject(new Error(`${url}: answered with ${response.statusCode}`)),
      );
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

answerJobs(send);
