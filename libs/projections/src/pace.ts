import { EventLog } from '@tracker/event-store';
import type { Pool } from 'pg';
import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

/** Recorded so fast, over all logs, a machine is under load; below it nobody notices a rebuild. */
const BUSY_EVENTS_A_SECOND = 50;
/** How often it is looked at, at most. */
const LOOK_INTERVAL_MS = 250;
/** While under load each lane rests so many times as long as it worked: two lanes then take about a tenth of two cores. */
const REST_FACTOR = 8;
/** Of all cores, what catching up may take while under load. */
const SHARE = 0.12;
/** Rests are looked through again so often, since the load may have gone. */
const REST_MS_MAX = 1_000;

/** Makes long work give way to recording, whichever process records: it looks at how fast the logs grow. */
export class Pace {
  private head: number | undefined;
  private lookedAt = 0;
  private eventsASecond = 0;

  constructor(
    private readonly pool: Pool,
    private readonly signal?: AbortSignal,
  ) {}

  /** Rests for work that took so long. */
  giveWay(workedMs: number): Promise<void> {
    return this.restWhileBusy(workedMs * REST_FACTOR);
  }

  /**
   * Rests for work that took so long, and so much CPU of this process: as much again goes to the database. Between two passes
   * that are slow because the machine is busy there is then no rest, so that what catches up does not fall behind for good.
   */
  giveWayBySharing(workedMs: number, cpuMs: number): Promise<void> {
    return this.restWhileBusy((2 * cpuMs) / (SHARE * availableParallelism()) - workedMs);
  }

  private async restWhileBusy(ms: number): Promise<void> {
    const until = performance.now() + ms;
    while (!this.signal?.aborted && performance.now() < until && (await this.isBusy()))
      await this.rest(Math.min(REST_MS_MAX, until - performance.now()));
  }

  private async isBusy(): Promise<boolean> {
    const now = performance.now();
    if (now - this.lookedAt >= LOOK_INTERVAL_MS) {
      const heads = await new EventLog(this.pool).heads();
      const head = [...heads.values()].reduce((sum, position) => sum + position, 0);
      if (this.head !== undefined) this.eventsASecond = ((head - this.head) * 1_000) / (now - this.lookedAt);
      this.head = head;
      this.lookedAt = now;
    }
    return this.eventsASecond >= BUSY_EVENTS_A_SECOND;
  }

  private async rest(ms: number): Promise<void> {
    if (ms <= 0) return;
    await wait(ms, undefined, { signal: this.signal }).catch((error: unknown) => {
      if (!this.signal?.aborted) throw error;
    });
  }
}
