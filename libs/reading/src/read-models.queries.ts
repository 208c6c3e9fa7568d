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
  /** In order of conflict id. */
  readonly conflicts: readonly ConflictStanding[];
}

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
    // Heads after checkpoints: none can then stand beyond its head.
    const heads = [...(await this.log.heads())].sort(([one], [other]) => (one < other ? -1 : 1));
    const checkpoints = new Map(rows.map((row) => [keyOf(row.model, row.version, row.conflict), row]));
    return this.served.models.map(({ name, version }) => ({
      name,
      version,
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

function keyOf(model: string, version: number, conflict: string): string {
  return `${model} ${version} ${conflict}`;
}
