import type { PageStart } from './page';
import { ForeignCursorError } from './reading.errors';

/** What a cursor carries: the moment of the first page, and where the next one begins. */
export interface Cursor {
  readonly position: number;
  readonly on: string;
  readonly after: PageStart;
}

/** Writes a cursor, opaque to clients, that is good for one question only. */
export function writeCursor(cursor: Cursor, question: string): string {
  return Buffer.from(JSON.stringify([question, cursor.position, cursor.on, cursor.after])).toString('base64url');
}

/** Reads a cursor. Throws ForeignCursorError when it is not one of ours, or of another question. */
export function readCursor(text: string, question: string): Cursor {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw new ForeignCursorError();
  }
  if (!Array.isArray(parts) || parts.length !== 4 || parts[0] !== question) throw new ForeignCursorError();
  const [, position, on, after] = parts as [string, unknown, unknown, unknown];
  const whole = Number.isSafeInteger(position) && (position as number) >= 0;
  const placed = Array.isArray(after) && after.every((value) => typeof value === 'string' || typeof value === 'number');
  if (!whole || typeof on !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(on) || !placed) throw new ForeignCursorError();
  return { position: position as number, on, after: after as PageStart };
}
