import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { plausibleLog } from './plausible-log';

/** Lines written at a time. */
const LINES_A_CHUNK = 500;

/** Writes a plausible log as NDJSON to a file of that folder, and gives its path. */
export async function writeLog(folder: string, events: number): Promise<string> {
  const file = join(folder, `log-${events}.ndjson`);
  await pipeline(Readable.from(chunksOf(events)), createWriteStream(file));
  return file;
}

/** The lines of a plausible log after the first `after` ones, in chunks of whole lines. */
export function* chunksOf(events: number, after = 0): Generator<Buffer, void, undefined> {
  let lines: string[] = [];
  let number = 0;
  for (const event of plausibleLog(events)) {
    number += 1;
    if (number <= after) continue;
    lines.push(JSON.stringify(event));
    if (lines.length < LINES_A_CHUNK) continue;
    yield Buffer.from(`${lines.join('\n')}\n`);
    lines = [];
  }
  if (lines.length > 0) yield Buffer.from(`${lines.join('\n')}\n`);
}
