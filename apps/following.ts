import { Catalogue } from '@tracker/event-store';
import {
  Follower,
  modelsToBuild,
  Projector,
  RebuildStoppedError,
  RebuildUnderWayError,
  type ReadModel,
} from '@tracker/projections';
import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { OpenDatabase } from './database';
import { readModels, streams } from './features';
import { rebuildModels, type RebuildDatabase } from './rebuilding';

/** Read models being kept up with the logs. */
export interface Following {
  /** Something was appended: look now. */
  hint(): void;
  /** Resolves when the pass under way is committed. */
  stop(): Promise<void>;
}

/** Told, in a sentence, of what happens. */
export interface FollowingReports {
  /** What cannot be followed, and why. */
  readonly onTrouble: (trouble: string) => void;
  readonly onMessage: (message: string) => void;
}

/** How a process follows. */
export type Follow = (database: OpenDatabase, reports: FollowingReports) => Promise<Following>;

/** Threads that build what a release brings, beside what follows. */
const BUILD_THREADS = Math.min(4, availableParallelism());
/** How often it is looked whether another process has built it. */
const LOOK_INTERVAL_MS = 1_000;

/** Follows in this thread; read models that have far to go are built beside, by pieces, and followed from then on. */
export async function followHere(database: RebuildDatabase, reports: FollowingReports): Promise<Following> {
  const following = new FollowingHere(database, reports);
  await following.start();
  return following;
}

class FollowingHere implements Following {
  private readonly stopping = new AbortController();
  private follower: Follower | undefined;
  private building: Promise<void> | undefined;

  constructor(
    private readonly database: RebuildDatabase,
    private readonly reports: FollowingReports,
  ) {}

  async start(): Promise<void> {
    const missing = await modelsToBuild(this.database.projections, readModels);
    await this.follow(readModels.filter((model) => !missing.includes(model)));
    if (missing.length > 0) this.building = this.build(missing);
  }

  hint(): void {
    this.follower?.hint();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.building;
    await this.follower?.stop();
  }

  private async follow(models: readonly ReadModel[]): Promise<void> {
    await this.follower?.stop();
    const { projections } = this.database;
    const projector = new Projector(projections, new Catalogue(streams), models);
    this.follower = new Follower(projections, projector, {
      onError: (error, conflict) =>
        this.reports.onTrouble(`${conflict ?? 'No log'} cannot be followed: ${messageOf(error)}`),
    });
    await this.follower.start();
  }

  /** What cannot be built is followed from its first event, up to the one that parks it. */
  private async build(missing: readonly ReadModel[]): Promise<void> {
    const { signal } = this.stopping;
    const names = missing.map(({ name, version }) => `${name} version ${version}`).join(', ');
    this.reports.onMessage(`Building ${names}: served when it has caught up, see /v1/read-models.`);
    try {
      let left = missing;
      while (left.length > 0 && !signal.aborted && !(await this.buildHere(left))) {
        await wait(LOOK_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
        left = await modelsToBuild(this.database.projections, missing);
      }
    } catch (error) {
      this.reports.onTrouble(`${names} cannot be built: ${messageOf(error)}`);
    }
    if (!signal.aborted) await this.follow(readModels);
  }

  /** False when it could not be, because another process is at it, or this one is stopped. */
  private async buildHere(models: readonly ReadModel[]): Promise<boolean> {
    try {
      const { failed } = await rebuildModels(this.database, models, BUILD_THREADS, { signal: this.stopping.signal });
      for (const { model, position, message } of failed)
        this.reports.onTrouble(`${model} cannot be built: at position ${position}: ${message}`);
      return true;
    } catch (error) {
      if (error instanceof RebuildUnderWayError || error instanceof RebuildStoppedError) return false;
      throw error;
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
