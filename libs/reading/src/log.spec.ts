import { catalogue, type ReadingApp } from '../../../test/setup/reading-app';
import { CONFLICT, EVENTS, LOG, positionsAt, startRecordedLog } from '../../../test/setup/recorded-log';

let reading: ReadingApp;
let ask: ReadingApp['ask'];

beforeAll(async () => {
  reading = await startRecordedLog();
  ask = reading.ask;
});

afterAll(() => reading.stop());

describe('a page of the log', () => {
  it('has every event with what was assigned to it, and the event byte for byte', async () => {
    const { status, headers, text, json } = await ask(LOG);
    expect({ status, type: headers['content-type'], position: headers['log-position'] }).toEqual({
      status: 200,
      type: 'application/json',
      position: '4',
    });
    for (const event of EVENTS) expect(text).toContain(`"event":${event}}`);
    const { events, next } = json() as { events: readonly Record<string, unknown>[]; next?: number };
    expect(next).toBeUndefined();
    expect(events[1]).toEqual({
      position: 2,
      stream: 'place-dolynska',
      version: 1,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: 'PlaceRegistered',
      schemaVersion: 1,
      recordedAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
      recordedBy: 'local',
      commitment: expect.stringMatching(/^[0-9a-f]{64}$/),
      event: JSON.parse(EVENTS[1]!),
    });
  });

  it('leads to the next one until the log ends', async () => {
    const first = await ask(`${LOG}?limit=3&type=ConflictOpened,PlaceRegistered,PlaceRenamed`);
    expect(first.json()).toMatchObject({ next: 3 });
    const [, next] = /^<(.+)>; rel="next"$/.exec(String(first.headers['link']))!;
    const last = await ask(next!);
    expect(last.json()).toMatchObject({ events: [{ position: 4 }] });
    expect(last.json()).not.toHaveProperty('next');
    expect(last.headers).not.toHaveProperty('link');
  });

  it('holds what its filters let through, one by one and together', async () => {
    expect(await positionsAt(ask, `${LOG}?type=PlaceRenamed`)).toEqual([4]);
    expect(await positionsAt(ask, `${LOG}?stream=place-dolynska&stream=place-cherkasy`)).toEqual([2, 3, 4]);
    expect(await positionsAt(ask, `${LOG}?stream=place-dolynska,place-dolynska&type=PlaceRegistered`)).toEqual([2]);
    expect(await positionsAt(ask, `${LOG}?after=1&limit=2`)).toEqual([2, 3]);
  });

  it('is cut by instants of record at the millisecond, both ends included', async () => {
    const { events } = (await ask(LOG)).json() as { events: readonly { recordedAt: string }[] };
    const [, second] = events.map(({ recordedAt }) => recordedAt);
    const within = events.flatMap(({ recordedAt }, index) => (recordedAt === second ? [index + 1] : []));
    expect(await positionsAt(ask, `${LOG}?recordedFrom=${second}&recordedTo=${second}`)).toEqual(within);
    expect(await positionsAt(ask, `${LOG}?recordedTo=2014-01-01T00:00:00%2B02:00`)).toEqual([]);
    expect(await positionsAt(ask, `${LOG}?recordedFrom=2014-01-01T00:00Z`)).toEqual([1, 2, 3, 4]);
  });

  it('is read as of a position, and names it', async () => {
    expect(await positionsAt(ask, `${LOG}?asOf=2`)).toEqual([1, 2]);
    expect(await positionsAt(ask, `${LOG}?asOf=0`)).toEqual([]);
    expect((await ask(`${LOG}?asOf=2`)).headers['log-position']).toBe('2');
    expect(await positionsAt(ask, `${LOG}?asOf=2014-01-01T00:00:00Z`)).toEqual([]);
  });

  it('is not sent again to who holds it', async () => {
    const { headers } = await ask(LOG);
    const again = await ask(LOG, { 'if-none-match': String(headers['etag']) });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await ask(`${LOG}?limit=1`, { 'if-none-match': String(headers['etag']) })).status).toBe(200);
  });

  it('ends early rather than take more than 8 MiB', async () => {
    const large = JSON.stringify({ type: 'ConflictOpened', data: { name: 'W'.repeat(4_000) } }).replace(
      '"data"',
      `${' '.repeat(250_000)}"data"`,
    );
    await reading.record('large-events', large);
    const places = Array.from({ length: 39 }, (_, index) =>
      large.replace('"ConflictOpened"', `"PlaceRegistered","stream":"place-${index}"`),
    );
    await reading.record('large-events', ...places);
    const first = await positionsAt(ask, '/v1/conflicts/large-events/events');
    expect(first.length).toBeGreaterThan(30);
    expect(first.length).toBeLessThan(40);
    const rest = await positionsAt(ask, `/v1/conflicts/large-events/events?after=${first.at(-1)}`);
    expect([...first, ...rest]).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });
});

