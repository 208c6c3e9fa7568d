import { createHash } from 'node:crypto';

/** A passage as an event cites it: code points from 0, `end` excluded. */
export interface CitedPassage {
  readonly start: number;
  readonly end: number;
  /** Null: located without being copied. */
  readonly text: string | null;
}

/**
 * How a passage stands to a report's text. `stands`: the words it copies are there. `differs`: other words are. `located`: it
 * copies no words, and the text is long enough. `beyond_end`: the text ends before it. `unchecked`: the text is not at hand.
 */
export type PassageStanding = 'stands' | 'differs' | 'located' | 'beyond_end' | 'unchecked';

/** SHA-256 of the text's UTF-8 bytes (or of bytes as read), lower-case hex. */
export function sha256Of(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A report's text, in which passages are looked up by code points. */
export class ReportText {
  private readonly codePoints: readonly string[];

  constructor(text: string) {
    this.codePoints = Array.from(text);
  }

  get length(): number {
    return this.codePoints.length;
  }

  standingOf({ start, end, text }: CitedPassage): PassageStanding {
    if (end > this.length) return 'beyond_end';
    if (text === null) return 'located';
    return this.codePoints.slice(start, end).join('') === text ? 'stands' : 'differs';
  }
}
