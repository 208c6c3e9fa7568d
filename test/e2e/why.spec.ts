import { startTestService, type TestService } from '../setup/test-service';
import { eventIdsIn, figuresWithoutEvents, type Explained, type ExplainedEvent } from './explained-answers';
import { Notebook, type LogEntry, type Problem } from './notebook';

/** From every row and number of every view to the events it rests on, and from there to the citation. */

interface Operation {
  readonly parameters?: readonly ({ readonly name: string; readonly in: string } | { readonly $ref: string })[];
}
interface Listed extends Explained {
  readonly items?: readonly object[];
  readonly features?: readonly object[];
}

const OUTLET = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' };
const NIGHT = 'attack-2025-02-18-overnight';
const KYIV = {
  type: 'PlaceRegistered',
  stream: 'place-kyiv-square',
  data: { name: 'A square', country: 'UKR', precision: 'site', point: { lon: 30.52, lat: 50.45 } },
};

/** What the article does not tell, so that every view has rows and every number is there. */
const BESIDE_THE_ARTICLE: readonly (readonly [stream: string, occurred: string, type: string, data: object])[] = [
  [
    'aid-united-states',
    '2025-01-09',
    'AidPledged',
    { donor: 'actor-united-states', recipient: 'actor-ukraine', kind: 'military', amount: 500, currency: 'USD' },
  ],
  ['aid-united-states', '2025-02', 'AidDelivered', { amount: 200, currency: 'USD', delivery: 'first' }],
  ['series-losses', '2025', 'SeriesOpened', { metric: 'Losses', unit: 'persons', cumulative: true }],
  ['series-losses', '2025-02-17', 'SeriesPointReported', { value: 860 }],
  ['series-losses', '2025-02-18', 'SeriesPointReported', { value: 870 }],
  ['exchange-march', '2025-03-19', 'PrisonersExchanged', { released: [{ by: 'actor-russia', persons: 175 }] }],
  ['exchange-spring', '2025-03/2025-04', 'PrisonersExchanged', { released: [{ by: 'actor-russia', persons: 90 }] }],
  [
    'ceasefire-energy',
    '2025-03-18',
    'CeasefireDeclared',
    { parties: ['actor-russia', 'actor-ukraine'], scope: 'Strikes on energy', from: '2025-03-18' },
  ],
  ['ceasefire-energy', '2025-03-19', 'CeasefireViolated', { by: 'actor-russia' }],
  [
    'attack-square',
    '2025-03-18',
    'StrikeReported',
    { weapon: 'drone', target: 'A house', targetKind: 'residential', place: KYIV.stream },
  ],
  ['attack-square', '2025-03-18', 'CasualtiesReported', { killed: { total: 2 }, place: KYIV.stream }],
];

let service: TestService;
let log: Notebook;
let last: number;
/** The log by id, and by stream in order. */
let logged: ReadonlyMap<string, LogEntry>;
let streams: ReadonlyMap<string, readonly LogEntry[]>;
/** Types that need no citation. */
let registrations: ReadonlySet<string>;
/** Paths of views below a conflict, with their query parameters. */
let views: readonly (readonly [path: string, parameters: readonly string[]])[];

beforeAll(async () => {
  service = await startTestService();
  log = new Notebook(service, 'russia-ukraine');
  await service.loadSample(log.conflict);
  const told = BESIDE_THE_ARTICLE.map(([stream, occurred, type, data]) => ({ type, stream, occurred, data }));
  await record(KYIV, ...told.map((event) => ({ ...event, citation: OUTLET })));
  const [first] = (await log.get<{ readonly events: readonly LogEntry[] }>(`/streams/${NIGHT}`)).body.events;
  const review = { stream: NIGHT, citation: OUTLET };
  await record({ ...review, type: 'ClaimCorroborated', data: { event: first!.id } });
  await record({ ...review, type: 'ClaimDisputed', data: { event: first!.id, counter: { launched: 150 } } });
  last = await log.head();
  const { events } = (await log.get<{ readonly events: readonly LogEntry[] }>('/events?limit=1000')).body;
  logged = new Map(events.map((event) => [event.id, event]));
  streams = new Map(events.map(({ stream }) => [stream, events.filter((event) => event.stream === stream)]));
  const { body } = await service.get<{ readonly eventTypes: readonly { type: string; citationRequired: boolean }[] }>(
    '/v1/event-types',
  );
  registrations = new Set(body.eventTypes.flatMap(({ type, citationRequired }) => (citationRequired ? [] : [type])));
  views = await viewsBelowAConflict();
}, 60_000);
afterAll(() => service.stop());

async function record(...events: readonly object[]): Promise<void> {
  const { status, text } = await log.record(events);
  if (status !== 201) throw new Error(text);
}

async function viewsBelowAConflict(): Promise<typeof views> {
  const { body } = await service.get<{ readonly paths: Record<string, { readonly get?: Operation }> }>(
    '/v1/openapi.json',
  );
  return Object.entries(body.paths).flatMap(([path, { get }]) => {
    const parameters = (get?.parameters ?? []).flatMap((parameter) =>
      'name' in parameter && parameter.in === 'query' ? [parameter.name] : [],
    );
    const isView =
      path.startsWith('/v1/conflicts/{conflict}') && parameters.includes('asOf') && parameters.includes('on');
    return isView ? [[path.slice('/v1/conflicts/{conflict}'.length), parameters] as const] : [];
  });
}

