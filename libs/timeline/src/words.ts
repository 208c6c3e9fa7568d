/**
 * The words of a text as they are looked for: lower case, without accents, one blank between two. The same for what is recorded
 * and for what is asked, and before PostgreSQL sees either, whose own lower case depends on the server's locale.
 *
 * An accent is dropped where it tells how to say a letter (Zelenskýy, Türkiye, за́мок, ё as е) and kept where it makes another
 * one (й, ї, ў, ѓ, ќ). Chinese and Japanese have no blanks between words, so there every character is one.
 */
export function wordsOf(text: string): string {
  if (ASCII.test(text)) return (text.toLowerCase().match(ASCII_WORDS) ?? []).join(' ');
  const folded = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(MARKS, (_, letter: string | undefined) => letter ?? '')
    .normalize('NFC')
    .replace(OTHER_LETTERS, (letter) => SPELT[letter]!)
    .replace(/(?<=\p{Script=Cyrillic})['’ʼ`](?=\p{Script=Cyrillic})/gu, '');
  return (folded.match(WORDS) ?? []).map(spelling).join(' ');
}

/** Of these texts, which are most, all that is special about others leaves nothing to do. */
const ASCII = /^[\0-\x7f]*$/;
const ASCII_WORDS = /[a-z0-9]+/g;

/** Letters that are their own with their mark, then marks of Latin, Greek and Cyrillic, points of Hebrew, vowels of Arabic. */
const MARKS =
  /(и\u0306|і\u0308|у\u0306|г\u0301|к\u0301)|[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/gu;

const SPELT: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ς: 'σ',
  ґ: 'г',
};
const OTHER_LETTERS = new RegExp(`[${Object.keys(SPELT).join('')}]`, 'gu');
const WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+/gu;

/**
 * PostgreSQL has a stemmer for Russian and none for Ukrainian. Spelt the Russian way, the endings that only Ukrainian has are
 * known to it as well: області and область, переговорів and переговори become one word.
 */
const UKRAINIAN_ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(?<=\p{Script=Cyrillic}{2})ів$/u, 'ов'],
  [/(?<=\p{Script=Cyrillic}{2})ій$/u, 'ий'],
  [/(?<=\p{Script=Cyrillic}{2})єю$/u, 'ю'],
  [/(?<=\p{Script=Cyrillic}{2})[ії]$/u, 'и'],
];

function spelling(word: string): string {
  const found = /[іїєвйю]$/u.test(word) ? UKRAINIAN_ENDINGS.find(([ending]) => ending.test(word)) : undefined;
  return found ? word.replace(...found) : word;
}
