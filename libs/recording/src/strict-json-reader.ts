import {
  excerpt,
  MalformedJsonError,
  WHOLE_REQUEST,
  type JsonPlace,
  type MalformedJsonCode,
} from './strict-json-error';

/** Levels of objects and arrays. No payload needs ten; a bound lets every later walk of the value recurse. */
export const DEPTH_MAX = 32;
/** Keys of one text, all objects together. An event of 256 KiB could else hold 40,000. */
export const KEYS_MAX = 5_000;

/**
 * The reader behind parseStrictJson, for any text: same verdict and value, slower, and with a place for every fault.
 * `text` must come from valid UTF-8, in which no raw surrogate stands alone.
 */
export function readStrictJson(text: string, place: JsonPlace = WHOLE_REQUEST): unknown {
  return new Reader(text, place).readText();
}

const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const SLASH = 0x2f;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const UPPER_E = 0x45;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const LOWER_E = 0x65;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const BYTE_ORDER_MARK = 0xfeff;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const HEX_UNIT = /[0-9a-fA-F]{4}/y;
const REWRITE = 'Send it the way a JSON library writes it';

class Reader {
  private at = 0;
  private keys = 0;
  /** Keys and indices down to what is being read; its length is the depth. */
  private readonly path: (string | number)[] = [];

  constructor(
    private readonly text: string,
    private readonly place: JsonPlace,
  ) {}

  readText(): unknown {
    if (this.text.charCodeAt(0) === BYTE_ORDER_MARK) {
      throw this.refuse('json.byte_order_mark', 'the text begins with a byte order mark', 'Send it without one');
    }
    const value = this.readValue();
    this.skipWhitespace();
    if (this.at < this.text.length) throw this.unexpected('the end of the text');
    return value;
  }

  private readValue(): unknown {
    this.skipWhitespace();
    const char = this.text.charCodeAt(this.at);
    if (char === QUOTE) return this.readString();
    if (char === OPEN_BRACE) return this.readObject();
    if (char === OPEN_BRACKET) return this.readArray();
    if (char === MINUS || (char >= ZERO && char <= NINE)) return this.readNumber();
    if (this.takeWord('true')) return true;
    if (this.takeWord('false')) return false;
    if (this.takeWord('null')) return null;
    throw this.unexpected('a value');
  }

  private readObject(): unknown {
    this.enter();
    const object: Record<string, unknown> = {};
    const depth = this.path.push('') - 1;
    if (!this.takesNext(CLOSE_BRACE)) {
      do {
        const key = this.readKey(object);
        this.path[depth] = key;
        if (!this.takesNext(COLON)) throw this.unexpected('":"');
        object[key] = this.readValue();
      } while (this.takesNext(COMMA));
      if (!this.takesNext(CLOSE_BRACE)) throw this.unexpected('"," or "}"', depth);
    }
    this.path.pop();
    return object;
  }

  private readKey(object: Readonly<Record<string, unknown>>): string {
    this.skipWhitespace();
    const depth = this.path.length - 1;
    const start = this.at;
    if (this.text.charCodeAt(start) !== QUOTE) throw this.unexpected('a key in double quotes', depth);
    const key = this.readString(depth);
    if (Object.hasOwn(object, key)) {
      throw this.refuseKey(start, key, 'json.duplicate_key', 'stands twice in one object', 'Keep one of them');
    }
    if (key === '__proto__') {
      throw this.refuseKey(start, key, 'json.forbidden_key', 'is not a key that can be taken in', 'Rename it');
    }
    if (++this.keys > KEYS_MAX) {
      const found = `is one more than the ${KEYS_MAX} keys that one text may have`;
      throw this.refuseKey(start, key, 'json.too_many_keys', found, 'Send less at a time');
    }
    return key;
  }

  private readArray(): unknown {
    this.enter();
    const array: unknown[] = [];
    const depth = this.path.push(0) - 1;
    if (!this.takesNext(CLOSE_BRACKET)) {
      do {
        this.path[depth] = array.length;
        array.push(this.readValue());
      } while (this.takesNext(COMMA));
      if (!this.takesNext(CLOSE_BRACKET)) throw this.unexpected('"," or "]"', depth);
    }
    this.path.pop();
    return array;
  }

  private enter(): void {
    if (this.path.length === DEPTH_MAX) {
      throw this.refuse('json.too_deep', `more than ${DEPTH_MAX} levels of objects and arrays`, 'Send flatter data');
    }
    this.at++;
  }

  /** `depth`: how much of the path is the pointer of an error. */
  private readString(depth = this.path.length): string {
    const start = this.at++;
    let escaped = false;
    for (;;) {
      const char = this.text.charCodeAt(this.at);
      if (char === QUOTE) break;
      if (char === BACKSLASH) {
        escaped = true;
        this.checkEscape(depth);
      } else if (char >= 0x20) this.at++;
      else throw this.badCharacter(char, depth);
    }
    this.at++;
    if (!escaped) return this.text.slice(start + 1, this.at - 1);
    return JSON.parse(this.text.slice(start, this.at)) as string;
  }

  private badCharacter(char: number, depth: number): MalformedJsonError {
    if (Number.isNaN(char)) return this.unexpected('the closing quote of a string', depth);
    if (char === 0) return this.nul(depth);
    const found = `the control character U+${hex(char)} stands raw in a string`;
    return this.refuse('json.syntax', found, `Escape it as \\u${hex(char)}`, this.at, depth);
  }

