import { parseStrictJson } from './strict-json';
import { MalformedJsonError } from './strict-json-error';
import { DEPTH_MAX } from './strict-json-reader';

/** Events of one request. More go in several requests, or as NDJSON. */
export const ELEMENTS_MAX = 500;

/** One element of an array with the bytes that will be its record. */
export interface JsonElement {
  readonly value: unknown;
  /** From `{` to the matching `}`, as received: a view of the request's memory, not a copy. */
  readonly bytes: Buffer;
}

/**
 * Cuts a JSON array of objects into its elements, each read by parseStrictJson, so each may have DEPTH_MAX levels.
 * MalformedJsonError counts bytes from the array's beginning, and its pointer begins with the element: `/3/data/launched`.
 */
export function sliceElements(bytes: Buffer, elementsMax: number = ELEMENTS_MAX): JsonElement[] {
  let at = skipWhitespace(bytes, 0);
  if (bytes[at] !== OPEN_BRACKET) throw notAnArray(bytes, at);
  const elements: JsonElement[] = [];
  at = skipWhitespace(bytes, at + 1);
  if (bytes[at] === CLOSE_BRACKET) return endAt(bytes, at, elements);
  for (;;) {
    const index = elements.length;
    if (index === elementsMax) throw tooManyElements(at, elementsMax);
    if (bytes[at] !== OPEN_BRACE) throw notAnObject(bytes, at, `/${index}`);
    const end = skipContainer(bytes, at);
    const element = bytes.subarray(at, end);
    elements.push({ value: parseStrictJson(element, { offset: at, pointer: `/${index}` }), bytes: element });
    at = skipWhitespace(bytes, end);
    if (bytes[at] === CLOSE_BRACKET) return endAt(bytes, at, elements);
    if (bytes[at] !== COMMA) throw expected('"," or "]"', bytes, at);
    at = skipWhitespace(bytes, at + 1);
  }
}

/**
 * The exact bytes of the value under `name` in a top-level object, without a copy; undefined if it has no such key.
 * `bytes` MUST have passed parseStrictJson: here nothing is checked but that an object begins.
 */
export function sliceMember(bytes: Buffer, name: string): Buffer | undefined {
  let at = skipWhitespace(bytes, 0);
  if (bytes[at] !== OPEN_BRACE) throw notAnObject(bytes, at, '');
  at = skipWhitespace(bytes, at + 1);
  while (bytes[at] === QUOTE) {
    const keyEnd = skipString(bytes, at);
    const key: unknown = JSON.parse(bytes.toString('utf8', at, keyEnd));
    const colon = skipWhitespace(bytes, keyEnd);
    const start = skipWhitespace(bytes, colon + 1);
    const end = skipValue(bytes, start);
    if (key === name) return bytes.subarray(start, end);
    const comma = skipWhitespace(bytes, end);
    at = skipWhitespace(bytes, comma + 1);
  }
  return undefined;
}

/** The text without the whitespace around it, without a copy: of an object, from `{` to the matching `}`. */
export function trimJson(bytes: Buffer): Buffer {
  const start = skipWhitespace(bytes, 0);
  let end = bytes.length;
  while (end > start && isWhitespace(bytes[end - 1])) end--;
  return bytes.subarray(start, end);
}

// In UTF-8 every byte of a character beyond ASCII is 0x80 or more, so none is mistaken for one of these.
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

function isWhitespace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function skipWhitespace(bytes: Buffer, at: number): number {
  while (isWhitespace(bytes[at])) at++;
  return at;
}

/** The index after the closing quote, or the length of the bytes if there is none. */
function skipString(bytes: Buffer, start: number): number {
  const length = bytes.length;
  let at = start + 1;
  while (at < length) {
    const byte = bytes[at++];
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) at++;
  }
  return length;
}

/**
 * The index after the bracket that closes the one at `start`. Kinds of brackets are not told apart: whoever reads the
 * slice refuses a wrong one. A container that never closes, or goes deeper than is read, ends early and is refused too.
 */
function skipContainer(bytes: Buffer, start: number): number {
  const length = bytes.length;
  let depth = 0;
  let at = start;
  while (at < length) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = skipString(bytes, at);
      continue;
    }
    at++;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (++depth > DEPTH_MAX) return at;
    } else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) return at;
  }
  return length;
}

function skipValue(bytes: Buffer, start: number): number {
  const first = bytes[start];
  if (first === QUOTE) return skipString(bytes, start);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return skipContainer(bytes, start);
  let at = start;
  while (at < bytes.length && bytes[at] !== COMMA && bytes[at] !== CLOSE_BRACE && !isWhitespace(bytes[at])) at++;
  return at;
}

function endAt(bytes: Buffer, closing: number, elements: JsonElement[]): JsonElement[] {
  const end = skipWhitespace(bytes, closing + 1);
  if (end < bytes.length) throw expected('nothing after the array', bytes, end);
  return elements;
}

function expected(what: string, bytes: Buffer, at: number): MalformedJsonError {
  const found = `expected ${what}, found ${foundAt(bytes, at)}`;
  const repair = 'Send it the way a JSON library writes it';
  return new MalformedJsonError('json.syntax', { offset: at, pointer: '' }, found, repair);
}

function notAnArray(bytes: Buffer, at: number): MalformedJsonError {
  // What is no JSON either is told so.
  parseStrictJson(bytes);
  const found = `expected an array of objects, found ${foundAt(bytes, at)}`;
  return new MalformedJsonError(
    'json.not_an_array',
    { offset: at, pointer: '' },
    found,
    'Put the objects in "[" and "]"',
  );
}

function notAnObject(bytes: Buffer, at: number, pointer: string): MalformedJsonError {
  const found = `expected an object, found ${foundAt(bytes, at)}`;
  return new MalformedJsonError(
    'json.not_an_object',
    { offset: at, pointer },
    found,
    'Send an object, from "{" to "}"',
  );
}

function foundAt(bytes: Buffer, at: number): string {
  const byte = bytes[at];
  if (byte === undefined) return 'the end of the text';
  return byte > 0x20 && byte < 0x7f ? JSON.stringify(String.fromCharCode(byte)) : `byte 0x${byte.toString(16)}`;
}

function tooManyElements(at: number, elementsMax: number): MalformedJsonError {
  const found = `the array has more than ${elementsMax} elements`;
  const repair = 'Send them in several requests, or one a line as application/x-ndjson';
  return new MalformedJsonError('json.too_many_elements', { offset: at, pointer: `/${elementsMax}` }, found, repair);
}
