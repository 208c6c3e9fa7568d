import { Child } from './child';
import { compare, inTurns, median, type Comparison } from './comparison';
import { Emmett } from './emmett';
import type { LoadJob, LoadResult } from './load.process';
import { NO_OP_PATH } from './no-op.controller';
import { BODY_BYTES } from './recorded-bodies';
import { comparisonLines, type Section } from './section';
import { atLeast } from './target';

const CONFLICT = 'russia-ukraine';
const RECORDING_PATH = `/v1/conflicts/${CONFLICT}/events`;
const CONNECTIONS = [1, 32, 128] as const;
const EMMETT_CONCURRENCIES = [8, 32, 64, 128];

type Load = (path: string, connections: number) => Promise<LoadResult>;

/** One event a request over HTTP, everything on, beside a route that does nothing and beside Emmett in process. */
export const append: Section = async (lab, { rounds, seconds }) => {
  const service = await lab.service(await lab.trackerDatabase('append'));
  await service.follow();
  await service.openConflict(CONFLICT);
  const emmett = await Emmett.open(await lab.emptyDatabase('emmett'));
  lab.atEnd(() => emmett.close());
  const child = await Child.start<LoadJob, LoadResult>('load');
  lab.atEnd(() => child.stop());
  let turn = 0;
  const load: Load = (path, connections) =>
    child.run({ url: service.url, path, connections, seconds, name: `${(turn += 1)}` });

  await load(RECORDING_PATH, 32);
  await load(NO_OP_PATH, 32);
  const concurrency = await emmett.bestConcurrency(EMMETT_CONCURRENCIES, seconds / 2);

  const byConnections: {
    connections: number;
    noOp: Comparison;
    emmett: Comparison;
    latencyMs: LoadResult['latencyMs'];
  }[] = [];
  for (const connections of CONNECTIONS) {
    const latencies: LoadResult['latencyMs'][] = [];
    const rates = await inTurns(rounds, {
      recorded: async () => {
        const { requestsASecond, latencyMs } = await load(RECORDING_PATH, connections);
        latencies.push(latencyMs);
        // What is left to do for the read models belongs to this turn, not to the next one's baseline.
        await service.caughtUp(CONFLICT);
        return requestsASecond;
      },
      noOp: async () => (await load(NO_OP_PATH, connections)).requestsASecond,
      emmett: () => emmett.append(concurrency, seconds),
    });
    byConnections.push({
      connections,
      noOp: compare('requests/s', rates.recorded, 'no-op route of the same server', rates.noOp),
      emmett: compare('events/s', rates.recorded, `Emmett in process, concurrency ${concurrency}`, rates.emmett),
      latencyMs: { median: median(latencies.map((each) => each.median)), p99: median(latencies.map(({ p99 }) => p99)) },
    });
  }
  const most = byConnections.at(-1)!;
  return {
    figures: { bodyBytes: BODY_BYTES, emmettConcurrency: concurrency, byConnections },
    lines: byConnections.flatMap(({ connections, noOp, emmett: beside }) => [
      ...comparisonLines(`Recorded over HTTP at ${connections} connections`, noOp),
      ...comparisonLines(`Recorded over HTTP at ${connections} connections`, beside),
    ]),
    targets: [
      atLeast('append at 128 connections, beside Emmett in process', 3, most.emmett.ratio.median, 'times'),
      atLeast('append at 128 connections, beside the no-op route', 0.4, most.noOp.ratio.median, 'times'),
    ],
  };
};
