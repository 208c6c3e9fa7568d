import { writeDifferenceCursor } from './difference-cursor';
import type { Difference } from './difference';
import type { Span } from './difference-rows';
import type { DifferencePage } from './differences.queries';

/** A page of a difference in JSON. */
export function pageAnswer(span: Span, { after, ...page }: DifferencePage, question: string): string {
  const next = after ? { next: writeDifferenceCursor(span, after, question) } : {};
  return JSON.stringify({ ...boundsOf(span), ...page, ...next });
}

/** The lines of a whole difference. The last one says between which positions it is, and how many rows there are of each kind. */
export async function* differenceLines(
  span: Span,
  batches: AsyncIterable<readonly Difference[]>,
): AsyncGenerator<string> {
  const counts = { added: 0, removed: 0, changed: 0 };
  for await (const differences of batches) {
    for (const { change } of differences) counts[change] += 1;
    yield differences.map((difference) => `${JSON.stringify(difference)}\n`).join('');
  }
  yield `${JSON.stringify({ end: { ...boundsOf(span), ...counts } })}\n`;
}

function boundsOf({ from, to: { position, parked } }: Span): object {
  return { from, to: position, ...(parked ? { parked } : {}) };
}
