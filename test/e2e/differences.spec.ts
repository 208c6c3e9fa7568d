import { applyDifference, type Difference, type HeldRows } from '@tracker/audit';
import { commitmentOf, EventLog, newSalt, type RecordedEvent } from '@tracker/event-store';
import type { ReadModel } from '@tracker/projections';
import { foldModel } from '@tracker/spec-kit';
import fc from 'fast-check';
import { connect, type OpenDatabase } from '../../apps/database';
import { readModels } from '../../apps/features';
import { rebuildDatabase, rebuildModels } from '../../apps/rebuilding';
import { drawn, RandomLog } from '../property/random-log';
import { startTestService, type Answer, type TestService } from '../setup/test-service';
import { linesOf, Notebook, type Problem, type Receipt } from './notebook';

/** What changed between two moments, as an auditor asks it over HTTP. */

const SEED = 20_250_218;
/** Pairs of moments that are tried, by conflict. */
const PAIRS = { 'russia-ukraine': 200, random: 40 };
const NDJSON = { accept: 'application/x-ndjson' };
const NIGHT = 'attack-2025-02-18-overnight';
const AIR_FORCE = { source: 'source-ukrainian-air-force', report: 'report-riyadh-talks' };
const REPORTED = { launched: 176, attacker: 'actor-russia', toward: ['place-ukraine'] };

interface Page {
  readonly from: number;
  readonly to: number;
  readonly items: readonly Difference[];
  readonly next?: string;
  readonly names: Readonly<Record<string, string>>;
  readonly reviews: Readonly<Record<string, object>>;
}
interface End {
  readonly end: { readonly from: number; readonly to: number } & Readonly<Record<Difference['change'], number>>;
}

let service: TestService;
let open: OpenDatabase;
let log: Notebook;
let reported: Receipt;
let correction: Receipt;
let retraction: Receipt;
/** A history of every event type with reviews at random points, beside the sample case. */
let random: Notebook;

beforeAll(async () => {
  service = await startTestService();
  open = await connect(service.database.source, undefined, {
    onMessage: () => undefined,
    onIdleError: () => undefined,
  });
  log = new Notebook(service, 'russia-ukraine');
  await service.loadSample(log.conflict);
  const { body } = await log.get<{ readonly events: readonly Receipt[] }>(`/streams/${NIGHT}`);
  reported = body.events[0]!;
  correction = await tell('EventCorrected', {
    event: reported.id,
    replaces: reported.id,
    as: { occurred: '2025-02-17/2025-02-18', citation: AIR_FORCE, data: { ...REPORTED, launched: 175 } },
    reason: 'typo',
    note: 'The report says 175.',
  });
  retraction = await tell('EventRetracted', { event: correction.id, reason: 'The report does say 176.' });
  await tell('EventRetracted', { event: reported.id, reason: 'Recorded in the wrong stream.' });
  random = new Notebook(service, 'random');
  await recordRandomly();
  await log.get(`/status?minPosition=${await log.head()}`);
  await random.get(`/diff?from=0&to=${await random.head()}&limit=1`);
}, 60_000);
afterAll(async () => {
  await open.close();
  await service.stop();
});

async function tell(type: string, data: object): Promise<Receipt> {
  const { status, body, text } = await log.record({ type, stream: NIGHT, citation: AIR_FORCE, data });
  if (status !== 201) throw new Error(text);
  return body;
}

async function recordRandomly(): Promise<void> {
  const events = eventsOfEveryView();
  const eventLog = new EventLog(open.log);
  for (let done = 0; done < events.length; done += 20)
    await eventLog.append(random.conflict, events.slice(done, done + 20).map(appendable));
}

/** The first random history of which every read model has rows. */
function eventsOfEveryView(): readonly RecordedEvent[] {
  const draws = fc.array(drawn, { minLength: 400, maxLength: 400, size: 'max' });
  for (let seed = SEED; ; seed += 1) {
    const { events } = RandomLog.of(fc.sample(draws, { seed, numRuns: 1 })[0]!);
    const isFilled = (model: ReadModel): boolean => {
      const folded = foldModel(model, events);
      return model.tables.some((table) => folded.versions(table).length > 0);
    };
    if (readModels.every(isFilled)) return events;
  }
}

function appendable(event: RecordedEvent) {
  const { stream, version, id, type, schemaVersion, recordedBy, occurred, modality, citation, data } = event;
  const body = Buffer.from(JSON.stringify({ type, stream, occurred, modality, citation, data }));
  const salt = newSalt();
  const commitment = commitmentOf(salt, body);
  return { group: event.position, stream, version, id, type, schemaVersion, recordedBy, body, salt, commitment };
}

