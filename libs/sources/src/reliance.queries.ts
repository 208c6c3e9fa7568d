import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { cutPage, ListAtMoment, listedPeriod, mapPage, type AskedPeriod, type Page } from '@tracker/reading';
import { DataSource } from 'typeorm';
import { adoptedGrade, gradesOf, type AdoptedGrade } from './grades';
import { relianceSql } from './reliance.sql';
import { sourceGroupsAt } from './source-groups';

/** A source that something rests on, and how reliable it is. */
interface SoleSource {
  readonly source: string;
  /** Null: never graded. */
  readonly grade: AdoptedGrade | null;
}

/** A meeting, an attack, a commitment, that one independent source alone tells of. */
export interface RelianceItem {
  readonly stream: string;
  readonly kind: string;
  /** One source, or several that are linked with each other. */
  readonly sources: readonly SoleSource[];
  /** Whether it is one person's word: its sources are actors registered as persons. */
  readonly personal: boolean;
  /** Whether all that is told of it is that it is not so. */
  readonly denied: boolean;
  /** First and last day of anything that is told of it; null: nothing is dated. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface RelianceSelection extends AskedPeriod {
  readonly source?: string;
  /** Kind of stream. */
  readonly kind?: string;
  readonly personal?: boolean;
}

/** What rests on one independent source alone, the latest first. */
export class ListReliance extends ListAtMoment<RelianceItem, RelianceSelection> {}

interface FoundReliance {
  readonly stream: string;
  readonly kind: string;
  readonly sources: readonly string[];
  readonly isDenied: boolean;
  readonly isPersonal: boolean;
  readonly dayFrom: string | null;
  readonly dayTo: string | null;
  readonly sortFrom: string;
}

@QueryHandler(ListReliance)
export class ListRelianceHandler implements IQueryHandler<ListReliance> {
  constructor(private readonly database: DataSource) {}

  async execute({ moment, paging, selection }: ListReliance): Promise<Page<RelianceItem>> {
    const { source, kind, personal } = selection;
    const linked = await sourceGroupsAt(this.database, moment);
    const rows = await this.database.query<FoundReliance[]>(relianceSql(paging.order ?? 'desc'), [
      moment.conflict,
      moment.position,
      kind ?? null,
      personal ?? null,
      source === undefined ? null : linked.membersOf(source),
      ...listedPeriod(selection, paging),
      linked.bySource,
    ]);
    const page = cutPage(rows, paging, ({ sortFrom, stream }) => [sortFrom, stream]);
    const sources = [...new Set(page.items.flatMap((row) => row.sources))];
    const grades = await gradesOf(this.database, moment, sources);
    return mapPage(page, (row) => ({
      stream: row.stream,
      kind: row.kind,
      sources: row.sources.map((sole) => ({ source: sole, grade: adoptedGrade(grades.get(sole)) })),
      personal: row.isPersonal,
      denied: row.isDenied,
      from: row.dayFrom,
      to: row.dayTo,
    }));
  }
}
