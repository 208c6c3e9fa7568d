import { barrage } from './plausible-things';
import { seededRandom } from './seeded-random';

/** Where the name of the stream goes. */
const STREAM = 'attack-STREAM';

/** Four events on one barrage, as JSON around the stream's name: about 0.5 KB each. */
const TEMPLATES = barrage('STREAM', 1_089, seededRandom(2)).map((event) => JSON.stringify(event).split(STREAM));

/** Bodies to record one after the other: four events to a stream, then the next stream. */
export function streamOfBodies(name: string): () => string {
  let sent = 0;
  return () => {
    const [before, after] = TEMPLATES[sent % TEMPLATES.length]!;
    const stream = `attack-${name}-${Math.floor(sent / TEMPLATES.length)}`;
    sent += 1;
    return `${before}${stream}${after}`;
  };
}

/** The mean, in bytes. */
export const BODY_BYTES = Math.round(
  TEMPLATES.reduce((sum, parts) => sum + parts.join(STREAM).length, 0) / TEMPLATES.length,
);