  /** Passes over one escape; over two, where they are the halves of a surrogate pair. */
  private checkEscape(depth: number): void {
    if (this.text.charCodeAt(this.at + 1) !== 0x75) {
      if (!'"\\/bfnrt'.includes(this.text[this.at + 1] ?? '?')) throw this.badEscape(depth);
      this.at += 2;
      return;
    }
    const unit = this.hexUnitAt(this.at + 2);
    if (unit === undefined) throw this.badEscape(depth);
    if (unit === 0) throw this.nul(depth);
    const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
    if (isSurrogate && !(unit < 0xdc00 && this.isLowSurrogateEscape(this.at + 6))) {
      const found = `\\u${hex(unit)} is half of a surrogate pair without its other half`;
      throw this.refuse('json.lone_surrogate', found, 'Send whole characters', this.at, depth);
    }
    this.at += isSurrogate ? 12 : 6;
  }

  private isLowSurrogateEscape(at: number): boolean {
    const unit = this.text.startsWith('\\u', at) ? this.hexUnitAt(at + 2) : undefined;
    return unit !== undefined && unit >= 0xdc00 && unit <= 0xdfff;
  }

  private hexUnitAt(at: number): number | undefined {
    HEX_UNIT.lastIndex = at;
    return HEX_UNIT.test(this.text) ? parseInt(this.text.slice(at, at + 4), 16) : undefined;
  }

  private readNumber(): number {
    const start = this.at;
    let end = start + 1;
    while (isNumberCharacter(this.text.charCodeAt(end))) end++;
    const written = this.text.slice(start, end);
    const value = Number(written);
    const isUnsafe = Number.isInteger(value) && !Number.isSafeInteger(value);
    if (String(value) !== written || isUnsafe) throw this.badNumber(written, value, isUnsafe);
    this.at = end;
    return value;
  }

  private badNumber(written: string, value: number, isUnsafe: boolean): MalformedJsonError {
    const shown = excerpt(written);
    if (!NUMBER.test(written)) {
      return this.refuse('json.syntax', `${shown} is not a JSON number`, REWRITE);
    }
    if (isUnsafe) {
      const found = `${shown} is an integer beyond ${Number.MAX_SAFE_INTEGER}, where neighbours cannot be told apart`;
      return this.refuse('json.unsafe_integer', found, 'Send it in a larger unit, or as a string');
    }
    if (!Number.isFinite(value)) {
      const found = `${shown} is beyond the range of a double`;
      return this.refuse('json.number_altered', found, 'Send it in a larger unit, or as a string');
    }
    const found = `the number ${shown} would be read as ${String(value)}`;
    return this.refuse('json.number_altered', found, `Write ${String(value)}, or a string if every digit counts`);
  }

  private takeWord(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  private takesNext(char: number): boolean {
    this.skipWhitespace();
    if (this.text.charCodeAt(this.at) !== char) return false;
    this.at++;
    return true;
  }

  private skipWhitespace(): void {
    for (;;) {
      const char = this.text.charCodeAt(this.at);
      if (char !== 0x20 && char !== 0x0a && char !== 0x0d && char !== 0x09) return;
      this.at++;
    }
  }

  private unexpected(expected: string, depth = this.path.length): MalformedJsonError {
    const char = this.text.codePointAt(this.at);
    const found = char === undefined ? 'the text ends' : JSON.stringify(String.fromCodePoint(char));
    return this.refuse('json.syntax', `expected ${expected}, found ${found}`, REWRITE, this.at, depth);
  }

  private badEscape(depth: number): MalformedJsonError {
    const found = `${JSON.stringify(this.text.slice(this.at, this.at + 2))} begins no escape of JSON`;
    return this.refuse('json.syntax', found, 'Write a backslash as \\\\', this.at, depth);
  }

  private nul(depth: number): MalformedJsonError {
    return this.refuse('json.nul', 'a string holds the character U+0000', 'Leave it out', this.at, depth);
  }

  private refuseKey(
    at: number,
    key: string,
    code: MalformedJsonCode,
    found: string,
    repair: string,
  ): MalformedJsonError {
    this.path[this.path.length - 1] = key;
    return this.refuse(code, `the key ${JSON.stringify(excerpt(key))} ${found}`, repair, at);
  }

  private refuse(
    code: MalformedJsonCode,
    found: string,
    repair: string,
    at = this.at,
    depth = this.path.length,
  ): MalformedJsonError {
    const offset = this.place.offset + Buffer.byteLength(this.text.slice(0, at));
    const pointer = this.place.pointer + this.path.slice(0, depth).map(pointerSegment).join('');
    return new MalformedJsonError(code, { offset, pointer }, found, repair);
  }
}

/** `+`, `-`, `.`, a digit, `e` or `E`: what a number may hold. Whether it is one is judged on the whole. */
function isNumberCharacter(char: number): boolean {
  return (char >= PLUS && char <= NINE && char !== COMMA && char !== SLASH) || char === LOWER_E || char === UPPER_E;
}

function pointerSegment(key: string | number): string {
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function hex(unit: number): string {
  return unit.toString(16).padStart(4, '0');
}
