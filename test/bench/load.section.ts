import { Client } from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import { Child } from './child';
import { compare, inTurns, rounded } from './comparison';
import type { LabDatabase } from './lab';
import type { LoadJob, LoadResult } from './load.process';
import { Program } from './program';
import { CASE_CONFLICT, RecordedCase } from './recorded-case';
import { comparisonLines, figure, type Section } from './section';
import { atLeast } from './target';

const CLIENTS = 64;
const KEPT_MIN = 0.8;
/** Turns are so many times as long as others: a rebuild that gives way works for some seconds, then rests eight times as long. */
const TURN_FACTOR = 6;
const LOOK_INTERVAL_MS = 50;
/** How an operating command ends that was asked to stop. */
const INTERRUPTED = 130;

/**
 * 64 clients record into a log, one event a request, alone and while a rebuild of every view runs in a process of its own, in
 * turns. A turn with the rebuild begins when its threads have begun to fold; after it the rebuild is asked to stop, and goes on
 * from there in the next one. What the live projector has left to do is waited for between turns.
 */
export const load: Section = async (lab, { events, rounds, seconds: shortTurn }) => {
  const seconds = shortTurn * TURN_FACTOR;
  const recorded = await RecordedCase.of(lab, events);
  await recorded.build();
  const service = await lab.service(recorded.database);
  await service.follow();
  const child = await Child.start<LoadJob, LoadResult>('load');
  lab.atEnd(() => child.stop());
  let turn = 0;
  const record = async (): Promise<number> => {
    const path = `/v1/conflicts/${CASE_CONFLICT}/events`;
    const name = `load-${(turn += 1)}`;
    return (await child.run({ url: service.url, path, connections: CLIENTS, seconds, name })).requestsASecond;
  };
  await record();
  await service.caughtUp(CASE_CONFLICT);

  const builds = await Builds.open(recorded.database);
  lab.atEnd(() => builds.close());
  const folded: (number | null)[] = [];
  const rates = await inTurns(rounds, {
    alone: async () => {
      const rate = await record();
      await service.caughtUp(CASE_CONFLICT);
      return rate;
    },
    rebuilding: async () => {
      const rebuild = Program.ops(recorded.database, ['rebuild', 'all', '--workers', '2']);
      const before = await builds.begun(rebuild);
      const rate = await record();
      const after = await builds.folded();
      folded.push(before === null || after === null ? null : (after - before) / seconds);
      rebuild.interrupt();
      const { exitCode } = await rebuild.ended;
      if (exitCode !== INTERRUPTED && exitCode !== 0) throw new Error(`The rebuild ended with code ${exitCode}.`);
      await service.caughtUp(CASE_CONFLICT);
      return rate;
    },
  });
  await Program.ops(recorded.database, ['rebuild', 'all']).succeeded();
  const kept = compare('events/s', rates.rebuilding, 'recording alone', rates.alone);
  return {
    figures: { clients: CLIENTS, kept, foldedASecond: folded },
    lines: [
      ...comparisonLines(`${CLIENTS} clients recording while every view is rebuilt`, kept),
      `    the rebuild folded ${folded.map(rateText).join(', ')} events/s meanwhile; what it left was done afterwards`,
    ],
    targets: [atLeast('recording while every view is rebuilt, beside alone', KEPT_MIN, kept.ratio.median, 'times')],
  };
};

/** Null: it was done before the turn was. */
function rateText(eventsASecond: number | null): string {
  return eventsASecond === null ? 'all' : figure(rounded(eventsASecond));
}

/** What is written down of rebuilds in a database. */
class Builds {
  private constructor(private readonly client: Client) {}

  static async open({ source }: LabDatabase): Promise<Builds> {
    const client = new Client(source.poolOptions('admin'));
    await client.connect();
    return new Builds(client);
  }

  /** Waits until a rebuild folds, or has ended already because there was little to do; gives the events folded before. */
  async begun(rebuild: Program): Promise<number | null> {
    let hasEnded = false;
    void rebuild.ended.then(() => (hasEnded = true));
    while (!hasEnded && !(await this.isFolding())) await wait(LOOK_INTERVAL_MS);
    return this.folded();
  }

  /** Events that unfinished rebuilds have folded; null if there is none. */
  async folded(): Promise<number | null> {
    const { rows } = await this.client.query<{ events: string | null }>(
      `select sum(coalesce(events, 0)) as events from projections.build_pieces`,
    );
    const events = rows[0]!.events;
    return events === null ? null : Number(events);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  /** Threads of a rebuild read the log with COPY, and nothing else does. */
  private async isFolding(): Promise<boolean> {
    const { rowCount } = await this.client.query(
      `select from pg_stat_activity where datname = current_database() and query like 'copy (select%from log.events%'`,
    );
    return rowCount !== 0;
  }
}
