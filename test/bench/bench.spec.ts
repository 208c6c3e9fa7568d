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

  beforeAll(async () => {
    answer = await bench(TINY);
  }, 240_000);

  it('names the machine and the settings that decide what an acknowledged event is worth', () => {
    expect(Object.keys(answer.machine)).toEqual(['cpu', 'cores', 'memoryGib', 'platform', 'node', 'postgresql']);
    expect(answer.settings.postgresql).toMatchObject({ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' });
  });

  it('measures every section', () => {
    expect(Object.keys(answer.sections)).toEqual([...SECTION_NAMES]);
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
    expect(readOptions([])).toEqual({ sections: SECTION_NAMES, events: 500_000, rounds: 3, seconds: 5, json: false });
  });

  it('names sections in any order; they are measured in one', () => {
    expect(readOptions(['live', 'append', '--events', '2000'])).toMatchObject({
      sections: ['append', 'live'],
      events: 2_000,
    });
  });

  it.each([
    [['appand'], 'Expected: append, bulk, rebuild, questions, live'],
    [['--events', 'many'], '--events: found many'],
    [['--rounds', '0'], '--rounds: found 0'],
    [['--seconds', '-1'], '--seconds'],
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
