import { Client } from 'pg';
import { Child } from './child';
import { compare, rounded, type Comparison } from './comparison';
import type { LabDatabase } from './lab';
import type { LoadJob, LoadResult } from './load.process';
import { Program } from './program';
import { CASE_CONFLICT, RecordedCase } from './recorded-case';
import { comparisonLines, figure, type Section } from './section';
import { atLeast } from './target';

const CLIENTS = 64;
const KEPT_MIN = 0.8;
/** A rebuild that gives way takes nine times as long, and what is recorded meanwhile is many times the log. */
const EVENTS_MAX = 10_000;
/** Stretches of recording alone, before a rebuild and after it. */
const STRETCHES_ALONE = 2;
/** Stretches of recording beside a rebuild, at most: what is left of it then has the machine for itself. */
const STRETCHES_BESIDE = 40;
const STEPS = ['folding', 'indexing', 'catching up'] as const;
type Step = (typeof STEPS)[number];

/** A stretch of recording, and what the rebuild was at when it began; null: there was none. */
interface Stretch {
  readonly rate: number;
  readonly step: Step | null;
}

/**
 * 64 clients record as fast as they can, one event a request, while every view is rebuilt in a process of its own: from its
 * start, through folding, indexing and catching up with what is recorded all the while. Beside it, how fast they record alone,
 * before and after. What the live projector has left to do is waited for in between.
 */
export const load: Section = async (lab, { events, rounds, seconds }) => {
  const whole = await RecordedCase.of(lab, events);
  const { database } = events > EVENTS_MAX ? await RecordedCase.beginning(lab, EVENTS_MAX, whole) : whole;
  await lab.rebuild(database, 'all');
  const service = await lab.service(database);
  await service.follow();
  const child = await Child.start<LoadJob, LoadResult>('load');
  lab.atEnd(() => child.stop());
  const build = await BuildUnderWay.watch(database);
  lab.atEnd(() => build.end());
  let stretches = 0;
  const record = async (): Promise<Stretch> => {
    const step = await build.step();
    const path = `/v1/conflicts/${CASE_CONFLICT}/events`;
    const job = { url: service.url, path, connections: CLIENTS, seconds, name: `load-${(stretches += 1)}` };
    return { step, rate: (await child.run(job)).requestsASecond };
  };
  const recordAlone = async (): Promise<readonly Stretch[]> => {
    const alone: Stretch[] = [];
    while (alone.length < STRETCHES_ALONE) alone.push(await record());
    await service.caughtUp(CASE_CONFLICT);
    return alone;
  };

  await record();
  await service.caughtUp(CASE_CONFLICT);
  const turns: { readonly beside: readonly Stretch[]; readonly alone: readonly Stretch[]; readonly took: number }[] =
    [];
  for (let round = 0; round < rounds; round += 1) {
    const before = await recordAlone();
    const began = performance.now();
    let isOver = false;
    const ended = Program.ops(database, ['rebuild', 'all', '--workers', '2'])
      .succeeded()
      .finally(() => (isOver = true));
    ended.catch(() => undefined); // Told when it is waited for.
    const beside: Stretch[] = [];
    do beside.push(await record());
    while (!isOver && beside.length < STRETCHES_BESIDE);
    await ended;
    const took = (performance.now() - began) / 1000;
    await service.caughtUp(CASE_CONFLICT);
    turns.push({ beside, alone: [...before, ...(await recordAlone())], took });
  }
  const kept = compare(
    'events/s',
    turns.map(({ beside }) => meanRate(beside)),
    'recording alone',
    turns.map(({ alone }) => meanRate(alone)),
  );
  const bySteps = keptBySteps(
    turns.flatMap(({ beside }) => beside),
    kept,
  );
  return {
    figures: { clients: CLIENTS, kept, bySteps, rebuildSeconds: turns.map(({ took }) => rounded(took)) },
    lines: [
      ...comparisonLines(`${CLIENTS} clients recording while every view is rebuilt`, kept),
      `    while it is ${bySteps.map(({ step, times }) => `${step}, ${times} times`).join('; ')}`,
      `    the rebuild took ${turns.map(({ took }) => figure(rounded(took))).join(', ')} s, with what was recorded meanwhile`,
    ],
    targets: [atLeast('recording while every view is rebuilt, beside alone', KEPT_MIN, kept.ratio.median, 'times')],
  };
};

function meanRate(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { rate }) => sum + rate, 0) / stretches.length;
}

function keptBySteps(beside: readonly Stretch[], { baseline }: Comparison) {
  return STEPS.flatMap((step) => {
    const own = beside.filter((stretch) => stretch.step === step);
    return own.length === 0 ? [] : [{ step, times: rounded(meanRate(own) / baseline.median) }];
  });
}

/** What is written down in a database of a rebuild that is under way. */
class BuildUnderWay {
  private constructor(private readonly client: Client) {}

  static async watch({ source }: LabDatabase): Promise<BuildUnderWay> {
    const client = new Client(source.poolOptions('admin'));
    await client.connect();
    return new BuildUnderWay(client);
  }

  /** Null: none has begun, or it is over. */
  async step(): Promise<Step | null> {
    const { rows } = await this.client.query<{ pieces: number | null; checkpoints: number }>(
      `select (select count(*) filter (where events is null)::integer from projections.build_pieces having count(*) > 0) as pieces,
         (select count(*)::integer from projections.checkpoints where generation = 'next') as checkpoints`,
    );
    const { pieces, checkpoints } = rows[0]!;
    if (pieces === null) return null;
    if (pieces > 0) return 'folding';
    return checkpoints === 0 ? 'indexing' : 'catching up';
  }

  end(): Promise<void> {
    return this.client.end();
  }
}
