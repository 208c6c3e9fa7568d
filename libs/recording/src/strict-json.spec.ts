import { parseStrictJson } from './strict-json';
import { MalformedJsonError } from './strict-json-error';
import { DEPTH_MAX, KEYS_MAX } from './strict-json-reader';

const BARRAGE = {
  type: 'DroneBarrageReported',
  stream: 'attack-2025-02-18-overnight',
  occurred: '2025-02-17/2025-02-18',
  citation: { source: 'source-ukrainian-air-force', report: 'report-riyadh-talks', grade: 'B2' },
  data: { launched: 176, attacker: 'actor-russia', toward: ['place-ukraine'], note: 'Черкаси, Долинська 🛩' },
};

function refusal(read: () => unknown): MalformedJsonError {
  try {
    read();
  } catch (error) {
    if (error instanceof MalformedJsonError) return error;
    throw error;
  }
  throw new Error('The text was accepted.');
}

function refusalOf(text: string): MalformedJsonError {
  return refusal(() => parseStrictJson(Buffer.from(text)));
}

function nested(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}

function objectOf(keys: number): string {
  return JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, index) => [`k${index}`, index])));
}

describe('what is accepted', () => {
  test.each([
    ['compact', JSON.stringify(BARRAGE)],
    ['pretty-printed', JSON.stringify(BARRAGE, null, 2)],
    ['pretty-printed with tabs and CRLF', JSON.stringify(BARRAGE, null, '\t').replaceAll('\n', '\r\n')],
    ['with spaces as Python writes them', '{"launched": 176, "toward": ["place-ukraine", "place-kyiv"]}'],
    ['with whitespace around it', ` \r\n\t${JSON.stringify(BARRAGE)}\n`],
  ])('an event %s says what JSON.parse says', (_, text) => {
    expect(parseStrictJson(Buffer.from(text))).toEqual(JSON.parse(text));
  });

  test.each([
    '0',
    '176',
    '-25',
    '0.1',
    '-48.2',
    '1e-7',
    '9007199254740991',
    '-9007199254740991',
    '0.30000000000000004',
    '1.5e-10',
  ])('the number %s is the shortest decimal of what it becomes', (text) => {
    expect(parseStrictJson(Buffer.from(`{"n":${text}}`))).toEqual({ n: Number(text) });
  });

  test('keys that look like array indices, in any order, and keys of Object.prototype are keys like others', () => {
    const text = '{"2":"b","1":"a","constructor":{"toString":null},"hasOwnProperty":true,"":false}';
    expect(parseStrictJson(Buffer.from(text))).toEqual(JSON.parse(text));
  });

  test('escapes stand for their characters, a pair of surrogate escapes for one', () => {
    const text = '{"\\u0441\\/":"\\"\\\\\\b\\f\\n\\r\\t\\u001f\\ud83d\\udee9\\uFFFF"}';
    expect(parseStrictJson(Buffer.from(text))).toEqual(JSON.parse(text));
  });

  test('things side by side are not levels', () => {
    const text = `[ ${Array(DEPTH_MAX * 2)
      .fill('{"a":[]}')
      .join()} ]`;
    expect(parseStrictJson(Buffer.from(text))).toEqual(JSON.parse(text));
  });

  test('__proto__ may be said, only not be a key', () => {
    expect(parseStrictJson(Buffer.from('{"note":"__proto__"}'))).toEqual({ note: '__proto__' });
  });

  test(`${DEPTH_MAX} levels and ${KEYS_MAX} keys are the most`, () => {
    expect(parseStrictJson(Buffer.from(nested(DEPTH_MAX)))).toEqual(JSON.parse(nested(DEPTH_MAX)));
    expect(refusalOf(nested(DEPTH_MAX + 1)).code).toBe('json.too_deep');
    expect(parseStrictJson(Buffer.from(objectOf(KEYS_MAX)))).toHaveProperty(`k${KEYS_MAX - 1}`);
    expect(refusalOf(objectOf(KEYS_MAX + 1))).toMatchObject({ code: 'json.too_many_keys', pointer: `/k${KEYS_MAX}` });
  });
});

