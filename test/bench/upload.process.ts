import { createReadStream } from 'node:fs';
import { request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { answerJobs } from './child';

/** An NDJSON file to send whole. */
export interface UploadJob {
  readonly url: string;
  readonly file: string;
}

export interface UploadResult {
  /** From the first byte sent to the last line of the answer, which comes after the last commit. */
  readonly seconds: number;
  readonly recorded: number;
}

interface LastLine {
  readonly done: boolean;
  readonly recorded: number;
  readonly refused: number;
}

async function upload({ url, file }: UploadJob): Promise<UploadResult> {
  const started = performance.now();
  const outgoing = request(url, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' } });
  const answered = new Promise<string>((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.once('end', () => resolve(text));
      response.once('error', reject);
    });
  });
  const [text] = await Promise.all([answered, pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), outgoing)]);
  const seconds = (performance.now() - started) / 1_000;
  const lines = text.trimEnd().split('\n');
  const { done, recorded, refused } = JSON.parse(lines.at(-1)!) as LastLine;
  if (done !== true || refused > 0)
    throw new Error(`The upload was not taken in whole: ${lines.slice(0, 3).join('\n')}\n${lines.at(-1)}`);
  return { seconds, recorded };
}

answerJobs(upload);
