import { startTestService, type TestService } from '../setup/test-service';
import { BARRAGE, DAMAGE, OUTCOME, REGISTRATIONS, TALKS, VISIT_PLANNED, VISIT_RESCHEDULED } from './article';
import { Notebook, type LogEntry, type Problem, type Receipt } from './notebook';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

let service: TestService;
let log: Notebook;

beforeAll(async () => {
  service = await startTestService();
  log = await Notebook.open(service, 'russia-ukraine');
});
afterAll(() => service.stop());
describe('opening a conflict', () => {
  const event = { type: 'ConflictOpened', occurred: '2022-02-24', data: { name: 'Russia-Ukraine war' } };

  test('makes ConflictOpened position 1 of its log', async () => {
    const opened = await service.post<Receipt>('/v1/conflicts', { conflict: 'war-since-2022', event });
    expect(opened.status).toBe(201);
    expect(opened.headers.get('location')).toBe('/v1/conflicts/war-since-2022');
    expect(opened.headers.get('etag')).toBe('"1"');
    expect(opened.headers.get('log-position')).toBe('1');
    const { id, recordedAt, ...place } = opened.body;
    expect(place).toEqual({ stream: 'conflict', version: 1, position: 1 });
    expect(id).toMatch(UUID_V7);
    expect(recordedAt).toMatch(INSTANT);
  });

  test('keeps the bytes of the event and not those of the request around it', async () => {
    const bytes = '{ "type" : "ConflictOpened",\n\t"data":{"name":"Russia\\u002dUkraine war"} }';
    const { body } = await service.post<Receipt>('/v1/conflicts', `{"event":${bytes} , "conflict" : "oddly-spaced"}`);
    expect((await service.get(`/v1/conflicts/oddly-spaced/events/${body.id}/body`)).text).toBe(bytes);
  });

  test('happens once: a second opening is refused and says by what name the conflict is open', async () => {
    const refused = await service.post<Problem>('/v1/conflicts', { conflict: log.conflict, event });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'conflict.already_open', name: 'Russia-Ukraine war' });
  });

  test('is safe to send again with an Idempotency-Key', async () => {
    const request = { conflict: 'opened-again', event };
    const headers = { 'idempotency-key': 'opening of 2025-02-19' };
    const first = await service.post<Receipt>('/v1/conflicts', request, headers);
    const again = await service.post<Receipt>('/v1/conflicts', request, headers);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
  });
});

describe('one event', () => {
  test('is answered after commit with its place, its version and a receipt', async () => {
    const before = await log.head();
    const recorded = await log.record(BARRAGE);
    expect(recorded.status).toBe(201);
    expect(recorded.headers.get('etag')).toBe('"1"');
    expect(recorded.headers.get('log-position')).toBe(String(before + 1));
    const { id, recordedAt, ...place } = recorded.body;
    expect(place).toEqual({ stream: BARRAGE.stream, version: 1, position: before + 1 });
    expect(id).toMatch(UUID_V7);
    expect(recordedAt).toMatch(INSTANT);
    expect(recorded.headers.get('location')).toBe(`${log.path}/events/${id}`);
    const found = await service.get<LogEntry>(recorded.headers.get('location')!);
    expect(found.body).toMatchObject({ ...recorded.body, type: BARRAGE.type, recordedBy: 'local', event: BARRAGE });
  });

  test('gets the next version of its stream', async () => {
    const outcome = await log.record(OUTCOME);
    expect([outcome.status, outcome.headers.get('etag'), outcome.body.version]).toEqual([201, '"2"', 2]);
  });

  test('that names no stream begins one of its kind', async () => {
    const { stream: _, ...unnamed } = DAMAGE;
    const [one, other] = [await log.record(unnamed), await log.record(unnamed)];
    for (const { body } of [one, other]) {
      expect(body.version).toBe(1);
      expect(body.stream).toMatch(/^attack-/);
      expect(body.stream.slice('attack-'.length)).toMatch(UUID_V7);
    }
    expect(one.body.stream).not.toBe(other.body.stream);
  });

  test('that contradicts itself is recorded with a warning in its receipt', async () => {
    const above = { ...OUTCOME, data: { weapon: 'drone', destroyed: 100, jammed: 80 } };
    const recorded = await log.record(above);
    expect(recorded.status).toBe(201);
    expect(recorded.body.warnings).toMatchObject([{ code: 'attack.parts_exceed_whole' }]);
    expect(recorded.body.warnings![0]!.detail).toMatch(/at least 180, but launched is at most 176/);
  });
});

