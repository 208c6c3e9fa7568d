import { askedSchemas, type AskedModels } from './asked-models';
import { Child } from './child';
import { compare, inTurns, median, rounded, type Comparison } from './comparison';
import type { CopyOutJob, CopyOutResult } from './copy-out.process';
import { Emmett } from './emmett';
import type { Lab } from './lab';
import { RawRows } from './raw-rows';
import type { RebuildReport } from './rebuild.process';
import { CASE_CONFLICT, RecordedCase } from './recorded-case';
import { comparisonLines, figure, type Section } from './section';
import { atLeast } from './target';

/** As many as there are cores. */
const COPIES = 2;
const COPIED = 'COPY out with JSON.parse of the same events';
const WRITTEN = 'COPY in of the same rows by two connections, with their indexes';
/** How Emmett's consumer goes as fast as it will. When nothing is said it pulls 100 events and rests for 50 ms. */
const FAST_PULLING = { batchSize: 5_000, pullingFrequencyInMs: 1 };
/** As it pulls then, its rate is the same from the first event on, and a large log would take it half an hour. */
const USUAL_EVENTS_MAX = 20_000;
/** So many times as fast as it is a rebuild to be. */
const TIMES_EMMETT = 20;

const QUESTIONS = [
  { name: 'every read model together', models: 'all', wanted: 25_000, which: 'true' },
  { name: 'all but full text', models: { allBut: ['search'] }, wanted: 60_000, which: 'true' },
  { name: 'attacks alone', models: ['attacks'], wanted: 60_000, which: `stream >= 'attack-' and stream < 'attack.'` },
] as const;

/**
 * Read models made anew by two threads, in events of the log a second from being asked until the last one is swapped, indexes
 * included; in turns with two processes that only copy the same events out and parse them, and with the database alone making the
 * same tables of rows that are ready: no rebuild of these rows is faster than the slower of the two. Beside a consumer of Emmett
 * that does nothing with each event: over as many events as fast as it will, and over some as it pulls by default.
 */
export const rebuild: Section = async (lab, { events, rounds }) => {
  const recorded = await RecordedCase.of(lab, events);
  const copies = await Promise.all(
    Array.from({ length: COPIES }, () => Child.start<CopyOutJob, CopyOutResult>('copyOut')),
  );
  lab.atEnd(() => Promise.all(copies.map((copy) => copy.stop())));
  await recorded.build();
  const rows = await RawRows.save(lab, recorded.database, askedSchemas('all'));
  const rebuilt: Rebuilt[] = [];
  for (const { name, models, wanted, which } of QUESTIONS)
    rebuilt.push({ name, wanted, ...(await inTurn({ recorded, copies, rows }, rounds, models, which)) });
  const emmett = await consumed(lab, events);
  return {
    figures: { rebuilt, emmett },
    lines: [
      ...rebuilt.flatMap(({ name, events: taken, besideReading, besideWriting, parts }) => [
        ...comparisonLines(`Rebuild of ${name}, ${figure(taken)} events`, besideReading),
        ...comparisonLines('    and', besideWriting),
        `    folded in ${figure(rounded(parts.fold))} s, indexed in ${figure(rounded(parts.index))} s, swapped in ${figure(rounded(parts.swap))} s`,
      ]),
      ...emmett.map(
        ({ name, events: taken, rate }) => `${name}: ${figure(rate)} events/s over ${figure(taken)} events`,
      ),
    ],
    targets: [
      ...rebuilt.map(({ name, wanted, besideReading }) =>
        atLeast(`rebuild of ${name}`, wanted, besideReading.measured.median, 'events/s'),
      ),
      ...rebuilt
        .slice(0, 2)
        .flatMap(({ name, besideReading }) =>
          emmett.map((consumer) =>
            atLeast(
              `rebuild of ${name}, beside ${consumer.name}`,
              TIMES_EMMETT,
              rounded(besideReading.measured.median / consumer.rate),
              'times',
            ),
          ),
        ),
    ],
  };
};

interface Rebuilt {
  readonly name: string;
  readonly wanted: number;
  /** Taken in by one rebuild. */
  readonly events: number;
  readonly besideReading: Comparison;
  readonly besideWriting: Comparison;
  /** Seconds, of the turn in the middle. */
  readonly parts: RebuildReport['parts'];
}

/** What is measured in turns. */
interface Sides {
  readonly recorded: RecordedCase;
  readonly copies: readonly Child<CopyOutJob, CopyOutResult>[];
  readonly rows: RawRows;
}

async function inTurn(
  { recorded, copies, rows }: Sides,
  rounds: number,
  models: AskedModels,
  which: string,
): Promise<Omit<Rebuilt, 'name' | 'wanted'>> {
  const reports: RebuildReport[] = [];
  const turns = await inTurns(rounds, {
    copied: () => copiedOut(copies, recorded, which),
    rebuilt: async () => {
      const report = await recorded.rebuild(models);
      reports.push(report);
      return report.events / report.seconds;
    },
    secondsToWrite: () => rows.write(askedSchemas(models)),
  });
  const middle = (part: keyof RebuildReport['parts']): number => median(reports.map(({ parts }) => parts[part]));
  const { events } = reports[0]!;
  const written = turns.secondsToWrite.map((seconds) => events / seconds);
  return {
    events,
    besideReading: compare('events/s', turns.rebuilt, COPIED, turns.copied),
    besideWriting: compare('events/s', turns.rebuilt, WRITTEN, written),
    parts: { fold: middle('fold'), index: middle('index'), swap: middle('swap') },
  };
}

/** Each process reads its part of the positions; gives rows a second of all together. */
async function copiedOut(
  copies: readonly Child<CopyOutJob, CopyOutResult>[],
  { database, events }: RecordedCase,
  which: string,
): Promise<number> {
  const share = Math.ceil(events / copies.length);
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

interface Consumed {
  readonly name: string;
  readonly events: number;
  /** Events a second. */
  readonly rate: number;
}

async function consumed(lab: Lab, events: number): Promise<readonly Consumed[]> {
  const emmett = await Emmett.open(await lab.emptyDatabase('emmett_consumed'));
  lab.atEnd(() => emmett.close());
  await emmett.fill(events);
  const some = Math.min(events, USUAL_EVENTS_MAX);
  return [
    {
      name: "Emmett's consumer doing nothing, at its fastest",
      events,
      rate: rounded(await emmett.consume(events, 'fast', FAST_PULLING)),
    },
    {
      name: "Emmett's consumer doing nothing, by default",
      events: some,
      rate: rounded(await emmett.consume(some, 'usual', undefined)),
    },
  ];
}
