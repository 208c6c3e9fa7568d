import { ForeignCursorError, readCursor, writeCursor, type PageStart } from '@tracker/reading';
import { tablesFrom, type ComparedTable, type DifferencePlace } from './compared-tables';
import type { Span } from './difference-rows';

/** Where a page of a difference begins, and between which positions. */
export interface DifferenceCursor {
  readonly from: number;
  readonly to: number;
  readonly start: DifferencePlace;
}

/** Writes the cursor of the page behind `after`, opaque to clients, good for one question only. */
export function writeDifferenceCursor({ from, to }: Span, after: PageStart, question: string): string {
  return writeCursor({ position: to.position, on: to.on, after: [from, ...after] }, question);
}

/** Reads it. Throws ForeignCursorError when it is not one of ours, of another question, or of a table that is not asked for. */
export function readDifferenceCursor(
  text: string,
  question: string,
  tables: readonly ComparedTable[],
): DifferenceCursor {
  const { position, after } = readCursor(text, question);
  const [from, ...place] = after;
  const [view, table, stream, key] = place.map(String);
  const isSpan = typeof from === 'number' && Number.isSafeInteger(from) && from >= 0 && from <= position;
  if (!isSpan || view === undefined || table === undefined || stream === undefined || key === undefined)
    throw new ForeignCursorError();
  if (!tablesFrom(tables, { view, table })) throw new ForeignCursorError();
  return { from, to: position, start: { view, table, stream, key } };
}
