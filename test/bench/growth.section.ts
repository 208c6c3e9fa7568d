import type { AskJob, AskResult } from './ask.process';
import type { BenchService } from './bench-service';
import { Child } from './child';
import { inTurns, median, rounded } from './comparison';
import { boundedQuestions, openQuestions, type Question } from './growth-questions';
import type { Lab } from './lab';
import type { LoadJob, LoadResult } from './load.process';
import { lastDayOf, lastDaysBefore } from './plausible-log';
import { CASE_CONFLICT, RecordedCase } from './recorded-case';
import { figure, type Section } from './section';
import { atLeast, atMost, type Target } from './target';

/** The log that others are measured beside. */
const SMALLEST_EVENTS = 10_000;
/** The period asked about lies before this share of a log, the position and the instant asked as of behind it. */
const PERIOD_SHARE = 0.4;
const POSITION_SHARE = 0.5;
const INSTANT_SHARE = 0.75;
/** Questions in a round of a second, and at least in one however short. */
const TIMES_A_SECOND = 1;
const TIMES_MIN = 3;
const CLIENTS = 64;

const TIMES_MAX = 2;
const MS_MAX = 10;
const OPEN_MS_MAX = 500;
const APPEND_MIN = 0.9;

/**
 * How answers and recording slow down as a log grows from 10,000 events: the same questions of each log, one at a time in turns,
 * each as the median. Days are equally full in all of them, so that a week, asked about on the last day, has as much to tell; what
 * has no period reads all there is. As of a position in the middle of the longest log, and as of an instant behind it, asked on
 * the day of that, beside now. Then 64 clients record into each log in turns, one event a request, read models following.
 */
export const growth: Section = async (lab, options) => {
  const { events, rounds, seconds } = options;
  const logs = await growingLogs(lab, events);
  const times = rounds * Math.max(TIMES_MIN, Math.round(seconds * TIMES_A_SECOND));
  const asked = await ask(lab, logs, times);
  const append = await appended(lab, logs, rounds, seconds);
  const sizes = logs.map(({ events: size }) => size);
  return {
    figures: { sizes, ...asked, append },
    lines: [
      `Medians in ms at ${sizes.map(figure).join(', ')} events; times the first; as of a position, and as of an instant, times now:`,
      'A week:',
      ...asked.bounded.map(timingLine),
      'All there is, which grows with the log:',
      ...asked.open.map(timingLine),
      `${CLIENTS} clients recording: ${append.map(({ events: size, rate, besideFirst }) => `${figure(rate)} events/s at ${figure(size)} (${figure(besideFirst)} times)`).join(', ')}`,
    ],
    targets: [
      ...asked.bounded.map(({ name, ms, growth: times }) =>
        orFast(`${name} of a week, longest log`, times, ms.at(-1)!),
      ),
      ...asked.open.map(({ name, ms }) => atMost(name, OPEN_MS_MAX, ms.at(-1)!, 'ms')),
      ...[...asked.bounded, ...asked.open].map(({ name, ms, asOf }) =>
        orFast(
          `${name} as of then, beside now`,
          Math.max(...asOf.map((then) => rounded(then / ms.at(-1)!))),
          Math.max(...asOf),
        ),
      ),
      atLeast('recording into the longest log, beside the shortest', APPEND_MIN, append.at(-1)!.besideFirst, 'times'),
    ],
  };
};

interface GrowingLog {
  readonly events: number;
  readonly service: BenchService;
}

/** The shortest first. */
async function growingLogs(lab: Lab, events: number): Promise<readonly GrowingLog[]> {
  const tenth = Math.round(events / 10);
  const sizes = [...new Set([Math.min(SMALLEST_EVENTS, tenth), tenth, events])];
  const longest = await RecordedCase.of(lab, events);
  const logs: GrowingLog[] = [];
  for (const size of sizes) {
    const recorded = await RecordedCase.beginning(lab, size, longest);
    await recorded.build();
    const service = await lab.service(recorded.database);
    await service.follow();
    await service.caughtUp(CASE_CONFLICT);
    logs.push({ events: size, service });
  }
  return logs;
}