describe('what is refused', () => {
  test('a key that stands twice', () => {
    expect(refusalOf('{"data":{"launched":176,"launched":167}}')).toMatchObject({
      code: 'json.duplicate_key',
      facts: { offset: 24, pointer: '/data/launched' },
      message:
        'Malformed JSON at byte 24, in /data/launched: the key "launched" stands twice in one object. Keep one of them.',
    });
  });

  test('a key that stands twice with the same value, or once escaped', () => {
    expect(refusalOf('{"a":1,"a":1}').code).toBe('json.duplicate_key');
    expect(refusalOf('{"launched":176,"\\u006caunched":176}').code).toBe('json.duplicate_key');
    expect(refusalOf('{"toString":1,"toString":1}').code).toBe('json.duplicate_key');
  });

  test.each([
    ['a stray byte', [0x22, 0xd0, 0x90, 0xff, 0x22], 3],
    ['a sequence cut off by a quote', [0x22, 0xd0, 0x22], 1],
    ['a sequence cut off by the end', [0x22, 0xf0, 0x9f, 0x9b], 1],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22], 1],
    ['a raw lone surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22], 1],
    ['a character beyond U+10FFFF', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], 1],
    ['U+FFFD followed by half a character', [0x22, 0xef, 0xbf, 0xbd, 0xef, 0xbf, 0x22], 4],
  ])('invalid UTF-8: %s', (_, bytes, offset) => {
    expect(refusal(() => parseStrictJson(Buffer.from(bytes)))).toMatchObject({ code: 'json.invalid_utf8', offset });
  });

  test('a byte order mark', () => {
    const refused = refusalOf(`\ufeff${JSON.stringify(BARRAGE)}`);
    expect(refused).toMatchObject({ code: 'json.byte_order_mark', offset: 0, pointer: '' });
    expect(refused.message).toContain('Send it without one');
  });

  test.each([
    '"\\ud800"',
    '"\\udc00"',
    '"\\ud800x"',
    '"\\ud800\\u0041"',
    '"\\udee9\\ud83d"',
    '"\\ud83d\\ud83d\\udee9"',
    '"\\uDBFF\\"',
    '"\\udc00\\udc00"',
    '"\\udfff"',
    '"\\ud83d\\ue000"',
  ])('a lone surrogate: %s', (text) => {
    expect(refusalOf(`{"note":${text}}`)).toMatchObject({ code: 'json.lone_surrogate', pointer: '/note' });
  });

  test('a lone surrogate in a key', () => {
    expect(refusalOf('{"data":{"\\ud800":1}}')).toMatchObject({ code: 'json.lone_surrogate', pointer: '/data' });
  });

  test('NUL, escaped or raw, in a value or a key', () => {
    expect(refusalOf('{"note":"a\\u0000b"}')).toMatchObject({ code: 'json.nul', offset: 10, pointer: '/note' });
    expect(refusalOf('{"note":"a\u0000b"}')).toMatchObject({ code: 'json.nul', offset: 10, pointer: '/note' });
    expect(refusalOf('{"\\u0000":1}')).toMatchObject({ code: 'json.nul', offset: 2, pointer: '' });
  });

  test.each([
    '9007199254740993',
    '9007199254740993.0',
    '9007199254740992',
    '-9007199254740992',
    '1e21',
    '1e+21',
    '123456789012345680000',
  ])('an integer that a double cannot tell from its neighbours: %s', (text) => {
    const refused = refusalOf(`{"data":{"launched":${text}}}`);
    expect(refused).toMatchObject({ code: 'json.unsafe_integer', offset: 20, pointer: '/data/launched' });
    expect(refused.message).toContain(text);
  });

  test.each([
    ['1.0', '1'],
    ['0.10', '0.1'],
    ['1e5', '100000'],
    ['1E+2', '100'],
    ['1E-7', '1e-7'],
    ['0.0000001', '1e-7'],
    ['-0', '0'],
    ['-0.0', '0'],
    ['0e0', '0'],
    ['1e-400', '0'],
    ['9007199254740991.0', '9007199254740991'],
    ['0.30000000000000004444', '0.30000000000000004'],
  ])('a number not written the way it would be read: %s, which is %s', (text, shortest) => {
    const refused = refusalOf(`[${text}]`);
    expect(refused).toMatchObject({ code: 'json.number_altered', pointer: '/0' });
    expect(refused.message).toContain(`Write ${shortest},`);
  });

  test('a number beyond the range of a double', () => {
    expect(refusalOf('{"n":1e400}')).toMatchObject({ code: 'json.number_altered', pointer: '/n' });
  });

  test('__proto__ as a key, however it is written', () => {
    expect(refusalOf('{"data":{"__proto__":{}}}')).toMatchObject({
      code: 'json.forbidden_key',
      pointer: '/data/__proto__',
    });
    expect(refusalOf('{"\\u005f_proto__":{}}').code).toBe('json.forbidden_key');
    expect(refusalOf('{"__proto__":1,"__proto__":2}').code).toBe('json.forbidden_key');
  });

  test('100,000 levels of arrays or objects', () => {
    expect(refusalOf(nested(100_000))).toMatchObject({ code: 'json.too_deep', offset: DEPTH_MAX });
    expect(refusalOf('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)).code).toBe('json.too_deep');
    expect(refusalOf('['.repeat(100_000)).code).toBe('json.too_deep');
  });

  test.each([
    ['', 0],
    ['  ', 2],
    ['{"a":1}x', 7],
    ['{"a":1} {"a":2}', 8],
    ['{"a":1,}', 7],
    ['[1,]', 3],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ["{'a':1}", 1],
    ['{"a":1', 6],
    ['"Riyadh', 7],
    ['[01]', 1],
    ['[1.]', 1],
    ['[-]', 1],
    ['[.5]', 1],
    ['[+1]', 1],
    ['[1e]', 1],
    ['[NaN]', 1],
    ['[True]', 1],
    ['nul', 0],
    ['"\\x41"', 1],
    ['"\\u12g4"', 1],
    ['"\\', 1],
    ['"a\tb"', 2],
    ['"a\nb"', 2],
    ['\u00a0{}', 0],
    ['// a comment\n{}', 0],
  ])('what is no JSON: %j, at byte %i', (text, offset) => {
    expect(() => void JSON.parse(text)).toThrow(/JSON/);
    expect(refusalOf(text)).toMatchObject({ code: 'json.syntax', offset });
  });
});

