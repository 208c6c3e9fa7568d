import { createHmac } from 'node:crypto';
import { startTestService, type TestService } from '../setup/test-service';
import { BARRAGE, DAMAGE, OPENING, OUTCOME, SAMPLE_LINES, TALKS } from './article';
import { linesOf, Notebook, type Receipt } from './notebook';

let service: TestService;
let log: Notebook;

beforeAll(async () => {
  service = await startTestService();
  log = await Notebook.open(service, 'russia-ukraine');
});
afterAll(() => service.stop());
describe('NDJSON', () => {
  test('takes the sample case into an empty log and answers with its batches and counts', async () => {
    const answer = await new Notebook(service, 'sample-case').upload(SAMPLE_LINES);
    const lines = SAMPLE_LINES.length;
    expect(answer.at(-1)).toEqual({ done: true, lines, recorded: lines, duplicate: 0, refused: 0 });
    const batches = answer.filter((line) => line.positions);
    expect(batches.length).toBe(answer.length - 1);
    expect(runs(batches.map((batch) => batch.lines!))).toEqual([1, lines]);
    expect(runs(batches.map((batch) => batch.positions!))).toEqual([1, lines]);
  });

  test('tells each refused line by number, code and reason, and records the others', async () => {
    const before = await log.head();
    const answer = await log.upload([
      { ...DAMAGE, stream: 'attack-ndjson-first' },
      '{"type":"DroneBarrageReported","data":{}}',
      'not JSON',
      { ...BARRAGE, stream: 'meeting-ndjson' },
      { ...DAMAGE, stream: 'attack-ndjson-last' },
    ]);
    const refused = answer.filter(({ code }) => code !== undefined);
    expect(refused.map(({ line, status, code }) => [line, status, code])).toEqual([
      [2, 422, 'event.invalid'],
      [3, 400, 'json.syntax'],
      [4, 422, 'event.wrong_stream_kind'],
    ]);
    expect(refused[0]!.errors!.map(({ pointer }) => pointer).sort()).toEqual(['/citation', '/data/launched']);
    for (const { detail } of refused) expect(detail!.length).toBeGreaterThan(20);
    expect(answer.at(-1)).toEqual({ done: true, lines: 5, recorded: 2, duplicate: 0, refused: 3 });
    expect(await log.head()).toBe(before + 2);
  });

  test('refuses what refers to a refused line, and only that', async () => {
    const answer = await log.upload([
      { type: 'ActorRegistered', stream: 'actor-of-a-refused-line', data: { name: 'Nobody', kind: 'wizard' } },
      { ...DAMAGE, stream: 'attack-ndjson-reference', data: { ...DAMAGE.data, place: 'place-dolynska' } },
      {
        type: 'OfficeHeld',
        stream: 'office-us-president',
        citation: TALKS.citation!,
        data: { holder: 'actor-of-a-refused-line' },
      },
    ]);
    const refused = answer.filter(({ code }) => code !== undefined);
    expect(refused.map(({ line, code }) => [line, code])).toEqual([
      [1, 'event.invalid'],
      [3, 'reference.unregistered'],
    ]);
  });

  test('answers=all gives the receipt of every line', async () => {
    const before = await log.head();
    const sent = [1, 2, 3].map((number) => ({ ...DAMAGE, stream: `attack-answers-all-${number}` }));
    const answer = await log.upload(sent, { question: '?answers=all' });
    const receipts = answer.filter(({ id }) => id !== undefined);
    expect(receipts.map(({ line, replayed, stream, position }) => ({ line, replayed, stream, position }))).toEqual(
      sent.map(({ stream }, index) => ({ line: index + 1, replayed: false, stream, position: before + index + 1 })),
    );
  });

  test('sent again under its Idempotency-Key records nothing and tells each line as a duplicate', async () => {
    const sent = [1, 2].map((number) => ({ ...DAMAGE, stream: `attack-upload-again-${number}` }));
    const headers = { 'idempotency-key': 'upload of 2025-02-19' };
    const first = await log.upload(sent, { question: '?answers=all', headers });
    const head = await log.head();
    const again = await log.upload(sent, { headers });
    expect(again.at(-1)).toEqual({ done: true, lines: 2, recorded: 0, duplicate: 2, refused: 0 });
    const receipts = (lines: typeof first) =>
      lines.flatMap(({ line, id, position }) => (id ? [[line, id, position]] : []));
    expect(receipts(again)).toEqual(receipts(first));
    expect(again.filter(({ id }) => id).every(({ replayed }) => replayed)).toBe(true);
    expect(await log.head()).toBe(head);
  });

  test('counts blank lines, takes CRLF, and needs no line end at its end', async () => {
    const line = (number: number) => JSON.stringify({ ...DAMAGE, stream: `attack-line-ends-${number}` });
    const answer = await log.upload(`${line(1)}\r\n\r\n  \n${line(2)}`, { question: '?answers=all' });
    expect(answer.flatMap(({ line: number, id }) => (id ? [number] : []))).toEqual([1, 4]);
  });

  test('that does not open an empty log is refused line by line, and opens nothing', async () => {
    const nowhere = new Notebook(service, 'never-opened');
    const answer = await nowhere.upload([BARRAGE, OUTCOME]);
    expect(answer.flatMap(({ line, code }) => (code ? [[line, code]] : []))).toEqual([
      [1, 'conflict.unknown'],
      [2, 'conflict.unknown'],
    ]);
    expect(await nowhere.head()).toBe(0);
  });
});

