import { Child } from './child';
import { compare, inTurns, median, rounded, type Comparison } from './comparison';
import type { CopyOutJob, CopyOutResult } from './copy-out.process';
import type { RebuildJob, RebuildReport } from './rebuild.process';
import { CASE_CONFLICT, RecordedCase } from './recorded-case';
import { comparisonLines, figure, type Section } from './section';
import { atLeast, atMost } from './target';

const WORKERS = 2;
/** The feature whose views the target speaks of: the one with most events and most rows. */
const FEATURE = 'attacks';
/** Where the smaller log of the comparison of memory ends. */
const SMALL_SHARE = 0.2;
/** Memory that two runs on one log may differ by: the collector's whim. */
const MEMORY_GROWTH_MAX = 1.2;

/** Read models made anew by two threads, beside two processes that only copy the same rows out and parse them. */
export const rebuild: Section = async (lab, { events, rounds }) => {
  const recorded = await RecordedCase.of(lab, events);
  const small = Math.round(events * SMALL_SHARE);
  await recorded.recordUpTo(small);
  const peakSmall = (await rebuilt(recorded, [FEATURE])).peakMib;
  await recorded.recordUpTo();

  const copies = await Promise.all(
    Array.from({ length: WORKERS }, () => Child.start<CopyOutJob, CopyOutResult>('copyOut')),
  );
  lab.atEnd(() => Promise.all(copies.map((copy) => copy.stop())));
  const peaks: number[] = [];
  const folds: number[] = [];
  const one = await besideCopy(recorded, copies, rounds, [FEATURE], (report) => {
    peaks.push(report.peakMib);
    folds.push(report.events / report.foldSeconds);
  });
  const all = await besideCopy(recorded, copies, 1, 'all', () => undefined);
  const growth = median(peaks) / peakSmall;
  return {
    figures: {
      workers: WORKERS,
      feature: FEATURE,
      one: { ...one, foldedEventsASecond: rounded(median(folds)) },
      all,
      memory: {
        small: { events: small, peakMib: rounded(peakSmall) },
        full: { events, peakMib: rounded(median(peaks)) },
        growth: rounded(growth),
      },
    },
    lines: [
      ...comparisonLines(
        `The views of ${FEATURE}, ${figure(one.events)} events, indexes and swap included`,
        one.comparison,
      ),
      ...comparisonLines(`Every read model together, ${figure(all.events)} events`, all.comparison),
      `Memory of both threads' process: ${figure(rounded(growth))} times from ${figure(small)} to ${figure(events)} events, ${figure(rounded(peakSmall))} to ${figure(rounded(median(peaks)))} MiB`,
    ],
    targets: [
      atLeast(`rebuild of ${FEATURE} with ${WORKERS} workers`, 60_000, one.comparison.measured.median, 'events/s'),
      atMost('memory of a rebuild, larger log beside smaller', MEMORY_GROWTH_MAX, rounded(growth), 'times'),
    ],
  };
};

interface Beside {
  /** Taken in by one rebuild. */
  readonly events: number;
  readonly comparison: Comparison;
}

async function besideCopy(
  recorded: RecordedCase,
  copies: readonly Child<CopyOutJob, CopyOutResult>[],
  rounds: number,
  models: RebuildJob['models'],
  onRebuilt: (report: RebuildReport) => void,
): Promise<Beside> {
  let events = 0;
  const rates = await inTurns(rounds, {
    copied: () => copiedOut(copies, recorded, models === 'all' ? 'true' : `stream >= 'attack-' and stream < 'attack.'`),
    rebuilt: async () => {
      const report = await rebuilt(recorded, models);
      events = report.events;
      onRebuilt(report);
      return report.events / report.seconds;
    },
  });
  return {
    events,
    comparison: compare('events/s', rates.rebuilt, 'COPY out with JSON.parse of the same rows', rates.copied),
  };
}

/** In a process of its own each time, so that its greatest memory is that of this rebuild. */
async function rebuilt({ database }: RecordedCase, models: RebuildJob['models']): Promise<RebuildReport> {
  const child = await Child.start<RebuildJob, RebuildReport>('rebuild');
  try {
    return await child.run({ connection: database.connection, models, workers: WORKERS });
  } finally {
    await child.stop();
  }
}

/** Each process reads its part of the positions; gives rows a second of all together. */
async function copiedOut(
  copies: readonly Child<CopyOutJob, CopyOutResult>[],
  { database, recorded }: RecordedCase,
  which: string,
): Promise<number> {
  const share = Math.ceil(recorded / copies.length);
  const started = performance.now();
  const results = await Promise.all(
    copies.map((copy, index) =>
      copy.run({
        connection: database.connection,
        select: `select body from log.events where conflict = '${CASE_CONFLICT}'
          and position > ${index * share} and position <= ${(index + 1) * share} and ${which}`,
      }),
    ),
  );
  const seconds = (performance.now() - started) / 1_000;
  return results.reduce((sum, { rows }) => sum + rows, 0) / seconds;
}
