import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  heldOne,
  heldRows,
  ListAtMoment,
  mapPage,
  OneAtMoment,
  pageOf,
  registrationOf,
  type Behind,
  type Moment,
  type Page,
  type Registration,
} from '@tracker/reading';
import type { Citation } from '@tracker/vocabulary';
import { DataSource } from 'typeorm';
import { adoptedGrade, gradesOf, type AdoptedGrade, type GradeClaim } from './grades';
import { sourceGroupsAt } from './source-groups';
import { SourceLinkRow, SourceRow } from './source.tables';
import { TOUCHED_SQL, TOUCHING_SQL } from './touched.sql';

export interface SourceItem {
  readonly source: string;
  readonly name: string;
  readonly kind: string;
  readonly actor: string | null;
  readonly side: string | null;
  /** The adopted one of the grades that stand; null: never graded. */
  readonly grade: AdoptedGrade | null;
  readonly registered: Registration;
}

/** Somebody's word that one source depends on another. */
interface LinkClaim {
  readonly source: string;
  /** What `source` does with the other: owns, quotes, copies. */
  readonly relation: string;
  readonly other: string;
  readonly occurred: string | null;
  readonly modality: string;
  readonly event: string;
  readonly position: number;
  readonly citation: Citation | null;
}

export interface SourceAnswer extends SourceItem {
  /** Every grade it was given, the latest first. */
  readonly grades: readonly GradeClaim[];
  /** Links told of it in either direction. */
  readonly links: readonly LinkClaim[];
  /** Every source that it is not independent of, directly or through others, in order of id. */
  readonly linked: readonly string[];
  readonly touched: Touched;
}

/** What rests on a source, and so is touched if it is graded down, each event once. */
export interface Touched {
  readonly events: number;
  /** How many attacks, meetings and other things they tell of. */
  readonly streams: number;
  /** Events that it says itself. */
  readonly direct: number;
  /** Events that another says, whose word came through it. */
  readonly via: number;
  /** Events that another says in a report that it published. */
  readonly report: number;
  /** Where they are listed. */
  readonly list: string;
  /** If it was asked why: the events themselves. */
  readonly behind?: Behind<'direct' | 'via' | 'report'>;
}

export interface SourceSelection {
  readonly kind?: string;
  readonly side?: string;
  /** Text that stands in its name, whatever the case. */
  readonly name?: string;
}

/** Sources at a moment, in order of name. */
export class ListSources extends ListAtMoment<SourceItem, SourceSelection> {}

/** One source at a moment. Fails with NotFoundAtPositionError. */
export class ShowSource extends OneAtMoment<SourceAnswer> {
  constructor(
    moment: Moment,
    source: string,
    readonly why = false,
  ) {
    super(moment, source);
  }
}

@QueryHandler(ListSources)
export class ListSourcesHandler implements IQueryHandler<ListSources> {
  constructor(private readonly database: DataSource) {}

  async execute({ moment, paging, selection }: ListSources): Promise<Page<SourceItem>> {
    const query = heldRows(this.database, SourceRow, 'source', moment);
    const { kind, side, name } = selection;
    if (kind !== undefined) query.andWhere('source.kind = :kind', { kind });
    if (side !== undefined) query.andWhere('source.side = :side', { side });
    if (name !== undefined) query.andWhere('strpos(source.searchedName, :name) > 0', { name: name.toLowerCase() });
    const page = await pageOf(query, ['name'], 'asc', paging);
    const grades = await gradesOf(
      this.database,
      moment,
      page.items.map(({ stream }) => stream),
    );
    return mapPage(page, (source) => item(source, grades.get(source.stream)));
  }
}

@QueryHandler(ShowSource)
export class ShowSourceHandler implements IQueryHandler<ShowSource> {
  constructor(private readonly database: DataSource) {}

  async execute({ moment, stream: source, why }: ShowSource): Promise<SourceAnswer> {
    const row = await heldOne(this.database, SourceRow, moment, source);
    const [grades, links, groups, touched] = await Promise.all([
      gradesOf(this.database, moment, [source]),
      this.linksOf(moment, source),
      sourceGroupsAt(this.database, moment),
      this.touchedBy(moment, source, why),
    ]);
    const own = grades.get(source) ?? [];
    return {
      ...item(row, own),
      grades: [...own].sort((one, other) => other.position - one.position),
      links: links.map(linkClaim),
      linked: groups.membersOf(source).filter((member) => member !== source),
      touched,
    };
  }

  private linksOf(moment: Moment, source: string): Promise<SourceLinkRow[]> {
    return heldRows(this.database, SourceLinkRow, 'link', moment)
      .andWhere('(link.stream = :source or link.other = :source)', { source })
      .orderBy({ 'link.stream': 'ASC', 'link.key': 'ASC' })
      .getMany();
  }

  private async touchedBy({ conflict, position }: Moment, source: string, why: boolean): Promise<Touched> {
    const parameters = [conflict, position, source];
    const [[counted], [behind]] = await Promise.all([
      this.database.query<Omit<Touched, 'list'>[]>(TOUCHED_SQL, parameters),
      why ? this.database.query<NonNullable<Touched['behind']>[]>(TOUCHING_SQL, parameters) : [],
    ]);
    return {
      ...counted!,
      ...(behind ? { behind } : {}),
      list: `/v1/conflicts/${conflict}/citations?source=${source}&asOf=${position}`,
    };
  }
}

function item(row: SourceRow, grades: readonly GradeClaim[] | undefined): SourceItem {
  const { stream, name, kind, actor, side } = row;
  return { source: stream, name, kind, actor, side, grade: adoptedGrade(grades), registered: registrationOf(row) };
}

function linkClaim(row: SourceLinkRow): LinkClaim {
  const { stream, relation, other, occurred, modality, event, position, citation } = row;
  return { source: stream, relation, other, occurred, modality, event, position: Number(position), citation };
}