describe('what is accepted', () => {
  /** Odd spacing, keys in no usual order, needless escapes, characters of one to four bytes, decimals. */
  const odd = (stream: string) =>
    ` {"data" :{\n\t"objectKind":"resident\\u0069al","objects":4,"place":"place-cherkasy-region" } ,"stream":"${stream}",\r\n` +
    `"citation":{"note":"4 будинки \\u2014 \\ud83d\\udd25 🔥 \\/ é","source":"source-cherkasy-local-officials"},"type":"Damage\\u0052eported"}\n`;

  const bodyOf = async (id: string) => {
    const answer = await fetch(`${service.url}${log.path}/events/${id}/body`);
    expect(answer.headers.get('content-type')).toBe('application/json');
    return Buffer.from(await answer.arrayBuffer()).toString('latin1');
  };
  const bytes = (text: string) => Buffer.from(text.trim()).toString('latin1');

  test('comes back byte for byte, sent alone, in an array and as a line', async () => {
    const alone = await log.record(odd('attack-odd-alone'));
    expect(await bodyOf(alone.body.id)).toBe(bytes(odd('attack-odd-alone')));
    const array = await log.record<readonly Receipt[]>(`[ ${odd('attack-odd-1')},\n${odd('attack-odd-2')}]`);
    expect(await bodyOf(array.body[0]!.id)).toBe(bytes(odd('attack-odd-1')));
    expect(await bodyOf(array.body[1]!.id)).toBe(bytes(odd('attack-odd-2')));
    const line = `${odd('attack-odd-line').replaceAll(/[\r\n]/g, ' ')}`;
    const [receipt] = await log.upload(`${line}\r\n`, { question: '?answers=all' });
    expect(await bodyOf(receipt!.id!)).toBe(bytes(line));
  });

  test('stands in the log as it was sent, not as it was understood', async () => {
    const { body } = await log.record(odd('attack-odd-in-log'));
    const page = await log.get(`/events?stream=attack-odd-in-log`);
    expect(page.text).toContain(`"event":${odd('attack-odd-in-log').trim()}`);
    expect((await log.get(`/events/${body.id}`)).text).toContain(odd('attack-odd-in-log').trim());
  });

  test('is bound by its commitment: HMAC-SHA256 of the body under the salt', async () => {
    const exported = linesOf<Exported>(await log.export()).slice(0, -1);
    expect(exported.length).toBe(await log.head());
    for (const { salt, commitment, body } of exported)
      expect(createHmac('sha256', Buffer.from(salt, 'base64')).update(Buffer.from(body, 'base64')).digest('hex')).toBe(
        commitment,
      );
  });
});

describe('an export', () => {
  test('posted to another conflict gives the same log: positions, versions, ids and bodies', async () => {
    const copy = new Notebook(service, 'copy-of-russia-ukraine');
    const original = await log.export();
    const answer = await copy.upload(original);
    const events = await log.head();
    expect(answer.at(-1)).toEqual({ done: true, lines: events, recorded: events, duplicate: 0, refused: 0 });
    expect(comparable(await copy.export())).toEqual(comparable(original));
  });

  test('posted to where it came from records nothing', async () => {
    const [before, head] = [await log.export(), await log.head()];
    const answer = await log.upload(before);
    expect(answer.at(-1)).toEqual({ done: true, lines: head, recorded: 0, duplicate: head, refused: 0 });
    expect(await log.export()).toBe(before);
  });

  test('ends with a line that says where it ends', async () => {
    const head = await log.head();
    expect(linesOf(await log.export()).at(-1)).toEqual({ end: { position: head, events: head } });
  });

  test('begins with the event that opens the conflict', async () => {
    const [first] = linesOf<Exported>(await log.export());
    expect(JSON.parse(Buffer.from(first!.body, 'base64').toString())).toEqual(OPENING);
  });
});

interface Exported {
  readonly salt: string;
  readonly commitment: string;
  readonly recordedAt: string;
  readonly body: string;
}

/** An export without what each log draws for itself. */
function comparable(exported: string): readonly object[] {
  return linesOf<Exported>(exported).map(
    ({ salt: _salt, commitment: _commitment, recordedAt: _recordedAt, ...rest }) => rest,
  );
}

/** First and last number of ranges that follow each other without a hole. */
function runs(ranges: readonly (readonly [number, number])[]): readonly [number, number] {
  for (const [index, [from]] of ranges.entries()) if (index > 0) expect(from).toBe(ranges[index - 1]![1] + 1);
  return [ranges[0]![0], ranges.at(-1)![1]];
}
