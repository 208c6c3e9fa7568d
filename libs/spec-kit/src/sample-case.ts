import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventOf, type EventDraft, type EventParts } from './event-of';

interface Line extends EventParts {
  readonly type: string;
  readonly data: object;
}

/** The events of samples/riyadh-talks.ndjson, each at the position of its line. */
export function sampleCase(): readonly EventDraft[] {
  const lines = readFileSync(join(__dirname, '../../../samples/riyadh-talks.ndjson'), 'utf8').trim().split('\n');
  return lines.map((line, index) => {
    const { type, data, citation = null, ...parts } = JSON.parse(line) as Line;
    return eventOf(type, data, { ...parts, citation, position: index + 1 });
  });
}
