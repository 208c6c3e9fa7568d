import { Child } from './child';
import { compare, inTurns, rounded } from './comparison';
import type { LoadJob, LoadResult } from './load.process';
import { Program } from './program';
import { CASE_CONFLICT, RecordedCase } from './recorded-case';
import { comparisonLines, figure, type Section } from './section';
import { atLeast } from './target';

const CLIENTS = 64;
const KEPT_MIN = 0.8;
/** A rebuild that gives way takes nine times as long, and all of it is measured. */
const EVENTS_MAX = 50_000;
/** Alone they record for so many stretches; while a rebuild runs, for as many as it takes. */
const STRETCHES_ALONE = 4;

/**
 * 64 clients record into a log, one event a request, alone and while every view is rebuilt in a process of its own, in turns.
 * A turn with the rebuild is all of it: starting, folding, indexing, catching up with what is recorded all the while, and
 * swapping. What the live projector has left to do is waited for between turns.
 */
export const load: Section = async (lab, { events, rounds, seconds }) => {
  const whole = await RecordedCase.of(lab, events);
  const recorded = events > EVENTS_MAX ? await RecordedCase.beginning(lab, EVENTS_MAX, whole) : whole;
  await recorded.build();
  const service = await lab.service(recorded.database);
  await service.follow();
  const child = await Child.start<LoadJob, LoadResult>('load');
  lab.atEnd(() => child.stop());
  let stretches = 0;
  const record = async (): Promise<number> => {
    const path = `/v1/conflicts/${CASE_CONFLICT}/events`;
    const name = `load-${(stretches += 1)}`;
    return (await child.run({ url: service.url, path, connections: CLIENTS, seconds, name })).requestsASecond;
  };
  await record();
  await service.caughtUp(CASE_CONFLICT);

  const took: number[] = [];
  const rates = await inTurns(rounds, {
    alone: async () => {
      const rate = await meanRate(record, (stretch) => stretch < STRETCHES_ALONE);
      await service.caughtUp(CASE_CONFLICT);
      return rate;
    },
    rebuilding: async () => {
      const began = performance.now();
      const rebuild = Program.ops(recorded.database, ['rebuild', 'all', '--workers', '2']);
      let isOver = false;
      const ended = rebuild.succeeded().finally(() => {
        isOver = true;
        took.push((performance.now() - began) / 1000);
      });
      const [rate] = await Promise.all([meanRate(record, () => !isOver), ended]);
      await service.caughtUp(CASE_CONFLICT);
      return rate;
    },
  });
  const kept = compare('events/s', rates.rebuilding, 'recording alone', rates.alone);
  return {
    figures: { clients: CLIENTS, events: recorded.events, kept, rebuildSeconds: took },
    lines: [
      ...comparisonLines(`${CLIENTS} clients recording while every view is rebuilt`, kept),
      `    the rebuild of ${figure(recorded.events)} events and what came meanwhile took ${took.map(rounded).join(', ')} s`,
    ],
    targets: [atLeast('recording while every view is rebuilt, beside alone', KEPT_MIN, kept.ratio.median, 'times')],
  };
};

/** Of one stretch after the other while there is to be another; all last equally long. */
async function meanRate(record: () => Promise<number>, goesOn: (stretch: number) => boolean): Promise<number> {
  const rates: number[] = [];
  do rates.push(await record());
  while (goesOn(rates.length));
  return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}
