import { LINE_LIMITS } from '@tracker/recording';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { startTestService, type TestService } from '../setup/test-service';
import { DAMAGE } from './article';
import { linesOf, Notebook, type UploadLine } from './notebook';

/*
 * How long an upload may take, over a plain socket, with a shorter limit for one that stalls. These are claims on time, so they
 * take time.
 */

const STALL_TIMEOUT_MS = 1_000;

let service: TestService;
let log: Notebook;

beforeAll(async () => {
  service = await startTestService({ uploadLimits: { ...LINE_LIMITS, stallTimeoutMs: STALL_TIMEOUT_MS } });
  log = await Notebook.open(service, 'russia-ukraine');
});
afterAll(() => service.stop());

/** An upload whose bytes are sent when the spec says so. */
class Upload {
  private readonly chunks: Buffer[] = [];
  private readonly closed: Promise<unknown>;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.closed = once(socket, 'close');
  }

  static async begin(path: string): Promise<Upload> {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\ncontent-type: application/x-ndjson\r\n`,
    );
    socket.write('transfer-encoding: chunked\r\n\r\n');
    return new Upload(socket);
  }

  send(text: string): void {
    this.socket.write(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
  }

  end(): void {
    this.socket.write('0\r\n\r\n');
  }

  leave(): void {
    this.socket.destroy();
  }

  /** Resolves when the answer so far holds the text. */
  async hears(text: string): Promise<void> {
    while (!Buffer.concat(this.chunks).includes(text)) await once(this.socket, 'data');
  }

  /** The lines of the answer, once the connection is closed. Throws if the answer was cut. */
  async answer(): Promise<readonly UploadLine[]> {
    await this.closed;
    const [head, body] = Buffer.concat(this.chunks).toString('utf8').split('\r\n\r\n', 2) as [string, string];
    expect(head).toMatch(/^HTTP\/1\.1 200 /);
    expect(body).toMatch(/\r\n0$/);
    // Every second piece is the length of the one after it.
    return linesOf(
      body
        .split('\r\n')
        .filter((_, piece) => piece % 2 === 1)
        .join(''),
    );
  }
}

const line = (number: number) => `${JSON.stringify({ ...DAMAGE, stream: `attack-uploaded-${number}` })}\n`;

test('an upload that stalls is cut: its last line says so, and what had come in whole lines is recorded', async () => {
  const before = await log.head();
  const upload = await Upload.begin(`${log.path}/events?answers=all`);
  upload.send(line(1) + line(2));
  upload.send(line(3).slice(0, 40));
  const answer = await upload.answer();
  const last = answer.at(-1)!;
  expect(last).toMatchObject({ done: false, lines: 2, recorded: 2, refused: 0 });
  expect(last.problem).toMatchObject({ status: 408, code: 'upload.stalled', linesRead: 2 });
  expect(last.problem!.detail).toMatch(/after line 2, no bytes came for 1 s.*send the rest again/);
  expect(answer.flatMap(({ line: number, id }) => (id ? [number] : []))).toEqual([1, 2]);
  expect(await log.head()).toBe(before + 2);
});

test('an upload of which nothing ever comes is cut as well', async () => {
  const before = await log.head();
  const answer = await (await Upload.begin(`${log.path}/events`)).answer();
  expect(answer).toHaveLength(1);
  expect(answer[0]).toMatchObject({ done: false, lines: 0, problem: { code: 'upload.stalled' } });
  expect(await log.head()).toBe(before);
});

test('an upload that keeps coming, slowly and for longer than the limit of a stall, is not cut', async () => {
  const before = await log.head();
  const upload = await Upload.begin(`${log.path}/events`);
  const began = performance.now();
  let lines = 0;
  for (; performance.now() - began < 3 * STALL_TIMEOUT_MS; lines += 1) {
    const text = line(100 + lines);
    upload.send(text.slice(0, 100));
    await wait(STALL_TIMEOUT_MS / 10);
    upload.send(text.slice(100));
  }
  upload.end();
  const answer = await upload.answer();
  expect(answer.at(-1)).toEqual({ done: true, lines, recorded: lines, duplicate: 0, refused: 0 });
  expect(await log.head()).toBe(before + lines);
});

test('a sender that leaves in the middle loses only what it had not finished', async () => {
  const before = await log.head();
  const upload = await Upload.begin(`${log.path}/events?answers=all`);
  upload.send(line(201) + line(202) + line(203).slice(0, 40));
  // The answer to a batch comes with the next one: the log tells that it is recorded.
  while ((await log.head()) < before + 2) await wait(5);
  upload.leave();
  const after = await log.record({ ...DAMAGE, stream: 'attack-after-a-sender-left' });
  expect(after.body.position).toBe(before + 3);
  expect((await log.get('/streams/attack-uploaded-203')).status).toBe(404);
});

test('a sender who waits to hear that a line is recorded before the next one is told at once', async () => {
  const upload = await Upload.begin(`${log.path}/events`);
  upload.send(line(501));
  await upload.hears('"lines":[1,1]');
  upload.send(line(502));
  upload.end();
  expect((await upload.answer()).at(-1)).toMatchObject({ done: true, recorded: 2 });
});
