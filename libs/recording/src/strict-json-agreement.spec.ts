import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { parseStrictJson } from './strict-json';
import { MalformedJsonError } from './strict-json-error';
import { DEPTH_MAX, KEYS_MAX, readStrictJson } from './strict-json-reader';

/** Whether a text that JSON.parse accepts may be kept: written without the reader's means, from the tokens. */
function mayBeKept(text: string): boolean {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[-+.\w]+|[{}[\],:]/g) ?? [];
  const keysOfOpen: (Set<string> | undefined)[] = [];
  let keys = 0;
  for (const [index, token] of tokens.entries()) {
    if (token === '{' || token === '[') keysOfOpen.push(token === '{' ? new Set() : undefined);
    if (keysOfOpen.length > DEPTH_MAX) return false;
    if (token === '}' || token === ']') keysOfOpen.pop();
    if (/^[-\d]/.test(token)) {
      const value = Number(token);
      if (JSON.stringify(value) !== token || Math.abs(value) > 2 ** 53 - 1) return false;
    }
    if (!token.startsWith('"')) continue;
    const content = JSON.parse(token) as string;
    if (/\p{Surrogate}|\0/u.test(content)) return false;
    if (tokens[index + 1] !== ':') continue;
    const open = keysOfOpen.at(-1);
    if (content === '__proto__' || open?.has(content) === true || ++keys > KEYS_MAX) return false;
    open?.add(content);
  }
  return true;
}

type Verdict =
  { readonly value: unknown } | { readonly code: string; readonly offset: number; readonly pointer: string };

function verdict(read: () => unknown): Verdict {
  try {
    return { value: read() };
  } catch (error) {
    if (!(error instanceof MalformedJsonError)) throw error;
    return { code: error.code, offset: error.offset, pointer: error.pointer };
  }
}

function expectOneVerdict(text: string): void {
  const given = verdict(() => parseStrictJson(Buffer.from(text)));
  expect(given).toEqual(verdict(() => readStrictJson(text)));
  const plain = verdictOfJsonParse(text);
  expect('value' in given).toBe(plain !== undefined && mayBeKept(text));
  // Not toStrictEqual, which is misled by a key named `constructor`.
  if ('value' in given) expect(isDeepStrictEqual(given, plain)).toBe(true);
  else if (given.code === 'json.syntax') expect(plain).toBeUndefined();
}

function verdictOfJsonParse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

const ODD_NUMBERS =
  '1.0 -0 0.10 1e5 1E+2 1e21 1e+21 1e400 1e-7 01 - 9007199254740991 9007199254740993 9007199254740993.0 ' +
  '1234567890123456 0.30000000000000004 0.30000000000000004444';
const ODD_ESCAPES = '\\u0000 \\ud800 \\udc00 \\ud83d\\udee9 \\u005f \\u0061 \\n \\x \\';
const ODD_MEMBERS = '"a":1, "a":1,"a":2 ,"a":1 "__proto__":1, __proto__ "__proto__" null true';
const ODD_CHARACTERS = '" , : { } [ ] \u0000 \u0007 \ufeff \u2028 🛩 [[[[ ]]]]';
const ODD_PIECES = [
  ...[ODD_NUMBERS, ODD_ESCAPES, ODD_MEMBERS, ODD_CHARACTERS].flatMap((pieces) => pieces.split(' ')),
  ' ',
  '\n',
  '\t',
  '\r\n',
  '\u00a0',
  ...[DEPTH_MAX - 1, DEPTH_MAX, DEPTH_MAX + 1].map((levels) => '['.repeat(levels) + ']'.repeat(levels)),
];

const key = fc.oneof(
  fc.constantFrom('a', 'b', '1', '0', 'launched', '__proto__', 'constructor'),
  fc.string({ unit: 'binary' }),
);
const scalar = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.constantFrom(null, true, false, 0, 176, 33.4, 2 ** 53, 1e21, 1e-7),
);
const document = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs)),
  ),
})).value;
const format = fc.constantFrom<string | number | undefined>(undefined, undefined, 1, 2, '\t');
const written = fc.tuple(document, format).map(([value, space]) => JSON.stringify(value, null, space));
/** Puts a piece at a place, in fractions of the text, instead of as many characters as are dropped there. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  drop: fc.constantFrom(0, 0, 0, 1, 1, 2, 5),
  piece: fc.oneof(fc.constantFrom(...ODD_PIECES), fc.string({ unit: 'binary', maxLength: 1 })),
});

function mutate(
  text: string,
  mutations: readonly { readonly at: number; readonly drop: number; readonly piece: string }[],
): string {
  let mutated = text;
  for (const { at, drop, piece } of mutations) {
    const index = Math.floor(at * mutated.length);
    mutated = mutated.slice(0, index) + piece + mutated.slice(index + drop);
  }
  // Halves of a surrogate pair do not come out of UTF-8.
  return Buffer.from(mutated).toString();
}

describe('the fast path and the reader', () => {
  test('give one verdict on whatever JSON.stringify writes', () => {
    fc.assert(fc.property(written, expectOneVerdict), { seed: 20250218, numRuns: 3_000 });
  });

  test('give one verdict on mutated text', () => {
    const mutated = fc
      .tuple(written, fc.array(mutation, { minLength: 1, maxLength: 3 }))
      .map(([text, by]) => mutate(text, by));
    fc.assert(fc.property(mutated, expectOneVerdict), { seed: 20250310, numRuns: 8_000 });
  });

  test('give one verdict on numbers in every form', () => {
    const number = fc.stringMatching(/^-?(0|[1-9][0-9]{0,20})([.][0-9]{1,20})?([eE][-+]?[0-9]{1,3})?$/);
    fc.assert(
      fc.property(number, (text) => expectOneVerdict(`{"n":${text}}`)),
      { seed: 53, numRuns: 3_000 },
    );
  });

  test('give one verdict on every odd piece in the place of a value, a key, and part of a string', () => {
    for (const piece of ODD_PIECES) {
      for (const text of [
        piece,
        `[${piece}]`,
        `{"a":${piece}}`,
        `{"${piece}":1}`,
        `["${piece}"]`,
        `{"a":0,${piece}}`,
        `[${piece},${piece}]`,
      ]) {
        expectOneVerdict(text);
      }
    }
  });

  test('refuse what is not UTF-8 wherever a byte is flipped, and read the rest alike', () => {
    const bytes = Buffer.from('{"launched":176,"place":"Черкаси","point":{"lon":32.06,"lat":49.44},"sign":"🛩"}');
    const flip = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(flip, ([at, mask]) => {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ mask;
        const text = flipped.toString('utf8');
        if (Buffer.from(text).equals(flipped)) return expectOneVerdict(text);
        return expect(verdict(() => parseStrictJson(flipped))).toMatchObject({ code: 'json.invalid_utf8' });
      }),
      { seed: 176, numRuns: 3_000 },
    );
  });
});
