import { isReview } from '@tracker/event-store';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BenchUsageError, readOptions, SECTION_NAMES } from './bench.options';
import { compare, quantile } from './comparison';
import { plausibleLog } from './plausible-log';
import type { Target } from './target';

const REPOSITORY = join(__dirname, '..', '..');
/** So small that nothing but the shape of the answer means anything. */
const TINY = ['--events', '400', '--seconds', '0.1', '--rounds', '1', '--json'];

interface Answer {
  readonly machine: Readonly<Record<string, unknown>>;
  readonly settings: { readonly postgresql: Readonly<Record<string, string>> };
  readonly sections: Readonly<Record<string, { readonly targets: readonly Target[] }>>;
}

async function bench(args: readonly string[]): Promise<Answer> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['-r', '@swc-node/register', join(__dirname, 'main.ts'), ...args],
    {
      cwd: REPOSITORY,
      env: { ...process.env, SWC_NODE_PROJECT: join(REPOSITORY, 'tsconfig.json') },
      maxBuffer: 1 << 24,
    },
  );
  return JSON.parse(stdout) as Answer;
}

describe('a run of the benchmark', () => {
  let answer: Answer;

  // In two runs at a time: what takes long is to start processes, of which each section has some.
  beforeAll(async () => {
    const halves = [0, 1].map((half) => SECTION_NAMES.filter((_, index) => index % 2 === half));
    const answers = await Promise.all(halves.map((sections) => bench([...sections, ...TINY])));
    answer = {
      ...answers[0]!,
      sections: Object.assign({}, ...answers.map(({ sections }) => sections)) as Answer['sections'],
    };
  }, 600_000);

  it('names the machine and the settings that decide what an acknowledged event is worth', () => {
    expect(Object.keys(answer.machine)).toEqual(['cpu', 'cores', 'memoryGib', 'platform', 'node', 'postgresql']);
    expect(answer.settings.postgresql).toMatchObject({ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' });
  });

  it('measures every section', () => {
    expect(Object.keys(answer.sections).sort()).toEqual([...SECTION_NAMES].sort());
  });

  it('gives every comparison a measured figure, its baseline and their ratio', () => {
    const comparisons = comparisonsIn(answer.sections);
    expect(comparisons.length).toBeGreaterThanOrEqual(10);
    for (const { measured, baseline, ratio } of comparisons) {
      expect(
        [measured.median, baseline.median, ratio.median, ratio.lowest, ratio.highest].every((figure) => figure > 0),
      ).toBe(true);
      expect(typeof baseline.name).toBe('string');
    }
  });

  it('says of each target whether it was reached, and fails on none', () => {
    const targets = Object.values(answer.sections).flatMap((section) => section.targets);
    expect(targets.length).toBeGreaterThanOrEqual(10);
    for (const { found, verdict, wanted } of targets) {
      expect(Number.isFinite(found)).toBe(true);
      expect(['reached', 'below']).toContain(verdict);
      expect(wanted).toMatch(/^at (least|most) /);
    }
  });
});

describe('the command line', () => {
  it('without anything asks for every section at full size', () => {
    expect(readOptions([])).toEqual({
      sections: SECTION_NAMES,
      events: 1_000_000,
      rounds: 3,
      seconds: 5,
      seed: 20_250_218,
      json: false,
    });
  });

  it('names sections in any order; they are measured in one', () => {
    expect(readOptions(['live', 'append', '--events', '2000'])).toMatchObject({
      sections: ['append', 'live'],
      events: 2_000,
    });
  });

  it.each([
    [['appand'], 'Expected: append, bulk, rebuild, memory, questions, history, growth, load, live'],
    [['--events', 'many'], '--events: found many'],
    [['--rounds', '0'], '--rounds: found 0'],
    [['--seconds', '-1'], '--seconds'],
    [['--seed', 'any'], '--seed: found any'],
    [['--sections'], '--sections'],
  ])('refuses %j and says what it expects', (args, message) => {
    expect(() => readOptions(args)).toThrow(BenchUsageError);
    expect(() => readOptions(args)).toThrow(message);
  });
});

describe('figures', () => {
  it('are compared turn by turn, so that a slow turn of the machine does not count against either', () => {
    const { ratio, measured } = compare('events/s', [100, 10, 90], 'baseline', [200, 20, 100]);
    expect([ratio.median, ratio.lowest, ratio.highest, measured.median]).toEqual([0.5, 0.5, 0.9, 90]);
  });

  it('lie between the two nearest where a share falls between them', () => {
    expect([quantile([3, 1, 2, 4], 0.5), quantile([5], 0.95), quantile([1, 2], 1)]).toEqual([2.5, 5, 2]);
  });
});

describe('a plausible log', () => {
  const events = [...plausibleLog(30_000)];

  it('has reviews of every kind, a few of a hundred events', () => {
    const reviews = events.filter(({ type }) => isReview(type)).map(({ type }) => type);
    expect(reviews.length / events.length).toBeLessThan(0.1);
    for (const type of ['ClaimCorroborated', 'ClaimDisputed', 'DisputeResolved', 'EventCorrected', 'EventRetracted'])
      expect(reviews.filter((review) => review === type).length / events.length).toBeGreaterThan(0.005);
  });

  it('has more than three streams to ten events', () => {
    expect(new Set(events.map(({ stream }) => stream)).size).toBeGreaterThan(events.length * 0.3);
  });

  it('has as much to tell of any day as of any other', () => {
    const days = new Map<string, number>();
    for (const { stream, type } of events) {
      const [day] = /\d{4}-\d{2}-\d{2}/.exec(stream) ?? [];
      if (day !== undefined && !isReview(type)) days.set(day, (days.get(day) ?? 0) + 1);
    }
    const whole = [...days.values()].slice(0, -1);
    expect(Math.max(...whole) / Math.min(...whole)).toBeLessThan(1.05);
  });

  it('is the same each time, and a longer one begins with a shorter one', () => {
    const short = [...plausibleLog(300)];
    expect(short).toHaveLength(300);
    expect([...plausibleLog(900)].slice(0, 300)).toEqual(short);
  });
});

interface Compared {
  readonly measured: { readonly median: number };
  readonly baseline: { readonly name: string; readonly median: number };
  readonly ratio: { readonly median: number; readonly lowest: number; readonly highest: number };
}

/** Wherever they stand. */
function comparisonsIn(value: unknown): readonly Compared[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('ratio' in value && 'baseline' in value) return [value as Compared];
  return Object.values(value).flatMap(comparisonsIn);
}
