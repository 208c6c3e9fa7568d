import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  heldRows,
  NotFoundAtPositionError,
  registrationOf,
  type Moment,
  type Order,
  type Registration,
} from '@tracker/reading';
import { GRADED_LATEST, type Citation } from '@tracker/vocabulary';
import { DataSource } from 'typeorm';
import { ConflictRow } from './conflict.tables';
import { conflictsSql } from './conflicts.sql';
import { PARTIES_SQL } from './parties.sql';
import { LAST_CHANGE, PHASES_SQL } from './phases.sql';

/** A conflict of the service. */
export interface ConflictItem {
  readonly conflict: string;
  readonly name: string;
  readonly began: string | null;
  /** Position of its log up to which this answer goes. */
  readonly position: number;
}

export interface ConflictsPage {
  readonly items: readonly ConflictItem[];
  /** Id of the last entry, if more follow. */
  readonly next?: string;
}

/** Who says something, and in which event. */
interface Told {
  readonly event: string;
  readonly position: number;
  readonly citation: Citation | null;
  readonly modality: string;
}

interface PartyClaim extends Told {
  readonly side: string | null;
  readonly occurred: string | null;
}

interface PhaseClaim extends Told {
  readonly phase: string;
  readonly occurred: string | null;
}

/** A party: what is adopted of it, with every claim beside it, the adopted one first. */
interface Party {
  readonly party: string;
  readonly side: string | null;
  /** realised as soon as one source says so; else it is only told to be planned, or denied. */
  readonly modality: string;
  /** Since when it takes part. */
  readonly since: string | null;
  readonly rule: string;
  readonly claims: readonly PartyClaim[];
}

export interface ConflictAnswer {
  readonly conflict: string;
  readonly name: string;
  readonly began: string | null;
  readonly opened: Registration;
  readonly parties: readonly Party[];
  /** The phase on the day asked for; null if none is told to have begun. */
  readonly phase: (PhaseClaim & { readonly rule: string }) | null;
  /** Everything told of phases, the one in force first. */
  readonly phases: readonly PhaseClaim[];
}

/** All conflicts, page by page. */
export class ListConflicts extends Query<ConflictsPage> {
  constructor(
    readonly limit: number,
    readonly after: string | null,
    readonly order: Order = 'asc',
  ) {
    super();
  }
}

/** One conflict at a moment. Fails with NotFoundAtPositionError before it was opened. */
export class ShowConflict extends Query<ConflictAnswer> {
  constructor(readonly moment: Moment) {
    super();
  }
}

@QueryHandler(ListConflicts)
export class ListConflictsHandler implements IQueryHandler<ListConflicts> {
  constructor(private readonly source: DataSource) {}

  async execute({ limit, after, order }: ListConflicts): Promise<ConflictsPage> {
    const rows: readonly ConflictItem[] = await this.source.query(conflictsSql(order), [after, limit + 1]);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return rows.length > limit && last ? { items, next: last.conflict } : { items };
  }
}

@QueryHandler(ShowConflict)
export class ShowConflictHandler implements IQueryHandler<ShowConflict> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment }: ShowConflict): Promise<ConflictAnswer> {
    const { conflict, position, on } = moment;
    const opened = await heldRows(this.source, ConflictRow, 'conflict', moment).getOne();
    if (!opened) throw new NotFoundAtPositionError(conflict, position);
    const parties: readonly (PartyClaim & { readonly party: string })[] = await this.source.query(PARTIES_SQL, [
      conflict,
      position,
    ]);
    const phases: readonly (PhaseClaim & { readonly isBegun: boolean })[] = await this.source.query(PHASES_SQL, [
      conflict,
      position,
      on,
    ]);
    const { name, occurred: began } = opened;
    const told = phases.map(({ isBegun: _isBegun, ...claim }) => claim);
    return {
      conflict,
      name,
      began,
      opened: registrationOf(opened),
      parties: partiesOf(parties),
      phase: phases[0]?.isBegun ? { ...told[0]!, rule: LAST_CHANGE } : null,
      phases: told,
    };
  }
}

/** The claims come party by party, the adopted one of each first. */
function partiesOf(rows: readonly (PartyClaim & { readonly party: string })[]): readonly Party[] {
  const parties = new Map<string, PartyClaim[]>();
  for (const { party, ...claim } of rows) {
    const claims = parties.get(party);
    if (claims) claims.push(claim);
    else parties.set(party, [claim]);
  }
  return [...parties].map(([party, claims]) => {
    const { side, modality, occurred } = claims[0]!;
    return { party, side, modality, since: occurred, rule: GRADED_LATEST, claims };
  });
}