/** The lines of a whole difference, and its last. */
async function whole(notebook: Notebook, question: string): Promise<{ items: readonly Difference[]; end: End['end'] }> {
  const { status, text } = await notebook.get(`/diff?${question}`, NDJSON);
  if (status !== 200) throw new Error(text);
  const lines = linesOf<Difference | End>(text);
  return { items: lines.slice(0, -1) as readonly Difference[], end: (lines.at(-1) as End).end };
}

async function page(question: string, notebook = log): Promise<Page> {
  const { status, body, text } = await notebook.get<Page>(`/diff?${question}`);
  if (status !== 200) throw new Error(text);
  return body;
}

/** A row version of some table, read from there. */
interface Version {
  readonly row: string;
  readonly since: number;
  readonly until: number | string;
  readonly columns: Readonly<Record<string, unknown>>;
}

async function versionsOf(conflict: string): Promise<readonly Version[]> {
  const all: Version[] = [];
  for (const model of readModels)
    for (const table of model.tables) {
      const { tablePath, tableName, columns } = open.questions.getMetadata(table);
      const own = columns.slice(5).filter(({ generatedType }) => generatedType === undefined);
      const { rows } = await open.projections.query<{
        stream: string;
        key: string;
        since: number;
        until: number | string;
        held: Readonly<Record<string, unknown>>;
      }>(`select stream, key, since, until, to_jsonb(t) as held from ${tablePath} t where conflict = $1`, [conflict]);
      for (const { stream, key, since, until, held } of rows) {
        const named = own.map(({ propertyName, databaseName }) => [propertyName, held[databaseName]] as const);
        const row = `${model.name} ${tableName} ${stream} ${key}`;
        all.push({ row, since, until, columns: Object.fromEntries(named) });
      }
    }
  return all;
}

/** Everything that held at a position, as the tables have it. */
function stateAt(versions: readonly Version[], position: number): HeldRows {
  const held = versions.filter(({ since, until }) => since <= position && Number(until) > position);
  return new Map(held.map(({ row, columns }) => [row, columns]));
}

function asText(state: HeldRows): readonly string[] {
  return [...state].map(([row, columns]) => `${row} ${JSON.stringify(columns)}`).sort();
}

describe('a difference', () => {
  it.each(Object.entries(PAIRS))(
    `of %s, applied to the state at its beginning, gives the state at its end, in every read model (%d pairs, seed ${SEED})`,
    async (conflict, pairs) => {
      const notebook = new Notebook(service, conflict);
      const head = await notebook.head();
      const versions = await versionsOf(conflict);
      const position = fc.integer({ min: 0, max: head });
      const seen = { added: 0, removed: 0, changed: 0, views: new Set<string>() };
      await fc.assert(
        fc.asyncProperty(position, position, async (one, other) => {
          const [from, to] = [Math.min(one, other), Math.max(one, other)];
          const { items, end } = await whole(notebook, `from=${from}&to=${to}`);
          expect(asText(applyDifference(stateAt(versions, from), items))).toEqual(asText(stateAt(versions, to)));
          const count = (change: string): number => items.filter((item) => item.change === change).length;
          const counts = { added: count('added'), removed: count('removed'), changed: count('changed') };
          expect(end).toEqual({ from, to, ...counts });
          for (const { causes, changes, change } of items) {
            expect(causes.length).toBeGreaterThan(0);
            expect(causes.every((cause) => cause.position > from && cause.position <= to)).toBe(true);
            expect((changes ?? []).length > 0).toBe(change === 'changed');
          }
          seen.added += counts.added;
          seen.removed += counts.removed;
          seen.changed += counts.changed;
          for (const { view } of items) seen.views.add(view);
        }),
        { seed: SEED, numRuns: pairs, endOnFailure: true },
      );
      // The claim is worth something only if rows came, went and changed, in as many read models as have rows.
      const filled = new Set(versions.map(({ row }) => row.split(' ')[0]!));
      expect(seen.views).toEqual(filled);
      expect([seen.added > pairs, seen.removed > 0, seen.changed > 0]).toEqual([true, true, true]);
      if (conflict === 'random') expect(filled).toEqual(new Set(readModels.map(({ name }) => name)));
    },
    240_000,
  );

  it(`in pages is the same as in one stream, whatever is recorded between them (seed ${SEED})`, async () => {
    const head = await random.head();
    const position = fc.integer({ min: 0, max: head });
    const pairs = fc.tuple(position, position, fc.integer({ min: 20, max: 300 }));
    for (const [one, other, limit] of fc.sample(pairs, { seed: SEED, numRuns: 10 })) {
      const question = `from=${Math.min(one, other)}&to=${Math.max(one, other)}`;
      const pages: Page[] = [];
      for (let cursor = ''; ; cursor = `&cursor=${pages.at(-1)!.next}`) {
        pages.push(await page(`${question}&limit=${limit}${cursor}`, random));
        if (pages.at(-1)!.next === undefined) break;
      }
      const { items } = await whole(random, question);
      expect(pages.flatMap((each) => each.items)).toEqual(items);
      expect(pages.slice(0, -1).every((each) => each.items.length === limit)).toBe(true);
    }
    const first = await page('from=100&limit=5');
    const { body: between } = await log.record({
      type: 'ActorRegistered',
      stream: 'actor-recorded-between',
      data: { name: 'Recorded between', kind: 'state' },
    });
    await log.get(`/actors?minPosition=${between.position}`);
    const second = await page(`from=100&limit=5&cursor=${first.next}`);
    expect([second.from, second.to]).toEqual([first.from, first.to]);
  }, 60_000);

  it('is in order of view, table, stream and key', async () => {
    const { items } = await whole(random, 'from=0');
    const places = items.map(({ view, table, stream, key }) => [view, table, stream, key].join('\u0001'));
    const inBytes = [...places].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    expect(places).toEqual(inBytes);
  });

  it('between the same positions is the same bytes for ever, and is not sent again', async () => {
    const questions = ['from=10&to=120', `from=0&to=${correction.position}&view=attacks`];
    const ask = (): Promise<Answer[]> =>
      Promise.all(questions.flatMap((question) => [{}, NDJSON].map((form) => log.get(`/diff?${question}`, form))));
    const told = (answers: readonly Answer[]) =>
      answers.map(({ status, text, headers }) => [status, text, headers.get('etag'), headers.get('log-position')]);
    const before = await ask();
    expect(before.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await rebuildModels(rebuildDatabase(open), readModels, 1);
    expect(told(await ask())).toEqual(told(before));
    const etag = before[0]!.headers.get('etag')!;
    expect(etag).toMatch(/^W\/"diff\.1\.10\.120\..+"$/);
    const again = await log.get(`/diff?${questions[0]}`, { 'if-none-match': etag });
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await log.get(`/diff?${questions[0]}`, { ...NDJSON, 'if-none-match': etag })).status).toBe(200);
  }, 60_000);
});

