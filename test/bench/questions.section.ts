import type { AskJob, AskResult } from './ask.process';
import { Child } from './child';
import { median, quantile, rounded } from './comparison';
import { firstDays } from './plausible-log';
import { CASE_CONFLICT, RecordedCase } from './recorded-case';
import { figure, type Section } from './section';
import type { Target } from './target';

/** Answers to each question in a round of a second, and at least in one however short. */
const TIMES_A_SECOND = 10;
const TIMES_MIN = 3;
/** As of which shares of the log is asked; the period asked about lies before the first of them, so that all know it. */
const SHARES = [0.01, 0.5, 0.99];
/** A question about then takes at most so many times as long as one about now, or less than so many milliseconds. */
const TIMES_MAX = 2;
const MS_MAX = 10;

interface Timing {
  readonly asOf: string;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Of the medians, to the same question about now. */
  readonly besideNow: number;
  readonly bytes: number;
}

/** Attacks, status, nights, full text and map in a bounded period, now and as of three positions, one question at a time in turns. */
export const questions: Section = async (lab, { events, rounds, seconds }) => {
  const recorded = await RecordedCase.of(lab, events);
  await recorded.build();
  const service = await lab.service(recorded.database);
  await service.follow();
  await service.caughtUp(CASE_CONFLICT);
  const child = await Child.start<AskJob, AskResult>('ask');
  lab.atEnd(() => child.stop());

  const base = `${service.url}/v1/conflicts/${CASE_CONFLICT}`;
  const { from, to } = firstDays(events, SHARES[0]!);
  const asked = {
    attacks: `${base}/attacks?from=${from}&to=${to}&on=${to}`,
    status: `${base}/status?from=${from}&to=${to}&on=${to}`,
    nights: `${base}/nights?from=${from}&to=${to}&on=${to}`,
    search: `${base}/timeline?q=substation&from=${from}&to=${to}&on=${to}`,
    'search by name': `${base}/timeline?q=Lavrov&from=${from}&to=${to}&on=${to}`,
    map: `${base}/map?from=${from}&to=${to}&on=${to}`,
  };
  const moments = ['now', ...SHARES.map((share) => String(Math.max(1, Math.round(events * share))))];
  const urls = Object.values(asked).flatMap((url) =>
    moments.map((asOf) => (asOf === 'now' ? url : `${url}&asOf=${asOf}`)),
  );
  await child.run({ urls, times: TIMES_MIN });
  const { latenciesMs, bytes } = await child.run({
    urls,
    times: rounds * Math.max(TIMES_MIN, Math.round(seconds * TIMES_A_SECOND)),
  });
  const timings = Object.keys(asked).map((question, at) => {
    const own = at * moments.length;
    return {
      question,
      timings: moments.map((asOf, index) =>
        timing(asOf, latenciesMs[own + index]!, latenciesMs[own]!, bytes[own + index]!),
      ),
    };
  });
  return {
    figures: { period: { from, to }, questions: timings },
    lines: timings.flatMap(({ question, timings: all }) => [
      `${question} from ${from} to ${to}:`,
      ...all.map(
        ({ asOf, medianMs, p95Ms, besideNow, bytes: size }) =>
          `    ${asOf === 'now' ? 'now' : `as of ${figure(Number(asOf))}`}: ${besideNow} times the time of now: median ${medianMs} ms, p95 ${p95Ms} ms, ${figure(size)} bytes`,
      ),
    ]),
    targets: timings.map(({ question, timings: all }) => asOfTarget(question, all)),
  };
};

function timing(asOf: string, latenciesMs: readonly number[], now: readonly number[], bytes: number): Timing {
  const medianMs = median(latenciesMs);
  return {
    asOf,
    medianMs: rounded(medianMs),
    p95Ms: rounded(quantile(latenciesMs, 0.95)),
    besideNow: rounded(medianMs / median(now)),
    bytes,
  };
}

function asOfTarget(question: string, timings: readonly Timing[]): Target {
  const missed = timings.filter(({ besideNow, medianMs }) => besideNow > TIMES_MAX && medianMs >= MS_MAX);
  const found = Math.max(...timings.map(({ besideNow }) => besideNow));
  return {
    name: `${question} as of then, beside now`,
    wanted: `at most ${TIMES_MAX}, or under ${MS_MAX} ms`,
    found,
    unit: 'times',
    verdict: missed.length === 0 ? 'reached' : 'below',
  };
}
