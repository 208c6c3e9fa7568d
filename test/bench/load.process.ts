import autocannon from 'autocannon';
import { answerJobs } from './child';
import { streamOfBodies } from './recorded-bodies';

/** One timed stretch of requests, as many at a time as there are connections. */
export interface LoadJob {
  readonly url: string;
  readonly path: string;
  readonly connections: number;
  readonly seconds: number;
  /** Begins the names of all streams, so that no stretch goes on with another's. */
  readonly name: string;
}

export interface LoadResult {
  readonly requestsASecond: number;
  readonly latencyMs: { readonly median: number; readonly p99: number };
}

/** How often autocannon looks whether the time is over: its own second would stretch short turns. */
const SAMPLE_INTERVAL_MS = 50;

async function load(job: LoadJob): Promise<LoadResult> {
  const { url, path, connections, seconds, name } = job;
  let begun = 0;
  const refused: string[] = [];
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    sampleInt: SAMPLE_INTERVAL_MS,
    setupClient: (client) => {
      const nextBody = streamOfBodies(`${name}-${(begun += 1)}`);
      let answer = '';
      client.on('body', (body) => (answer = String(body)));
      client.on('response', (status) => {
        if (status >= 300 && refused.length === 0) refused.push(answer);
      });
      client.setRequests([
        {
          method: 'POST',
          path,
          headers: { 'content-type': 'application/json' },
          setupRequest: (request) => Object.assign(request, { body: nextBody() }),
        },
      ]);
    },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(
      `${path}: ${result.errors} errors, answers by status: ${JSON.stringify(result.statusCodeStats)}, the first refusal: ${refused.join()}`,
    );
  // Too short a turn for a single answer tells nothing.
  if (result.requests.total === 0) return load({ ...job, seconds: seconds * 4, name: `${name}-again` });
  return {
    requestsASecond: result.requests.total / result.duration,
    latencyMs: { median: result.latency.p50, p99: result.latency.p99 },
  };
}

answerJobs(load);
