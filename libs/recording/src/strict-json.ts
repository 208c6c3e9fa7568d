import { isUtf8 } from 'node:buffer';
import { MalformedJsonError, WHOLE_REQUEST, type JsonPlace } from './strict-json-error';
import { DEPTH_MAX, KEYS_MAX, readStrictJson } from './strict-json-reader';

/**
 * Reads one I-JSON text (RFC 7493) whose bytes may become the record: what it returns says all that the bytes say.
 *
 * Refused with MalformedJsonError, besides what is no JSON at all (RFC 8259): invalid UTF-8, a byte order mark,
 * a key that stands twice in one object (however it is escaped), the key `__proto__`, U+0000, a lone surrogate,
 * more than DEPTH_MAX levels, more than KEYS_MAX keys, and numbers that do not survive:
 * - an integer outside -9007199254740991 .. 9007199254740991, whatever its form (also `1e21`, `9007199254740993.0`);
 * - a number whose text is not the shortest decimal of the Number it becomes, as ECMAScript writes it:
 *   `String(Number(text)) === text`. So `1`, `0.1`, `-2.5`, `1e-7` pass; `1.0`, `0.10`, `1e5`, `1E-7`, `-0`,
 *   `1e400` and `0.30000000000000004444` do not, and the message names the form to send.
 *
 * `place` says where the text stands in a larger request; errors count from there.
 */
export function parseStrictJson(bytes: Buffer, place: JsonPlace = WHOLE_REQUEST): unknown {
  if (!isUtf8(bytes)) throw invalidUtf8(bytes, place);
  const text = bytes.toString('utf8');
  const trusted = parseCompact(text);
  return trusted === undefined ? readStrictJson(text, place) : trusted;
}

/**
 * Native speed for what most programs send: text that equals its own serialization. Such a text has no optional
 * whitespace, no key lost as a duplicate and no number altered; what equality alone would let pass is looked for:
 * an escaped lone surrogate or NUL (`\\u`), `__proto__`, integers beyond 2^53, depth and number of keys.
 * `undefined`: let the reader decide, and explain.
 */
function parseCompact(text: string): unknown {
  if (isSpaced(text) || text.includes('\\u') || text.includes('__proto__')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text && countKeys(value, 0) <= KEYS_MAX ? value : undefined;
  } catch {
    // A SyntaxError, or a RangeError for thousands of levels: the reader meets the same text and names the place.
    return undefined;
  }
}

/** Cheap sign of pretty-printed text, for which parsing and serializing natively would be wasted. */
function isSpaced(text: string): boolean {
  return text.charCodeAt(1) <= 0x20 || text.charCodeAt(0) <= 0x20;
}

/** The number of keys below a parsed value; Infinity if it goes deeper than DEPTH_MAX or holds an unsafe integer. */
function countKeys(value: unknown, depth: number): number {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value) ? Infinity : 0;
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === DEPTH_MAX) return Infinity;
  let keys = 0;
  if (Array.isArray(value)) {
    for (const element of value as readonly unknown[]) keys += countKeys(element, depth + 1);
    return keys;
  }
  // Not Object.values, which takes four times as long: what JSON.parse made has no inherited keys to skip.
  for (const key in value) keys += 1 + countKeys((value as Readonly<Record<string, unknown>>)[key], depth + 1);
  return keys;
}

function invalidUtf8(bytes: Buffer, place: JsonPlace): MalformedJsonError {
  // Decoding puts U+FFFD for what is invalid, so the first byte that does not come back lies in the bad sequence.
  const decoded = Buffer.from(bytes.toString('utf8'));
  let at = 0;
  while (decoded[at] === bytes[at]) at++;
  while (((decoded[at] ?? 0) & 0xc0) === 0x80) at--;
  const found = `0x${(bytes[at] ?? 0).toString(16).padStart(2, '0')} begins no valid UTF-8 sequence`;
  return new MalformedJsonError(
    'json.invalid_utf8',
    { offset: place.offset + at, pointer: place.pointer },
    found,
    'Encode the text as UTF-8',
  );
}
