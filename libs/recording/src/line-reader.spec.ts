import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { LINE_LIMITS, readLines, StalledUploadError, type LineLimits, type NumberedLine } from './line-reader';

const MEETING = '{"type":"MeetingHeld","stream":"meeting-riyadh-2025-02-18"}';
const BARRAGE = '{"type":"DroneBarrageReported","data":{"launched":176,"note":"Черкаси"}}';

type ShownLine = readonly [number: number, text: string];

function shown(line: NumberedLine): ShownLine {
  return [line.number, 'bytes' in line ? line.bytes.toString() : `(${line.fault})`];
}

function streamOf(...chunks: readonly string[]): Readable {
  return Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
}

async function batchesOf(stream: AsyncIterable<Buffer>, limits?: Partial<LineLimits>): Promise<ShownLine[][]> {
  const batches: ShownLine[][] = [];
  for await (const batch of readLines(stream, limits)) batches.push(batch.map(shown));
  return batches;
}

async function linesOf(stream: AsyncIterable<Buffer>, limits?: Partial<LineLimits>): Promise<ShownLine[]> {
  return (await batchesOf(stream, limits)).flat();
}

describe('lines', () => {
  test('are numbered from 1, and the last needs no line end', async () => {
    expect(await linesOf(streamOf(`${MEETING}\n${BARRAGE}\n`))).toEqual([
      [1, MEETING],
      [2, BARRAGE],
    ]);
    expect(await linesOf(streamOf(`${MEETING}\n${BARRAGE}`))).toHaveLength(2);
  });

  test('may end in CRLF', async () => {
    expect(await linesOf(streamOf(`${MEETING}\r`, `\n${BARRAGE}\r\n${MEETING}\r`))).toEqual([
      [1, MEETING],
      [2, BARRAGE],
      [3, MEETING],
    ]);
  });

  test('that are blank are left out and counted', async () => {
    expect(await linesOf(streamOf(`\n \t\r\n${MEETING}\n\r\n`, '\n', `\n${BARRAGE}\n\n  `))).toEqual([
      [3, MEETING],
      [7, BARRAGE],
    ]);
    expect(await batchesOf(streamOf('\n\n', '\n'))).toEqual([]);
    expect(await batchesOf(streamOf())).toEqual([]);
  });

  test('do not depend on how the bytes arrive', async () => {
    const text = Buffer.from(
      `${MEETING}\r\n\n${BARRAGE}\n${'x'.repeat(90)}\n${'y'.repeat(91)}\r\n \n${'z'.repeat(90)}\r\n${BARRAGE}`,
    );
    const expected = [
      [1, MEETING],
      [3, BARRAGE],
      [4, 'x'.repeat(90)],
      [5, '(too_long)'],
      [7, 'z'.repeat(90)],
      [8, BARRAGE],
    ];
    const cuts = fc.array(fc.nat(text.length), { maxLength: 12 }).map((places) => places.sort((a, b) => a - b));
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const chunks = [...places, text.length].map((end, index) => text.subarray(places[index - 1] ?? 0, end));
        expect(await linesOf(Readable.from(chunks), { lineBytesMax: 90 })).toEqual(expected);
      }),
      { seed: 20250218, numRuns: 300 },
    );
  });
});

describe('a line that is too long', () => {
  test('is reported with its number, and the lines around it are read', async () => {
    const chunks = [`${MEETING}\n`, 'x'.repeat(200), 'x'.repeat(200), `\n${BARRAGE}\n`, 'y'.repeat(400)];
    expect(await linesOf(streamOf(...chunks), { lineBytesMax: 128 })).toEqual([
      [1, MEETING],
      [2, '(too_long)'],
      [3, BARRAGE],
      [4, '(too_long)'],
    ]);
  });

  test('is one byte longer than 256 KiB, without its line end', async () => {
    const most = 'x'.repeat(256 * 1024);
    const numbers = (
      await linesOf(streamOf(`${most}\n${most}\r\n${most}x\n${most}x\r\n`, most, '\r', '\n', most, 'x'))
    ).map(([number, text]) => [number, text.length]);
    expect(numbers).toEqual([
      [1, most.length],
      [2, most.length],
      [3, '(too_long)'.length],
      [4, '(too_long)'.length],
      [5, most.length],
      [6, '(too_long)'.length],
    ]);
  });

  test('is not kept in memory: a gigabyte passes through', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const before = process.memoryUsage().rss;
    async function* gigabyte(): AsyncGenerator<Buffer> {
      for (let count = 0; count < 1024; count++) yield chunk;
      yield Buffer.from(`\n${MEETING}\n`);
      await Promise.resolve();
    }
    expect(await linesOf(gigabyte())).toEqual([
      [1, '(too_long)'],
      [2, MEETING],
    ]);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });
});