describe('an array', () => {
  const [planned, moved] = [
    { ...VISIT_PLANNED, stream: 'meeting-array-visit' },
    { ...VISIT_RESCHEDULED, stream: 'meeting-array-visit' },
  ];

  test('is recorded whole and in order, and an element may refer to an earlier one', async () => {
    const before = await log.head();
    const spokesman = {
      type: 'ActorRegistered',
      stream: 'actor-dmitry-peskov',
      data: { name: 'Dmitry Peskov', kind: 'person' },
    };
    const said = {
      type: 'StatementMade',
      stream: 'statement-peskov-array',
      citation: TALKS.citation!,
      data: { speaker: 'actor-dmitry-peskov', kind: 'remark', text: 'The talks begin.', wording: 'paraphrase' },
    };
    const recorded = await log.record<readonly Receipt[]>([spokesman, said, planned, moved]);
    expect(recorded.status).toBe(201);
    expect(recorded.body.map(({ position }) => position - before)).toEqual([1, 2, 3, 4]);
    expect(recorded.body.map(({ version }) => version)).toEqual([1, 1, 1, 2]);
    expect(recorded.headers.get('log-position')).toBe(String(before + 4));
  });

  test.each([
    ['of the wrong shape', { ...moved, data: { from: '2025-02-19' } }, 422, 'event.invalid', '/1/data/to'],
    ['against a rule', { ...moved, stream: 'meeting-never-planned' }, 409, 'meeting.not_planned', '/1'],
    [
      'with an unregistered reference',
      { ...moved, data: { to: '2025-03-10', by: 'actor-nobody' } },
      409,
      'reference.unregistered',
      '/1',
    ],
  ])(
    'with an element %s is refused whole, and the pointer names the element',
    async (_, wrong, status, code, pointer) => {
      const before = await log.head();
      const refused = await log.record<Problem>([{ ...planned, stream: 'meeting-of-a-refused-array' }, wrong, DAMAGE]);
      expect([refused.status, refused.body.code]).toEqual([status, code]);
      expect(refused.body.errors![0]!.pointer).toMatch(new RegExp(`^${pointer}`));
      expect(await log.head()).toBe(before);
      expect((await log.get('/streams/meeting-of-a-refused-array')).status).toBe(404);
    },
  );

  test('of 500 is taken, of 501 is not', async () => {
    const before = await log.head();
    const many = Array.from({ length: 501 }, (_, number) => ({
      ...REGISTRATIONS.find(({ type }) => type === 'PlaceRegistered')!,
      stream: `place-array-${number}`,
    }));
    const refused = await log.record<Problem>(many);
    expect([refused.status, refused.body.code]).toEqual([413, 'json.too_many_elements']);
    expect(await log.head()).toBe(before);
    const recorded = await log.record<readonly Receipt[]>(many.slice(1));
    expect([recorded.status, recorded.body.length]).toEqual([201, 500]);
    expect(await log.head()).toBe(before + 500);
  });
});

describe('a precondition', () => {
  const event = { ...DAMAGE, stream: 'attack-precondition' };
  beforeAll(() => log.record([event, event]));

  test('If-None-Match: * records into a new stream only', async () => {
    const begun = await log.record({ ...event, stream: 'attack-new' }, { 'if-none-match': '*' });
    expect(begun.status).toBe(201);
    const refused = await log.record<Problem>(event, { 'if-none-match': '*' });
    expect([refused.status, refused.body.code, refused.body['currentVersion']]).toEqual([
      412,
      'stream.precondition_failed',
      2,
    ]);
  });

  test('If-Match takes the ETag of the stream, and a stale one is refused with the current version', async () => {
    const etag = (await log.get(`/streams/${event.stream}`)).headers.get('etag')!;
    expect(etag).toBe('"2"');
    const recorded = await log.record(event, { 'if-match': etag });
    expect([recorded.status, recorded.headers.get('etag')]).toEqual([201, '"3"']);
    const refused = await log.record<Problem>(event, { 'if-match': etag });
    expect([refused.status, refused.body.code, refused.body['currentVersion']]).toEqual([
      412,
      'stream.precondition_failed',
      3,
    ]);
  });

  test('expectedVersion is of each event, and a wrong one is refused with the current version', async () => {
    const stream = 'attack-expected';
    const begun = [0, 1].map((expectedVersion) => ({ ...DAMAGE, stream, expectedVersion }));
    expect((await log.record(begun)).status).toBe(201);
    const refused = await log.record<Problem>({ ...DAMAGE, stream, expectedVersion: 1 });
    expect([refused.status, refused.body.code, refused.body['currentVersion']]).toEqual([
      409,
      'stream.wrong_version',
      2,
    ]);
    expect(refused.body.detail).toMatch(/expected version 1, found 2/);
  });
});
