import { commitmentOf, type LogRow } from '@tracker/event-store';
import { BulkUpload, Intake, type RecordEvents } from '@tracker/recording';
import { once } from 'node:events';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { catalogue, type ReadingApp } from '../../../test/setup/reading-app';
import { CONFLICT, EVENTS, LOG, positionsAt, startRecordedLog } from '../../../test/setup/recorded-log';

let reading: ReadingApp;
let ask: ReadingApp['ask'];

beforeAll(async () => {
  reading = await startRecordedLog();
  ask = reading.ask;
});

afterAll(() => reading.stop());

describe('the log as NDJSON', () => {
  const ndjson = { accept: 'application/x-ndjson' };

  it('is all of it, each line with the exact bytes, and a last line that states the end', async () => {
    const { headers, text } = await ask(LOG, ndjson);
    expect([headers['content-type'], headers['log-position']]).toEqual(['application/x-ndjson', '4']);
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(lines.slice(0, -1).map(({ body }) => Buffer.from(body!, 'base64').toString())).toEqual(EVENTS);
    expect(lines.at(-1)).toEqual({ end: { position: 4, events: 4 } });
    for (const { salt, body, commitment } of lines.slice(0, -1)) {
      expect(commitmentOf(Buffer.from(salt!, 'base64'), Buffer.from(body!, 'base64')).toString('hex')).toBe(commitment);
    }
  });

  it('is recorded again elsewhere at the same positions, with the same ids and bytes', async () => {
    const { text } = await ask(LOG, ndjson);
    const commands = {
      execute: ({ conflict, events }: RecordEvents) => reading.pumps.submit(conflict, events),
    } as never;
    const upload = new BulkUpload(new Intake(catalogue), commands, reading.pumps, {
      conflict: 'imported',
      recordedBy: 'local',
      answerAll: false,
    });
    const answers: string[] = [];
    for await (const line of upload.answer(
      (async function* () {
        yield Buffer.from(text);
      })(),
    ))
      answers.push(line);
    expect(JSON.parse(answers.at(-1)!)).toEqual({ done: true, lines: 4, recorded: 4, duplicate: 0, refused: 0 });
    const [from, to] = await Promise.all([
      reading.log.read(CONFLICT, { after: 0, limit: 10 }),
      reading.log.read('imported', { after: 0, limit: 10 }),
    ]);
    const kept = (rows: readonly LogRow[]) =>
      rows.map(({ position, stream, version, event_id, body }) => ({
        position,
        stream,
        version,
        event_id,
        body: body.toString(),
      }));
    expect(kept(to)).toEqual(kept(from));
  });

  it('takes filters and asOf, but no limit', async () => {
    const { text } = await ask(`${LOG}?type=PlaceRegistered&asOf=2`, ndjson);
    expect(text.trimEnd().split('\n').at(-1)).toBe('{"end":{"position":2,"events":1}}');
    const refused = await ask(`${LOG}?limit=10`, ndjson);
    expect(refused.json()).toMatchObject({ status: 400, code: 'parameter.invalid', parameter: 'limit' });
  });

  it('is no longer read for a requester who has left', async () => {
    const large = JSON.stringify({ type: 'ConflictOpened', data: { name: 'Long' } }).replace(
      '"data"',
      `${' '.repeat(250_000)}"data"`,
    );
    await reading.record('long-log', large);
    for (let first = 0; first < 120; first += 40) {
      const places = Array.from({ length: 40 }, (_, index) =>
        large.replace('"ConflictOpened"', `"PlaceRegistered","stream":"place-${first + index}"`),
      );
      await reading.record('long-log', ...places);
    }
    const batchesInAll = 14;
    await reading.app.listen(0, '127.0.0.1');
    const server = reading.app.getHttpServer();
    const closed = new Promise((resolve) =>
      server.once('connection', (socket: NodeJS.EventEmitter) => socket.once('close', resolve)),
    );
    const { port } = server.address() as AddressInfo;
    const before = reading.log.reads;
    const request = get({ port, path: '/v1/conflicts/long-log/events', headers: ndjson, agent: false });
    const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream];
    await once(response, 'readable');
    request.destroy();
    await closed;
    const again = await ask('/v1/conflicts/long-log/events', ndjson);
    expect(again.text.trimEnd().endsWith('{"end":{"position":121,"events":121}}')).toBe(true);
    const reads = reading.log.reads - before;
    expect(reads).toBeGreaterThanOrEqual(batchesInAll + 1);
    expect(reads).toBeLessThan(2 * batchesInAll);
  });
});

describe('a log with a hole', () => {
  const ndjson = { accept: 'application/x-ndjson' };

  async function damage(conflict: string, hole: number, head: number): Promise<void> {
    const admin = new Client(reading.database.source.poolOptions('admin'));
    await admin.connect();
    await admin.query(
      `insert into log.events (conflict, position, stream, version, event_id, type, schema_version, recorded_at, recorded_by, body, salt, commitment)
       select $1, n, 'place-' || n, 1, gen_random_uuid(), 'PlaceRegistered', 1, now(), 'local', '{}', decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')
       from generate_series(1, $3::integer) n where n <> $2`,
      [conflict, hole, head],
    );
    await admin.end();
  }

  it('is not read past it, neither in pages nor as NDJSON', async () => {
    await damage('damaged', 2, 3);
    const log = '/v1/conflicts/damaged/events';
    expect(await positionsAt(ask, `${log}?asOf=1`)).toEqual([1]);
    const hole = { status: 500, code: 'log.hole', expected: 2, found: 3 };
    expect((await ask(log)).json()).toMatchObject(hole);
    expect((await ask(log, ndjson)).json()).toMatchObject(hole);
  });

  it('cuts an export that has begun, so that nobody takes it for all of the log', async () => {
    await damage('damaged-later', 501, 600);
    await expect(ask('/v1/conflicts/damaged-later/events', ndjson)).rejects.toThrow(
      'response destroyed before completion',
    );
  });
});
