import fc from 'fast-check';
import { ELEMENTS_MAX, sliceElements, sliceMember, trimJson } from './json-slices';
import { parseStrictJson } from './strict-json';
import { MalformedJsonError } from './strict-json-error';
import { DEPTH_MAX } from './strict-json-reader';

const MEETING = `{ "type" : "MeetingHeld",
  "stream": "meeting-riyadh-2025-02-18", "data": {"note": "}],\\"[{ Ер-Ріяд \\\\" , "absent":[["actor-ukraine"]] } }`;
const BARRAGE = '{"type":"DroneBarrageReported","data":{"launched":176}}';

function slices(text: string): string[] {
  return sliceElements(Buffer.from(text)).map((element) => element.bytes.toString());
}

function refusalOf(text: string, elementsMax?: number): MalformedJsonError {
  try {
    sliceElements(Buffer.from(text), elementsMax);
  } catch (error) {
    if (error instanceof MalformedJsonError) return error;
    throw error;
  }
  throw new Error('The array was accepted.');
}

describe('an array of events', () => {
  test('gives each element its own bytes, as sent, from brace to brace', () => {
    expect(slices(`\n [\t${MEETING} ,\r\n${BARRAGE}] \n`)).toEqual([MEETING, BARRAGE]);
  });

  test('is cut without copying', () => {
    const bytes = Buffer.from(`[${BARRAGE},${MEETING}]`);
    const [first, second] = sliceElements(bytes);
    expect(first?.bytes.buffer).toBe(bytes.buffer);
    expect(second?.bytes.byteOffset).toBe(bytes.byteOffset + 2 + BARRAGE.length);
    expect(second?.value).toEqual(JSON.parse(MEETING));
  });

  test('may be empty', () => {
    expect(slices(' [ ] ')).toEqual([]);
  });

  test(`may hold ${ELEMENTS_MAX} events, and no more`, () => {
    expect(slices(`[${Array(ELEMENTS_MAX).fill(BARRAGE).join()}]`)).toHaveLength(ELEMENTS_MAX);
    expect(
      refusalOf(
        `[${Array(ELEMENTS_MAX + 1)
          .fill(BARRAGE)
          .join()}]`,
      ),
    ).toMatchObject({
      code: 'json.too_many_elements',
      pointer: `/${ELEMENTS_MAX}`,
    });
  });

  test(`may hold events of ${DEPTH_MAX} levels, as many as one sent alone`, () => {
    const deep = `{"a":${'['.repeat(DEPTH_MAX - 1)}${']'.repeat(DEPTH_MAX - 1)}}`;
    expect(slices(`[${deep}]`)).toEqual([deep]);
    expect(refusalOf(`[${BARRAGE},{"a":${deep}}]`)).toMatchObject({ code: 'json.too_deep' });
    expect(refusalOf(`[{"a":${'['.repeat(100_000)}`)).toMatchObject({
      code: 'json.too_deep',
      offset: 6 + DEPTH_MAX - 1,
    });
  });

  test('names the element in which something is wrong, and the byte of the request', () => {
    const text = `[${BARRAGE}, {"data":{"місто":1,"launched":176.0}}]`;
    expect(refusalOf(text)).toMatchObject({
      code: 'json.number_altered',
      pointer: '/1/data/launched',
      offset: Buffer.byteLength(text.slice(0, text.indexOf('176.0'))),
    });
    expect(refusalOf(`[${BARRAGE},{"a":1,"a":1}]`)).toMatchObject({ code: 'json.duplicate_key', pointer: '/1/a' });
  });

  test('is not read past a byte that is no UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from(`[${BARRAGE},{"note":"`), Buffer.from([0xff]), Buffer.from('"}]')]);
    expect(() => sliceElements(bytes)).toThrow(expect.objectContaining({ code: 'json.invalid_utf8', pointer: '/1' }));
  });

  test.each([
    ['', 'json.syntax', 0],
    ['"events"', 'json.not_an_array', 0],
    ['{"a":1.0}', 'json.number_altered', 5],
    [BARRAGE, 'json.not_an_array', 0],
    ['[', 'json.not_an_object', 1],
    ['[176]', 'json.not_an_object', 1],
    ['[[{}]]', 'json.not_an_object', 1],
    ['[{},]', 'json.not_an_object', 4],
    ['[,{}]', 'json.not_an_object', 1],
    ['[{}', 'json.syntax', 3],
    ['[{} {}]', 'json.syntax', 4],
    ['[{}]]', 'json.syntax', 4],
    ['[{}],', 'json.syntax', 4],
    ['[{"a":1]', 'json.syntax', 7],
    ['[{"a":[1}]]', 'json.syntax', 8],
    ['[{"a":"x]', 'json.syntax', 9],
    ['[{"a":"x\\', 'json.syntax', 8],
    ['\ufeff[]', 'json.byte_order_mark', 0],
  ])('that is none is refused: %j', (text, code, offset) => {
    expect(refusalOf(text)).toMatchObject({ code, offset });
  });

  test('is accepted exactly when JSON.parse accepts it, wherever it is cut or altered', () => {
    const array = `[ ${MEETING},${BARRAGE} ]`;
    const edit = fc.tuple(
      fc.nat(array.length),
      fc.nat(3),
      fc.constantFrom('', '{', '}', '[', ']', '"', '\\', ',', ':', ' ', '1'),
    );
    const edited = fc.array(edit, { maxLength: 3 }).map((edits) => {
      return edits.reduce((text, [at, drop, piece]) => text.slice(0, at) + piece + text.slice(at + drop), array);
    });
    fc.assert(fc.property(edited, expectSlicesToAgree), { seed: 20250218, numRuns: 5_000 });
  });
});