describe('one stream and one event', () => {
  const dolynska = `/v1/conflicts/${CONFLICT}/streams/place-dolynska`;

  it('gives the history of a stream, tagged with its version', async () => {
    const { headers, json } = await ask(dolynska);
    expect(headers['etag']).toBe('"2"');
    expect(json()).toMatchObject({
      stream: 'place-dolynska',
      version: 2,
      events: [
        { position: 2, version: 1 },
        { position: 4, version: 2 },
      ],
    });
    expect((await ask(dolynska, { 'if-none-match': '"2"' })).status).toBe(304);
  });

  it('gives it as it was at an earlier position', async () => {
    const { headers, json } = await ask(`${dolynska}?asOf=3`);
    expect([headers['etag'], headers['log-position']]).toEqual(['"1"', '3']);
    expect(json()).toMatchObject({ version: 1, events: [{ position: 2 }] });
    expect((await ask(`${dolynska}?asOf=1`)).json()).toMatchObject({ status: 404, code: 'stream.unknown' });
  });

  it('gives one event, and its bytes alone', async () => {
    const [row] = await reading.log.read(CONFLICT, { after: 3, limit: 1 });
    const event = await ask(`${LOG}/${row!.event_id}`);
    expect(event.json()).toMatchObject({ position: 4, type: 'PlaceRenamed', event: JSON.parse(EVENTS[3]!) });
    const body = await ask(`${LOG}/${row!.event_id}/body`);
    expect([body.headers['content-type'], body.text]).toEqual(['application/json', EVENTS[3]]);
    expect((await ask(`${LOG}/${row!.event_id}?asOf=3`)).json()).toMatchObject({ status: 404, code: 'event.unknown' });
  });
});

describe('a question that cannot be answered', () => {
  it.each([
    ['/v1/conflicts/no-such-conflict/events', 404, 'conflict.unknown'],
    ['/v1/conflicts/a%00b/events', 400, 'parameter.nul'],
    [`/v1/conflicts/${CONFLICT}/streams/place-%00`, 400, 'parameter.nul'],
    [`${LOG}/not-an-id`, 404, 'event.unknown'],
    [`${LOG}/01951d3c-0000-7000-8000-000000000000`, 404, 'event.unknown'],
    [`${LOG}?asOf=5`, 400, 'as_of.beyond_head'],
    [`${LOG}?asOf=9025-02-18T00:00:00Z`, 400, 'as_of.in_future'],
    [`${LOG}?asOf=2025-02-30T00:00:00Z`, 400, 'parameter.invalid'],
    [`${LOG}?asOf=2025-02-18T09:00`, 400, 'parameter.invalid'],
    [`${LOG}?after=-1`, 400, 'parameter.invalid'],
    [`${LOG}?limit=0`, 400, 'parameter.invalid'],
    [`${LOG}?limit=1001`, 400, 'parameter.invalid'],
    [`${LOG}?limit=1&limit=2`, 400, 'parameter.invalid'],
    [`${LOG}?type=PlaceRegisterd`, 400, 'parameter.invalid'],
    [`${LOG}?stream=Place`, 400, 'parameter.invalid'],
    [`${LOG}?recordedFrom=yesterday`, 400, 'parameter.invalid'],
    [`${LOG}?asof=1`, 400, 'parameter.unknown'],
    [`${LOG}?constructor=1`, 400, 'parameter.unknown'],
    ['/v1/read-models?conflict=russia-ukraine', 400, 'parameter.unknown'],
    ['/v1/event-types/PlaceRegisterd', 404, 'event_type.unknown'],
  ])('%s is %i %s', async (url, status, code) => {
    const { headers, json } = await ask(url);
    expect(json()).toMatchObject({ status, code });
    expect(headers['content-type']).toMatch(/^application\/problem\+json\b/);
  });

  it('is refused in a form that the log does not have', async () => {
    for (const accept of ['text/event-stream', 'application/cloudevents-batch+json', 'application/json;q=0']) {
      expect((await ask(LOG, { accept })).json()).toMatchObject({ status: 406, code: 'request.not_acceptable' });
    }
  });
});

describe('what is there whatever the features', () => {
  it('lists the event types and shows the shape of each', async () => {
    const { json } = await ask('/v1/event-types');
    expect(json()['eventTypes']).toContainEqual({
      type: 'PlaceRegistered',
      stream: 'place',
      schemaVersion: 1,
      schemaVersions: [1],
      summary: 'It is named.',
      citationRequired: false,
      accepted: true,
    });
    const one = await ask('/v1/event-types/PlaceRegistered');
    expect(one.headers['content-type']).toMatch(/^application\/schema\+json\b/);
    expect(one.json()).toEqual(catalogue.entry('PlaceRegistered').schema);
    expect(
      (await ask('/v1/event-types/PlaceRegistered', { 'if-none-match': String(one.headers['etag']) })).status,
    ).toBe(304);
  });

  it('shows a former schema version of a type if asked, and which there are', async () => {
    const versionOf = (schema: Record<string, unknown>) =>
      (schema['properties'] as { readonly schemaVersion: { readonly const: number } }).schemaVersion.const;
    expect(versionOf((await ask('/v1/event-types/EventCorrected')).json())).toBe(2);
    const former = (await ask('/v1/event-types/EventCorrected?schemaVersion=1')).json();
    expect([versionOf(former), former['required']]).toEqual([1, expect.arrayContaining(['schemaVersion'])]);
    const none = await ask('/v1/event-types/EventCorrected?schemaVersion=3');
    expect(none.json()).toMatchObject({ status: 400, code: 'parameter.invalid', parameter: 'schemaVersion' });
    expect(none.json()['detail']).toContain('expected one of 1, 2');
  });

  it('tells how far each read model is behind, also one that has met no conflict', async () => {
    const { json } = await ask('/v1/read-models');
    expect(json()['readModels']).toEqual([
      expect.objectContaining({
        name: 'places',
        version: 1,
        conflicts: expect.arrayContaining([{ conflict: CONFLICT, position: 0, head: 4, lag: 4, parked: null }]),
      }),
    ]);
  });
});
