import { setTimeout as wait } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '../setup/test-database';
import { ApiProcess, killBackends, type PlainAnswer } from './api-process';
import { DAMAGE, OPENING, REGISTRATIONS, TALKS, VISIT_PLANNED, VISIT_RESCHEDULED, type Written } from './article';
import { idNumbered, type LogEntry, type Problem, type Receipt } from './notebook';

/** Two API processes on one database, as an operator runs them, and what many clients do to them at once. */

const EVENTS = 10_000;
const CLIENTS = 64;
/** Each is written to by clients of both processes. */
const STREAMS = 32;
const PATH = '/v1/conflicts/russia-ukraine/events';
const RACE_MS_MAX = 120_000;

let database: TestDatabase;
let processes: readonly [ApiProcess, ApiProcess];
let registered: number;

beforeAll(async () => {
  database = await createTestDatabase();
  // One after the other: the first makes the tables.
  const first = await ApiProcess.start(database);
  processes = [first, await ApiProcess.start(database)];
  const opened = await first.post(PATH, JSON.stringify([OPENING, ...REGISTRATIONS]));
  expect(opened.status).toBe(201);
  registered = 1 + REGISTRATIONS.length;
}, RACE_MS_MAX);

afterAll(async () => {
  const codes = await Promise.all(processes.map((process) => process.stop()));
  await database.drop();
  expect(codes).toEqual([0, 0]);
});

describe('10,000 events by 64 clients through two processes, every request sent twice', () => {
  /** Receipts of both copies of each request, by number of the event. */
  const answers: [PlainAnswer, PlainAnswer][] = [];
  let seen: readonly LogEntry[];

  beforeAll(async () => {
    const reader = new Reader(registered);
    const reading = reader.follow();
    await Promise.all(Array.from({ length: CLIENTS }, (_, client) => recordAll(client)));
    reader.endAt(registered + EVENTS);
    seen = await reading;
  }, RACE_MS_MAX);

  async function recordAll(client: number): Promise<void> {
    for (let number = client; number < EVENTS; number += CLIENTS) {
      const body = JSON.stringify(building(number));
      // Half of the clients send both copies to one process, where they meet in one batch; half send one to each.
      const [own, other] = [processes[client % 2]!, processes[(client + Math.floor(client / 2)) % 2]!];
      answers[number] = await Promise.all([persist(own, body), persist(other, body)]);
    }
  }

  test('have positions without a hole', () => {
    const positions = answers.map(([{ text }]) => receiptOf(text).position).sort(ascending);
    expect(positions).toEqual(Array.from({ length: EVENTS }, (_, index) => registered + 1 + index));
  });

  test('have versions without a hole in every stream', () => {
    const versions = new Map<string, number[]>();
    for (const [{ text }] of answers) {
      const { stream, version } = receiptOf(text);
      versions.set(stream, [...(versions.get(stream) ?? []), version]);
    }
    expect(versions.size).toBe(STREAMS);
    for (const found of versions.values()) expect(found.sort(ascending)).toEqual(found.map((_, index) => index + 1));
  });

  test('have one event a request, and its two answers are the same receipt', () => {
    for (const [one, other] of answers) {
      expect(one.text).toBe(other.text);
      expect([one.status, other.status].sort(ascending)).toEqual([200, 201]);
      expect([one.replayed, other.replayed]).toEqual([one.status === 200, other.status === 200]);
    }
  });

  test('were each seen once and in order by a reader that polled all along', () => {
    expect(seen.map(({ position }) => position)).toEqual(
      Array.from({ length: EVENTS }, (_, index) => registered + 1 + index),
    );
    const told = new Map(answers.map(([{ text }]) => [receiptOf(text).id, receiptOf(text)]));
    for (const { id, stream, version, position, recordedAt } of seen)
      expect({ id, stream, version, position, recordedAt }).toEqual(told.get(id));
  });
});

