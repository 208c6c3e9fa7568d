import { EventLog } from '@tracker/event-store';
import type { Pool } from 'pg';
import { lowestPositions, unpark } from './checkpoints';
import { PASS_EVENTS, type Projector } from './projector';

/** How often the heads of all logs are looked at when nobody hints. */
const POLL_INTERVAL_MS = 100;
/** After a failed look the next one waits longer, up to this. */
const RETRY_INTERVAL_MS_MAX = 5_000;
/** A pass of so many events shows a log that is being written to fast; the next one is then put off, by so long. */
const BUSY_EVENTS = 32;
const REST_MS_MIN = 50;
const REST_MS_MAX = 200;
/** Passes on one conflict before others get their turn. */
const PASSES_A_TURN = 4;

/** Told of what goes wrong while following; the follower itself goes on, with the other logs at once. */
export interface FollowerReports {
  /** `conflict` is the log that cannot be followed; undefined when none can. */
  readonly onError: (error: unknown, conflict?: string) => void;
}

/** A log that could not be followed, and when it is tried again. */
interface Trouble {
  readonly failures: number;
  readonly retryAtMs: number;
}

/**
 * Keeps read models up with every log: lists the conflicts that are behind, claims them one by one, and does so again. Any
 * number of followers, in any number of processes, share the conflicts and replace each other.
 */
export class Follower {
  private running: Promise<void> | undefined;
  private stopped = false;
  private hinted = false;
  private wake: (() => void) | undefined;
  private readonly troubles = new Map<string, Trouble>();

  constructor(
    private readonly pool: Pool,
    private readonly projector: Projector,
    private readonly reports: FollowerReports,
  ) {}

  /** Parked models try again once, then the following begins. */
  async start(): Promise<void> {
    await unpark(
      this.pool,
      this.projector.models.map(({ model }) => model),
    );
    this.running = this.run();
  }

  /** Something was appended: look now. A hint only; without any the logs are looked at all the same. */
  hint(): void {
    this.hinted = true;
    this.wake?.();
  }

  /** Resolves when the pass under way is committed. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake?.();
    await this.running;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopped) {
      this.hinted = false;
      try {
        const began = performance.now();
        const lastPasses = await this.turn();
        const tookMs = performance.now() - began;
        failures = 0;
        if (lastPasses.length === 0 && !this.hinted) await this.pause(POLL_INTERVAL_MS, true);
        // Recording comes first: while it goes on passes leave it a third of the time, and near the head they are put together,
        // since a larger one costs far less an event. Without hints nothing is recorded here, and what is behind is made up for.
        else if (this.hinted && lastPasses.some(isBusy)) await this.pause(restAfter(tookMs), false);
      } catch (error) {
        this.reports.onError(error);
        failures += 1;
        await this.pause(Math.min(RETRY_INTERVAL_MS_MAX, POLL_INTERVAL_MS * 2 ** failures), true);
      }
    }
  }

  /** One look at all logs; gives the events that the last pass on each that was behind took. */
  private async turn(): Promise<readonly number[]> {
    const heads = await new EventLog(this.pool).heads();
    const models = this.projector.models.map(({ model }) => model);
    const positions = await lowestPositions(this.pool, models);
    const lastPasses: number[] = [];
    for (const [conflict, head] of heads) {
      if (this.stopped) break;
      const behind = (positions.get(conflict) ?? 0) < head;
      if (!behind || performance.now() < (this.troubles.get(conflict)?.retryAtMs ?? 0)) continue;
      const taken = await this.follow(conflict);
      if (taken > 0) lastPasses.push(taken);
    }
    return lastPasses;
  }

  private async follow(conflict: string): Promise<number> {
    let last = 0;
    try {
      for (let passes = 0; passes < PASSES_A_TURN && !this.stopped; passes += 1) {
        const pass = await this.projector.pass(conflict);
        if (pass === 'busy' || pass.taken === 0) break;
        last = pass.taken;
        if (!isBehind(last)) break;
      }
      this.troubles.delete(conflict);
    } catch (error) {
      const failures = (this.troubles.get(conflict)?.failures ?? 0) + 1;
      const retryAtMs = performance.now() + Math.min(RETRY_INTERVAL_MS_MAX, POLL_INTERVAL_MS * 2 ** failures);
      this.troubles.set(conflict, { failures, retryAtMs });
      this.reports.onError(error, conflict);
    }
    return last;
  }

  /** Waits; a hint ends the wait only if it is wakeable, stopping always. */
  private async pause(ms: number, wakeable: boolean): Promise<void> {
    if (this.stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        if (!wakeable && !this.stopped) return;
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }
}

function restAfter(tookMs: number): number {
  return Math.min(REST_MS_MAX, Math.max(REST_MS_MIN, tookMs / 2));
}

function isBusy(taken: number): boolean {
  return taken >= BUSY_EVENTS;
}

/** A pass that took all it may take near the head: more is waiting. */
function isBehind(taken: number): boolean {
  return taken >= PASS_EVENTS;
}