describe('the corrected count of drones', () => {
  it('names the correction, who made it and why, beside old and new', async () => {
    const { from, to, items, names, reviews } = await page(
      `from=${correction.position - 1}&to=${correction.position}&view=attacks`,
    );
    expect([from, to]).toEqual([correction.position - 1, correction.position]);
    const changed = items.filter(({ change }) => change === 'changed');
    expect(changed.flatMap(({ changes }) => changes)).toContainEqual({ pointer: '/best', old: 176, new: 175 });
    for (const item of changed) {
      expect(item).toMatchObject({ view: 'attacks', stream: NIGHT });
      expect(item.causes).toEqual([
        {
          position: correction.position,
          event: correction.id,
          type: 'EventCorrected',
          recordedAt: correction.recordedAt,
          recordedBy: 'local',
          citation: AIR_FORCE,
          review: {
            kind: 'corrected',
            of: { event: reported.id, type: 'DroneBarrageReported', version: 1, review: null },
            reason: 'typo',
            note: 'The report says 175.',
          },
        },
      ]);
    }
    expect(names).toMatchObject({ 'source-ukrainian-air-force': 'Ukrainian air force' });
    expect(reviews).toHaveProperty(reported.id);
  });

  it('taken back is no difference, but to have been corrected and taken back is one', async () => {
    const asked = `from=${correction.position - 1}&to=${retraction.position}`;
    expect((await whole(log, `${asked}&view=attacks`)).items).toEqual([]);
    const { items } = await whole(log, `${asked}&view=reviews`);
    const undone = items.find(({ table, key }) => table === 'review' && key === retraction.id)!;
    expect(undone.causes.map(({ review }) => review)).toEqual([
      {
        kind: 'retracted',
        of: { event: reported.id, type: 'DroneBarrageReported', version: 1, review: correction.id },
        reason: 'The report does say 176.',
        note: null,
      },
    ]);
  });

  it('is told with every event that changed the row, in order, down to the citation', async () => {
    const { items } = await whole(log, `from=0&to=${retraction.position}&view=attacks&stream=${NIGHT}`);
    const counted = items.find(({ after }) => after?.['best'] === 176)!;
    expect(counted.causes.map(({ position }) => position)).toEqual([
      reported.position,
      correction.position,
      retraction.position,
    ]);
    expect(counted.causes[0]).toMatchObject({ type: 'DroneBarrageReported', citation: AIR_FORCE, review: null });
  });
});