describe('where a fault is', () => {
  test('bytes are counted, not characters', () => {
    expect(refusalOf('{"місто":"Черкаси","n":1.0}')).toMatchObject({
      offset: Buffer.byteLength('{"місто":"Черкаси","n":'),
    });
  });

  test('the pointer escapes what RFC 6901 wants escaped', () => {
    expect(refusalOf('{"a/b~c":[0,{"d":-0}]}').pointer).toBe('/a~1b~0c/1/d');
  });

  test('the pointer leaves what was closed before', () => {
    expect(refusalOf('{"a":{"x":{}},"b":[[],{"y":[1]}],"c":1.0}').pointer).toBe('/c');
    expect(refusalOf('[[1,2],{"x":1},3 4]').pointer).toBe('');
  });

  test('a part of a request is placed in the request', () => {
    const read = (): unknown => parseStrictJson(Buffer.from('{"a":{"b":1.0}}'), { offset: 100, pointer: '/3' });
    expect(refusal(read)).toMatchObject({
      offset: 110,
      pointer: '/3/a/b',
      faults: [{ pointer: '/3/a/b', code: 'json.number_altered' }],
    });
    const broken = (): unknown => parseStrictJson(Buffer.from([0x22, 0xff, 0x22]), { offset: 100, pointer: '/3' });
    expect(refusal(broken)).toMatchObject({ offset: 101, pointer: '/3' });
  });

  test('a message does not grow with the input', () => {
    const long = 'k'.repeat(200_000);
    expect(refusalOf(`{"${long}":1,"${long}":2}`).message.length).toBeLessThan(400);
    expect(refusalOf(`[${'1'.repeat(200_000)}]`).message.length).toBeLessThan(400);
  });
});