describe('64 racers', () => {
  test('for one expected version: exactly one wins, the others are told the version that they met', async () => {
    const stream = 'meeting-visit-raced-for';
    expect((await processes[0].post(PATH, JSON.stringify({ ...VISIT_PLANNED, stream }))).status).toBe(201);
    const answers = await race(() => ({ ...VISIT_RESCHEDULED, stream, expectedVersion: 1 }));
    const lost = answers.filter(({ status }) => status !== 201).map(({ text }) => JSON.parse(text) as Problem);
    expect(lost.map(({ status, code, currentVersion }) => [status, code, currentVersion])).toEqual(
      Array.from({ length: CLIENTS - 1 }, () => [409, 'stream.wrong_version', 2]),
    );
  });

  test('holding one meeting on one word: exactly one is accepted', async () => {
    const answers = await race(() => ({ ...TALKS, stream: 'meeting-talks-raced-for' }));
    const lost = answers.filter(({ status }) => status !== 201).map(({ text }) => JSON.parse(text) as Problem);
    expect(lost.map(({ status, code }) => [status, code])).toEqual(
      Array.from({ length: CLIENTS - 1 }, () => [409, 'meeting.already_held']),
    );
  });

  test('with one id: all get one receipt', async () => {
    const answers = await race(() => ({ ...DAMAGE, stream: 'attack-raced-for', id: idNumbered(0xacef) }));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  function race(event: (racer: number) => Written): Promise<readonly PlainAnswer[]> {
    const racers = Array.from({ length: CLIENTS }, (_, racer) =>
      persist(processes[racer % 2]!, JSON.stringify(event(racer))),
    );
    return Promise.all(racers);
  }
});

describe("killing the database's backends in the middle", () => {
  const KILLED = 2_000;
  const KILLS = 5;

  test(
    'loses nothing that was acknowledged, and records nothing twice',
    async () => {
      const before = await headOf(processes[0]);
      const acknowledged: Receipt[] = [];
      const killed: number[] = [];
      const killing = async (): Promise<void> => {
        for (let kill = 1; kill <= KILLS; kill += 1) {
          while (acknowledged.length < (KILLED * kill) / (KILLS + 1)) await wait(1);
          killed.push(await killBackends(database));
        }
      };
      const recording = Array.from({ length: CLIENTS }, async (_, client) => {
        for (let number = client; number < KILLED; number += CLIENTS) {
          const answer = await persist(processes[client % 2]!, JSON.stringify(building(EVENTS + number)));
          acknowledged.push(receiptOf(answer.text));
        }
      });
      await Promise.all([killing(), ...recording]);
      for (const backends of killed) expect(backends).toBeGreaterThan(0);
      const reader = new Reader(before);
      reader.endAt(before + KILLED);
      const recorded = await reader.follow();
      expect(recorded.map(({ position }) => position)).toEqual(
        Array.from({ length: KILLED }, (_, index) => before + 1 + index),
      );
      expect(recorded.map(placeOf)).toEqual(
        acknowledged.sort((one, other) => one.position - other.position).map(placeOf),
      );
      expect(await headOf(processes[1])).toBe(before + KILLED);
    },
    RACE_MS_MAX,
  );
});

/** Reads the log page by page, from one process and the other in turn, while it grows. */
class Reader {
  private end = Infinity;
  private readonly seen: LogEntry[] = [];

  constructor(private readonly after: number) {}

  /** It stops when it has seen this position. */
  endAt(position: number): void {
    this.end = position;
  }

  async follow(): Promise<readonly LogEntry[]> {
    for (let turn = 0; this.position < this.end; turn += 1) {
      const answer = await processes[turn % 2]!.get(`${PATH}?after=${this.position}&limit=1000`);
      // An outage is waited out; what was read stays read.
      if (answer.status === 200) this.seen.push(...(JSON.parse(answer.text) as { events: readonly LogEntry[] }).events);
      await wait(5);
    }
    return this.seen;
  }

  private get position(): number {
    return this.seen.at(-1)?.position ?? this.after;
  }
}

/** A damaged building, told with an id of its own into a stream that others write to as well. */
function building(number: number): Written {
  return {
    ...DAMAGE,
    id: idNumbered(number + 1),
    // Numbers of one stream belong to clients of both processes.
    stream: `attack-building-${Math.floor((number % CLIENTS) / 2) % STREAMS}`,
    data: { ...DAMAGE.data, objects: number },
  };
}

/** Sends until it is answered for good: an event with an id is safe to send again while the service says 503. */
async function persist(process: ApiProcess, body: string): Promise<PlainAnswer> {
  for (;;) {
    const answer = await process.post(PATH, body);
    if (answer.status !== 503) return answer;
    await wait(20);
  }
}

async function headOf(process: ApiProcess): Promise<number> {
  const answer = await process.get(`${PATH}?limit=1`);
  const head = answer.logPosition;
  if (head === null) throw new Error(`No Log-Position: ${answer.text}`);
  return head;
}

function receiptOf(text: string): Receipt {
  const receipt = JSON.parse(text) as Receipt & Partial<Problem>;
  if (receipt.code !== undefined) throw new Error(`Refused: ${text}`);
  return receipt;
}

function placeOf({ id, stream, version, position }: Receipt): Omit<Receipt, 'recordedAt'> {
  return { id, stream, version, position };
}

function ascending(one: number, other: number): number {
  return one - other;
}
