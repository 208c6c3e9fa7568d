import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { NoQuery, StandingsOfReadModels, type ReadModelStanding } from '@tracker/reading';
import { setTimeout as wait } from 'node:timers/promises';
import { NotReadyError } from './health.errors';
import { ApiLive, ApiReady } from './health.openapi';

/** A database that takes longer to say where the read models stand is as good as none. */
const DATABASE_TIMEOUT_MS = 2_000;
/** Positions behind a log at which a read model answers for so old a state that others should be asked: about half a minute of catching up. */
const LAG_MAX = 100_000;

/** How far a read model is behind, over all conflicts. */
interface Lag {
  readonly name: string;
  readonly version: number;
  /** Positions behind the log, in the conflict where it is most. */
  readonly lag: number;
  /** Conflicts in which an event has parked it. */
  readonly parked: number;
}

/** Whether the process runs, and whether it can answer: for what starts and balances processes. */
@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(private readonly queries: QueryBus) {}

  @Get('live')
  @ApiLive()
  live(@Query() _query: NoQuery): { readonly status: 'live' } {
    return { status: 'live' };
  }

  /** A parked model does not make the service unready: another process would be parked at the same event. */
  @Get('ready')
  @ApiReady()
  async ready(@Query() _query: NoQuery): Promise<{ readonly status: 'ready'; readonly readModels: readonly Lag[] }> {
    const standings = await this.standings();
    const unbuilt = standings.filter(isUnbuilt);
    if (unbuilt.length > 0) {
      const names = unbuilt.map(({ name, building }) => `${name} (${building!.events} of ${building!.of} events)`);
      throw new NotReadyError(
        `read models of this release are being built: ${names.join(', ')}`,
        'Wait; until then let processes of the release before answer',
      );
    }
    const readModels = standings.map(lagOf);
    const behind = readModels.filter(({ lag }) => lag > LAG_MAX);
    if (behind.length > 0) {
      const names = behind.map(({ name, lag }) => `${name} by ${lag}`).join(', ');
      throw new NotReadyError(
        `read models are behind the log: ${names} positions, expected ${LAG_MAX} at most`,
        'Wait, and see that a projector runs (see /v1/read-models)',
        { readModels },
      );
    }
    return { status: 'ready', readModels };
  }

  private async standings(): Promise<readonly ReadModelStanding[]> {
    const answered = new AbortController();
    const timeout = wait(DATABASE_TIMEOUT_MS, undefined, { signal: answered.signal }).catch(() => undefined);
    try {
      const standings = await Promise.race([this.queries.execute(new StandingsOfReadModels()), timeout]);
      if (standings) return standings;
    } catch (error) {
      throw new NotReadyError('the database failed to answer', 'Retry, and see whether PostgreSQL runs', {}, error);
    } finally {
      answered.abort();
    }
    throw new NotReadyError(
      `the database gave no answer within ${DATABASE_TIMEOUT_MS} ms`,
      'Retry, and see what it is busy with',
    );
  }
}

function lagOf({ name, version, conflicts }: ReadModelStanding): Lag {
  const following = conflicts.filter(({ parked }) => parked === null);
  const lag = following.reduce((most, conflict) => Math.max(most, conflict.lag), 0);
  return { name, version, lag, parked: conflicts.length - following.length };
}

/** It is being built and has nothing yet to answer from. */
function isUnbuilt({ building, conflicts }: ReadModelStanding): boolean {
  return building !== null && conflicts.every(({ position }) => position === 0);
}