interface Timing {
  readonly name: string;
  /** Of each log, the shortest first. */
  readonly ms: readonly number[];
  /** Of the longest log, as of a position and as of an instant. */
  readonly asOf: readonly number[];
  /** Of the longest log, to the shortest. */
  readonly growth: number;
  /** Of the longest log's answer. */
  readonly bytes: number;
}

interface Asked {
  readonly bounded: readonly Timing[];
  readonly open: readonly Timing[];
}

async function ask(lab: Lab, logs: readonly GrowingLog[], times: number): Promise<Asked> {
  const child = await Child.start<AskJob, AskResult>('ask');
  lab.atEnd(() => child.stop());
  const longest = logs.at(-1)!;
  const [middle, later] = [Math.round(longest.events * POSITION_SHARE), Math.round(longest.events * INSTANT_SHARE)];
  const moments = [
    { asOf: String(middle), upTo: middle },
    { asOf: await longest.service.recordedAt(CASE_CONFLICT, later), upTo: later },
  ];
  const time = async (questionsOf: (events: number, on: string) => readonly Question[]): Promise<readonly Timing[]> => {
    const urlOf = ({ events, service }: GrowingLog, index: number, on: string): string =>
      `${service.url}/v1/conflicts/${CASE_CONFLICT}/${questionsOf(events, on)[index]!.path}`;
    const names = questionsOf(longest.events, lastDayOf(longest.events)).map(({ name }) => name);
    const urls = names.flatMap((_, index) => [
      ...logs.map((log) => urlOf(log, index, lastDayOf(log.events))),
      ...moments.map(({ asOf, upTo }) => `${urlOf(longest, index, lastDayOf(upTo))}&asOf=${asOf}`),
    ]);
    await child.run({ urls, times: TIMES_MIN });
    const { latenciesMs, bytes } = await child.run({ urls, times });
    const each = logs.length + moments.length;
    return names.map((name, index) => {
      const all = latenciesMs.slice(index * each, (index + 1) * each).map((latencies) => rounded(median(latencies)));
      const ms = all.slice(0, logs.length);
      const growth = rounded(ms.at(-1)! / ms[0]!);
      return { name, ms, asOf: all.slice(logs.length), growth, bytes: bytes[index * each + logs.length - 1]! };
    });
  };
  return {
    bounded: await time((events, on) => boundedQuestions(lastDaysBefore(events, PERIOD_SHARE), on)),
    open: await time((_, on) => openQuestions(on)),
  };
}

interface Appended {
  readonly events: number;
  readonly rate: number;
  readonly besideFirst: number;
}

async function appended(
  lab: Lab,
  logs: readonly GrowingLog[],
  rounds: number,
  seconds: number,
): Promise<readonly Appended[]> {
  const child = await Child.start<LoadJob, LoadResult>('load');
  lab.atEnd(() => child.stop());
  const path = `/v1/conflicts/${CASE_CONFLICT}/events`;
  let turn = 0;
  const record = async ({ service }: GrowingLog): Promise<number> => {
    const name = `growth-${(turn += 1)}`;
    const { requestsASecond } = await child.run({ url: service.url, path, connections: CLIENTS, seconds, name });
    await service.caughtUp(CASE_CONFLICT);
    return requestsASecond;
  };
  for (const log of logs) await record(log);
  const rates = await inTurns(rounds, Object.fromEntries(logs.map((log) => [String(log.events), () => record(log)])));
  const first = rates[String(logs[0]!.events)]!;
  return logs.map(({ events }) => {
    const own = rates[String(events)]!;
    const besideFirst = rounded(median(own.map((rate, round) => rate / first[round]!)));
    return { events, rate: rounded(median(own)), besideFirst };
  });
}

function timingLine({ name, ms, growth: times, asOf, bytes }: Timing): string {
  const then = asOf.map((each) => figure(rounded(each / ms.at(-1)!))).join(' and ');
  return `    ${name}: ${ms.map(figure).join(', ')} ms; ${figure(times)} times; as of then ${then} times; ${figure(bytes)} bytes`;
}

/** So many times at most, or so fast that it does not matter. */
function orFast(name: string, found: number, ms: number): Target {
  const verdict = found <= TIMES_MAX || ms < MS_MAX ? 'reached' : 'below';
  return { name, wanted: `at most ${TIMES_MAX}, or under ${MS_MAX} ms`, found, unit: 'times', verdict };
}