function expectSlicesToAgree(text: string): void {
  const whole = accepted(() => parseStrictJson(Buffer.from(text)));
  const elements = accepted(() => sliceElements(Buffer.from(text)));
  const isArrayOfObjects = Array.isArray(whole) && whole.every((element) => JSON.stringify(element).startsWith('{'));
  expect(elements?.map((element) => element.value)).toEqual(isArrayOfObjects ? whole : undefined);
  for (const element of elements ?? []) {
    expect(parseStrictJson(element.bytes)).toEqual(element.value);
    expect(element.bytes.equals(trimJson(element.bytes))).toBe(true);
  }
}

function accepted<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof MalformedJsonError) return undefined;
    throw error;
  }
}

describe('a member of an object', () => {
  const opened = Buffer.from(
    ` {"conflict" : "russia-ukraine", "n":176 ,"ok":true,"\\u0065vent":\n ${MEETING}\n, "last":-1e-7}`,
  );

  test.each([
    ['conflict', '"russia-ukraine"'],
    ['n', '176'],
    ['ok', 'true'],
    ['event', MEETING],
    ['last', '-1e-7'],
  ])('%s is found with its exact bytes', (name, bytes) => {
    expect(sliceMember(opened, name)?.toString()).toBe(bytes);
    expect(sliceMember(opened, name)?.buffer).toBe(opened.buffer);
  });

  test('is not looked for deeper, nor in strings', () => {
    expect(sliceMember(opened, 'stream')).toBeUndefined();
    expect(sliceMember(Buffer.from('{"a":"\\"event\\":{}","b":{"event":{}},"c":["event"]}'), 'event')).toBeUndefined();
    expect(sliceMember(Buffer.from(' { } '), 'event')).toBeUndefined();
  });

  test('is not looked for in an array', () => {
    expect(() => sliceMember(Buffer.from('[{"event":1}]'), 'event')).toThrow(
      expect.objectContaining({ code: 'json.not_an_object' }),
    );
  });

  test('is the same value that the parser gives, for any document', () => {
    const document = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 });
    const format = fc.constantFrom<string | number | undefined>(undefined, 1, '\t');
    fc.assert(
      fc.property(document, format, (value, space) => {
        const text = JSON.stringify(value, null, space);
        for (const [name, member] of Object.entries(JSON.parse(text) as Record<string, unknown>)) {
          const bytes = sliceMember(Buffer.from(text), name);
          expect(bytes?.equals(trimJson(bytes))).toBe(true);
          expect(JSON.stringify(JSON.parse(String(bytes)))).toBe(JSON.stringify(member));
        }
      }),
      { seed: 20250310, numRuns: 1_000 },
    );
  });
});

describe('trimming', () => {
  test.each([
    [` \t\r\n${MEETING}\r\n `, MEETING],
    [BARRAGE, BARRAGE],
    ['   ', ''],
    ['', ''],
  ])('%j keeps the text and no whitespace around it', (text, trimmed) => {
    expect(trimJson(Buffer.from(text)).toString()).toBe(trimmed);
  });

  test('leaves what JSON does not call whitespace', () => {
    expect(trimJson(Buffer.from('\u00a0{}\f')).toString()).toBe('\u00a0{}\f');
  });
});
