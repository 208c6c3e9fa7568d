import { Agent, get } from 'node:http';
import { answerJobs } from './child';

/** Questions to ask in turns, one at a time. */
export interface AskJob {
  readonly urls: readonly string[];
  readonly times: number;
}

export interface AskResult {
  /** For each question the milliseconds of every answer. */
  readonly latenciesMs: readonly (readonly number[])[];
  /** For each question the size of its last answer. */
  readonly bytes: readonly number[];
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

async function ask({ urls, times }: AskJob): Promise<AskResult> {
  const latenciesMs = urls.map(() => [] as number[]);
  const bytes = urls.map(() => 0);
  for (let turn = 0; turn < times; turn += 1) {
    for (const [index, url] of urls.entries()) {
      const started = performance.now();
      bytes[index] = await answerBytes(url);
      latenciesMs[index]!.push(performance.now() - started);
    }
  }
  return { latenciesMs, bytes };
}

function answerBytes(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const body = Buffer.concat(chunks);
        if (response.statusCode === 200) resolve(body.length);
        else reject(new Error(`${url}: ${response.statusCode} ${body.toString('utf8').slice(0, 500)}`));
      });
    }).once('error', reject);
  });
}

answerJobs(ask);