describe('what is compared', () => {
  it('is every read model, or those named, repeated or with commas between', async () => {
    const viewsOf = async (question: string) => [
      ...new Set((await whole(log, `from=0&to=100&${question}`)).items.map(({ view }) => view)),
    ];
    expect(await viewsOf('view=meetings')).toEqual(['meetings']);
    expect(await viewsOf('view=meetings,attacks')).toEqual(['attacks', 'meetings']);
    expect(await viewsOf('view=meetings&view=attacks')).toEqual(['attacks', 'meetings']);
    expect((await viewsOf('stream=conflict')).length).toBeGreaterThan(1);
  });

  it('is every stream, or those named', async () => {
    const { items } = await whole(log, `from=0&stream=${NIGHT},meeting-riyadh-2025-02-18`);
    expect(new Set(items.map(({ stream }) => stream))).toEqual(new Set([NIGHT, 'meeting-riyadh-2025-02-18']));
    expect((await whole(log, 'from=0&stream=meeting-nobody-knows')).items).toEqual([]);
  });

  it('goes to the position that the read models have reached if nothing else is said', async () => {
    const { headers, body } = await log.get<Page>('/diff?from=0&limit=1');
    expect(body.to).toBe(await log.head());
    expect(headers.get('log-position')).toBe(String(body.to));
    expect((await page(`from=${body.to}`)).items).toEqual([]);
  });

  it('may be named by instants of record', async () => {
    const { from, to } = await page(`from=2020-01-01T00:00:00Z&to=${correction.recordedAt}`);
    expect(from).toBe(0);
    expect(to).toBeGreaterThanOrEqual(correction.position);
  });
});

describe('what cannot be compared is refused:', () => {
  it.each([
    ['nothing to begin at', 'to=3', 400, 'parameter.invalid', /from: found undefined, expected a position/],
    ['a beginning that is none', 'from=yesterday', 400, 'parameter.invalid', /from: found "yesterday", expected a pos/],
    ['an end that is none', 'from=1&to=soon', 400, 'parameter.invalid', /to: found "soon", expected a position/],
    ['an instant without offset', 'from=2025-02-19T08:00', 400, 'parameter.invalid', /an instant with offset/],
    ['two beginnings', 'from=1&from=2', 400, 'parameter.invalid', /from: found \["1","2"\], expected a position/],
    ['a beginning beyond the head', 'from=100000', 400, 'as_of.beyond_head', /from=100000 lies beyond .*\d+ or less/],
    ['an end beyond the head', 'from=1&to=100000', 400, 'as_of.beyond_head', /to=100000 lies beyond the head/],
    ['a beginning to come', 'from=2999-01-01T00:00:00Z', 400, 'as_of.in_future', /from=2999-01-01T00:00:00Z is not/],
    ['an end to come', 'from=1&to=2999-01-01T00:00:00Z', 400, 'as_of.in_future', /to=2999-01-01T00:00:00Z is not/],
    ['a beginning after the end', 'from=9&to=8', 400, 'diff.from_after_to', /from is position 9, to is position 8/],
    [
      'an unknown read model',
      'from=1&view=wars',
      400,
      'parameter.invalid',
      /view: found "wars", .* actors, agreements/,
    ],
    ['one unknown among others', 'from=1&view=attacks,wars', 400, 'parameter.invalid', /found "wars"/],
    ['a stream that is none', 'from=1&stream=Attack', 400, 'parameter.invalid', /stream: found "Attack", expected ids/],
    ['an unknown parameter', 'from=1&asOf=3', 400, 'parameter.unknown', /Expected any of: cursor, from/],
    ['a page of nothing', 'from=1&limit=0', 400, 'parameter.invalid', /a whole number from 1 to 1000/],
    ['a cursor nobody gave', 'from=1&cursor=bm9ib2R5', 400, 'cursor.foreign', /Follow `next` as it stands/],
  ])('%s', async (_, question, status, code, repair) => {
    const answer = await log.get<Problem>(`/diff?${question}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.detail).toMatch(repair);
  });

  it('a cursor of another difference', async () => {
    const { next } = await page('from=1&to=50&limit=1');
    for (const question of ['from=1&to=49', 'from=2&to=50', 'from=1&to=50&view=attacks'])
      expect((await log.get<Problem>(`/diff?${question}&limit=1&cursor=${next}`)).body.code).toBe('cursor.foreign');
  });

  it('a page of a stream, another form, and a conflict that is not open', async () => {
    const limited = await log.get<Problem>('/diff?from=1&limit=5', NDJSON);
    expect([limited.status, limited.body.code]).toEqual([400, 'parameter.invalid']);
    const other = await log.get<Problem>('/diff?from=1', { accept: 'text/csv' });
    expect([other.status, other.body.code]).toEqual([406, 'request.not_acceptable']);
    const unknown = await service.get<Problem>('/v1/conflicts/war-of-the-roses/diff?from=0');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'conflict.unknown']);
  });
});
