import { CommandBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BulkUpload, Intake, Pumps } from '@tracker/recording';
import { createReadStream, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Id of the conflict that holds the sample case. */
export const SAMPLE_CONFLICT = 'russia-ukraine';

/** Records the sample case by the same way as everyone's uploads; gives the position of its last event. */
export async function loadSample(app: NestFastifyApplication): Promise<number> {
  const upload = new BulkUpload(app.get(Intake), app.get(CommandBus), app.get(Pumps), {
    conflict: SAMPLE_CONFLICT,
    recordedBy: 'sample',
    answerAll: false,
  });
  let position = 0;
  for await (const text of upload.answer(createReadStream(samplePath()))) {
    const answer = JSON.parse(text) as { readonly positions?: readonly [number, number]; readonly code?: string };
    if (answer.code !== undefined) throw new Error(`The sample case was refused: ${text}`);
    position = Math.max(position, answer.positions?.[1] ?? 0);
  }
  return position;
}

/** How long a start waits for the views of the sample at most. */
const SHOWN_WITHIN_MS = 30_000;

/** Waits until the views tell of the sample up to a position, so that what is tried first answers; gives whether they do. */
export async function waitUntilShown(app: NestFastifyApplication, position: number): Promise<boolean> {
  const deadline = performance.now() + SHOWN_WITHIN_MS;
  for (;;) {
    // Waits for some seconds itself, and then says 503: not yet.
    const { statusCode } = await app.inject(`/v1/conflicts/${SAMPLE_CONFLICT}/status?minPosition=${position}`);
    if (statusCode !== 503 || performance.now() > deadline) return statusCode === 200;
  }
}

/** The samples stand at the top, which is at another height from the sources than from the build. */
function samplePath(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const path = join(folder, 'samples', 'riyadh-talks.ndjson');
    if (existsSync(path)) return path;
    if (folder === dirname(folder))
      throw new Error('samples/riyadh-talks.ndjson is missing: check the installation, or set SAMPLE=off.');
  }
}