describe('a batch', () => {
  test('holds what has arrived, across chunks, up to its number of lines', async () => {
    const lines = Array.from({ length: 1_203 }, (_, index) => `{"n":${index}}\n`);
    const batches = await batchesOf(streamOf(...lines));
    expect(batches.map((batch) => batch.length)).toEqual([500, 500, 203]);
    expect(batches.flat().map(([number]) => number)).toEqual(lines.map((_, index) => index + 1));
  });

  test('holds no more bytes than allowed, but a longer line alone', async () => {
    const batches = await batchesOf(streamOf('dddddddddddd\naaaa\nbbbb\nc\ndddddddddddd\ne\n'), { bytesMax: 9 });
    expect(batches.map((batch) => batch.map(([, text]) => text))).toEqual([
      ['dddddddddddd'],
      ['aaaa', 'bbbb', 'c'],
      ['dddddddddddd'],
      ['e'],
    ]);
  });

  test('is given out before the next line comes', async () => {
    const upload = new Readable({ read: () => undefined });
    const batches = readLines(upload);
    upload.push(`${MEETING}\n${BARRAGE.slice(0, 10)}`);
    expect((await batches.next()).value?.map(shown)).toEqual([[1, MEETING]]);
    upload.push(`${BARRAGE.slice(10)}\n`);
    expect((await batches.next()).value?.map((line) => line.number)).toEqual([2]);
    upload.push(null);
    expect(await batches.next()).toEqual({ done: true, value: undefined });
  });
});

describe('back-pressure', () => {
  test('at most one chunk is taken ahead of the batch that is being worked on', async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) {
        taken++;
        yield Buffer.from(`${MEETING}\n`);
        await Promise.resolve();
      }
    }
    const batches = readLines(endless(), { linesMax: 10 });
    await batches.next();
    const takenForFirst = taken;
    await new Promise((resolve) => setImmediate(resolve));
    expect(taken).toBe(takenForFirst);
    expect(taken).toBeLessThanOrEqual(12);
    await batches.next();
    expect(taken).toBeLessThanOrEqual(22);
  });
});

describe('an upload that goes wrong', () => {
  test('stalls: what had come in whole lines is given out, then it is refused', async () => {
    const upload = new Readable({ read: () => undefined });
    upload.push(`${MEETING}\n${BARRAGE}\n{"type":`);
    const batches = readLines(upload, { stallTimeoutMs: 20 });
    expect((await batches.next()).value).toHaveLength(2);
    const stalled = await batches.next().catch((error: unknown) => error);
    expect(stalled).toBeInstanceOf(StalledUploadError);
    expect(stalled).toMatchObject({ code: 'upload.stalled', facts: { linesRead: 2, stallTimeoutMs: 20 } });
    expect(upload.destroyed).toBe(false);
  });

  test('is not taken for stalled while its sender is the one who waits', async () => {
    const upload = streamOf(`${MEETING}\n`, `${BARRAGE}\n`);
    const batches = readLines(upload, { stallTimeoutMs: 5, linesMax: 1 });
    await batches.next();
    const busyUntil = performance.now() + 20;
    while (performance.now() < busyUntil);
    expect((await batches.next()).value?.map(shown)).toEqual([[2, BARRAGE]]);
  });

  test('breaks off: what had come in whole lines is given out, then the error, and half a line never', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from(`${MEETING}\n{"type"`);
      await Promise.resolve();
      throw new Error('ECONNRESET');
    }
    const batches = readLines(broken());
    expect((await batches.next()).value?.map(shown)).toEqual([[1, MEETING]]);
    await expect(batches.next()).rejects.toThrow('ECONNRESET');
  });

  test('is left open when the reader stops early: its owner still answers on it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const sender = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [receiver] = (await once(server, 'connection')) as [Socket];
    sender.write(`${MEETING}\n`);
    for await (const batch of readLines(receiver)) {
      expect(batch).toHaveLength(1);
      break;
    }
    receiver.end('refused');
    const [answer] = (await once(sender, 'data')) as [Buffer];
    expect(answer.toString()).toBe('refused');
    sender.destroy();
    receiver.destroy();
    server.close();
  });
});

test('the limits are those the API states', () => {
  expect(LINE_LIMITS).toEqual({ lineBytesMax: 262_144, linesMax: 500, bytesMax: 4_194_304, stallTimeoutMs: 30_000 });
});