/** What to ask of a view: of one thing, each of its kind. */
function questionsOf([path, parameters]: (typeof views)[number], position: number): readonly string[] {
  const [placeholder, kind] = /\{(\w+)\}/.exec(path) ?? [];
  const begun = [...streams].filter(([, [event]]) => event!.position <= position).map(([stream]) => stream);
  const paths =
    placeholder === undefined
      ? [path]
      : begun.filter((stream) => stream.startsWith(`${kind}-`)).map((stream) => path.replace(placeholder, stream));
  const more = [
    parameters.includes('limit') ? '&limit=1000' : '',
    parameters.includes('from') ? '&from=2025-01-01' : '',
  ];
  return paths.map((asked) => `${asked}?asOf=${position}&on=2025-03-20${more.join('')}`);
}

/** Everything that is asked of every view at a position, with the answer. */
async function answersAt(position: number): Promise<readonly (readonly [question: string, answer: Listed])[]> {
  const questions = views.flatMap((view) => questionsOf(view, position));
  const answers: (readonly [string, Listed])[] = [];
  for (const question of questions) {
    const { status, body, text } = await log.get<Listed>(`${question}&why=1`);
    if (status !== 200) throw new Error(`${question}: ${text}`);
    answers.push([question, body]);
  }
  return answers;
}

/** The stream that a question is about as a whole. */
function subjectOf(question: string): string | undefined {
  const [path] = question.split('?');
  const [, of] = /^\/\w+\/([a-z0-9-]+)$/.exec(path!) ?? [];
  return path === '' ? 'conflict' : of !== undefined && streams.has(of) ? of : undefined;
}

it('every view is asked why, and of one thing as well as of all', () => {
  expect(views.length).toBeGreaterThan(45);
  expect(views.filter(([, parameters]) => !parameters.includes('why'))).toEqual([]);
  expect(views.filter((view) => questionsOf(view, last).length === 0)).toEqual([]);
});

describe.each(['now', 'then'])('%s', (when) => {
  const position = () => (when === 'now' ? last : 120);
  let answers: Awaited<ReturnType<typeof answersAt>>;
  beforeAll(async () => {
    answers = await answersAt(position());
  }, 60_000);

  it('every event that an answer names is explained, as the log has it and no later', () => {
    for (const [question, answer] of answers) {
      const { why, ...told } = answer;
      expect([question, [...eventIdsIn(told)].filter((id) => !(id in why.events))]).toEqual([question, []]);
      const named = Object.values(why.events).flatMap(({ by, of, correctedBy }) => [by, of, correctedBy]);
      const inStreams = Object.values(why.streams).flatMap(({ events }) => events);
      const unexplained = [...named, ...inStreams].filter((id) => id !== undefined && !(id in why.events));
      expect([question, unexplained, why.leftOut]).toEqual([question, [], undefined]);
      for (const [id, event] of Object.entries(why.events))
        expect([question, faultsOf(id, event)]).toEqual([question, []]);
    }
  });

  function faultsOf(id: string, event: ExplainedEvent): readonly string[] {
    const entry = logged.get(id);
    if (!entry || entry.position > position()) return [`${id} is not in the log at ${position()}`];
    const { stream, version, type, recordedBy, event: body } = entry;
    const recorded = { stream, version, position: entry.position, type, recordedBy };
    const faults = Object.entries(recorded).filter(([name, value]) => event[name as keyof typeof recorded] !== value);
    const isCited = registrations.has(type) || event.citation !== undefined;
    const isAsRecorded = JSON.stringify(event.citation) === JSON.stringify(body.citation);
    return [...faults.map(([name]) => `${id} ${name}`), ...(isCited && isAsRecorded ? [] : [`${id} citation`])];
  }

  it('every row leads to events, and a stream to all of its own in order', () => {
    for (const [question, { why, items, features }] of answers) {
      const isFounded = (row: object): boolean => {
        const text = JSON.stringify(row);
        return [...Object.keys(why.events), ...Object.keys(why.streams)].some((id) => text.includes(`"${id}"`));
      };
      expect([question, (items ?? features ?? []).filter((row) => !isFounded(row))]).toEqual([question, []]);
      const subject = subjectOf(question);
      if (subject !== undefined)
        expect([question, Object.keys(why.streams)]).toEqual([question, expect.arrayContaining([subject])]);
      for (const [stream, { events, count, list }] of Object.entries(why.streams)) {
        const all = streams.get(stream)!.filter((event) => event.position <= position());
        expect([question, stream, events, count, list]).toEqual([
          question,
          stream,
          all.map(({ id }) => id),
          all.length,
          undefined,
        ]);
      }
    }
  });

  it('every number leads to events', () => {
    const without = answers.flatMap(([question, answer]) =>
      figuresWithoutEvents(answer, subjectOf(question)).map((figure) => `${question} ${figure}`),
    );
    expect(without).toEqual([]);
  });
});

it('a question that does not ask gets the same answer but for what it asks for, under another tag', async () => {
  for (const view of views)
    for (const question of questionsOf(view, last).slice(0, 1)) {
      const [plain, explained] = [await log.get<Listed>(question), await log.get<Listed>(`${question}&why=1`)];
      expect([question, 'why' in plain.body, 'why' in explained.body]).toEqual([question, false, true]);
      expect(explained.body).toMatchObject({ ...plain.body, names: expect.objectContaining({}) });
      expect(explained.headers.get('etag')).not.toBe(plain.headers.get('etag'));
    }
}, 60_000);

it('why is 1 or is not asked', async () => {
  const { status, body } = await log.get<Problem>('/attacks?why=yes');
  expect([status, body.code]).toEqual([400, 'parameter.invalid']);
});
