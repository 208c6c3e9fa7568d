import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EventLog } from '@tracker/event-store';
import type { Parked, ReadModel } from '@tracker/projections';
import { DataSource } from 'typeorm';

/** The read models of this release, as the composition root lists them. */
export class ServedReadModels {
  constructor(readonly models: readonly Pick<ReadModel, 'name' | 'version'>[]) {}
}

/** Where a read model stands in one conflict. */
export interface ConflictStanding {
  readonly conflict: string;
  readonly position: number;
  /** The last position of the log. */
  readonly head: number;
  /** Positions between the two. */
  readonly lag: number;
  /** The event that it could not take in and at which it stands still until a release mends it, or null. */
  readonly parked: Parked | null;
}

/** Where a read model stands. */
export interface ReadModelStanding {
  readonly name: string;
  readonly version: number;
  /** How far its next tables are while they are being built; null: they are not. */
  readonly building: Building | null;
  /** In order of conflict id. */
  readonly conflicts: readonly ConflictStanding[];
}

/** How far a build is. */
export interface Building {
  /** Events of all logs that it has got past, those counted that it does not fold. */
  readonly events: number;
  /** Events to get past; those that are recorded meanwhile come on top. */
  readonly of: number;
  /** RFC 3339. */
  readonly startedAt: string;
  /** The event that its next tables cannot take in: they will not be served; null: none so far. */
  readonly failed: FailedEvent | null;
}

/** An event that a build cannot take in. */
interface FailedEvent extends Parked {
  readonly conflict: string;
}

interface BuildRow {
  readonly model: string;
  readonly version: number;
  readonly events: string;
  readonly of: string;
  readonly startedAt: Date;
  readonly failed: FailedEvent | null;
}

const BUILDS_SQL = `
  select m.model, m.version, floor(whole.events * piece.done / greatest(piece.number, 1)) as events, whole.events as of,
    b.started_at as "startedAt", m.error as failed
  from projections.builds b join projections.build_models m using (build)
  cross join lateral (
    select coalesce(sum(up_to), 0) as events
    from (select distinct conflict, up_to from projections.build_pieces where build = b.build) heads) whole
  cross join lateral (
    select count(*) as number, count(events) as done from projections.build_pieces where build = b.build) piece`;

/** Where every read model of this release stands in every conflict. */
export class StandingsOfReadModels extends Query<readonly ReadModelStanding[]> {}

interface CheckpointRow {
  readonly model: string;
  readonly version: number;
  readonly conflict: string;
  readonly position: number | string;
  readonly error: Parked | null;
}

@QueryHandler(StandingsOfReadModels)
export class StandingsOfReadModelsHandler implements IQueryHandler<StandingsOfReadModels> {
  constructor(
    private readonly source: DataSource,
    private readonly log: EventLog,
    private readonly served: ServedReadModels,
  ) {}

  async execute(): Promise<readonly ReadModelStanding[]> {
    const rows: readonly CheckpointRow[] = await this.source.query(
      `select model, version, conflict, position, error from projections.checkpoints where generation = 'live'`,
    );
    const builds: readonly BuildRow[] = await this.source.query(BUILDS_SQL);
    // Heads after checkpoints: none can then stand beyond its head.
    const heads = [...(await this.log.heads())].sort(([one], [other]) => (one < other ? -1 : 1));
    const checkpoints = new Map(rows.map((row) => [keyOf(row.model, row.version, row.conflict), row]));
    return this.served.models.map(({ name, version }) => ({
      name,
      version,
      building: building(builds.find((build) => build.model === name && build.version === version)),
      conflicts: heads.map(([conflict, head]) =>
        standing(conflict, head, checkpoints.get(keyOf(name, version, conflict))),
      ),
    }));
  }
}

/** A model without a checkpoint has not met the conflict yet. */
function standing(conflict: string, head: number, checkpoint: CheckpointRow | undefined): ConflictStanding {
  const position = Number(checkpoint?.position ?? 0);
  return { conflict, position, head, lag: head - position, parked: checkpoint?.error ?? null };
}

function building(build: BuildRow | undefined): Building | null {
  if (!build) return null;
  const { events, of, startedAt, failed } = build;
  return { events: Number(events), of: Number(of), startedAt: startedAt.toISOString(), failed };
}

function keyOf(model: string, version: number, conflict: string): string {
  return `${model} ${version} ${conflict}`;
}
