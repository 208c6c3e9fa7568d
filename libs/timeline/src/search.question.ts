import { wordsOf } from './words';

/** One word, or words that follow each other. */
export interface Term {
  readonly words: string;
  /** What says so is left out. */
  readonly excluded: boolean;
}

/** Events that meet every term of one of the alternatives are looked for. */
export type Alternatives = readonly (readonly Term[])[];

/**
 * Reads a question as web searches do: words, "words that follow each other", -without, and `or` between alternatives. What
 * punctuation joins (F-16) is looked for in that order. Nothing is refused; what has no words in it is passed over.
 */
export function readQuestion(text: string): Alternatives {
  const alternatives: Term[][] = [[]];
  for (const [, minus, quoted, bare = ''] of text.matchAll(/(-?)(?:["“”«]([^"“”»]*)["“”»]?|(\S+))/gu)) {
    if (bare.toLowerCase() === 'or' && minus === '') alternatives.push([]);
    const words = bare.toLowerCase() === 'or' ? '' : wordsOf(quoted ?? bare);
    if (words !== '') alternatives.at(-1)!.push({ words, excluded: minus === '-' });
  }
  return alternatives.filter((terms) => terms.length > 0);
}
