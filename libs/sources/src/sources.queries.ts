import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  heldOne,
  heldRows,
  ListAtMoment,
  mapPage,
  OneAtMoment,
  pageOf,
  registrationOf,
  type Moment,
  type Page,
  type Registration,
} from '@tracker/reading';
import { GRADED_LATEST, type Citation } from '@tracker/vocabulary';
import { DataSource } from 'typeorm';
import { GRADES_SQL } from './grades.sql';
import { SourceLinkRow, SourceRow } from './source.tables';

/** A grade that somebody gave, and on whose word. */
interface GradeClaim {
  readonly reliability: string;
  readonly reason: string;
  readonly occurred: string | null;
  readonly modality: string;
  /** Whether it is the last word of who gave it. */
  readonly stands: boolean;
  readonly event: string;
  readonly position: number;
  readonly citation: Citation | null;
}

export interface SourceItem {
  readonly source: string;
  readonly name: string;
  readonly kind: string;
  readonly actor: string | null;
  readonly side: string | null;
  /** The adopted one of the grades that stand; null: never graded. */
  readonly grade: (GradeClaim & { readonly rule: string }) | null;
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
export class ShowSource extends OneAtMoment<SourceAnswer> {}

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
    const grades = await gradesOf(this.database, moment, page.items);
    return mapPage(page, (source) => item(source, grades.get(source.stream) ?? []));
  }
}

@QueryHandler(ShowSource)
export class ShowSourceHandler implements IQueryHandler<ShowSource> {
  constructor(private readonly database: DataSource) {}

  async execute({ moment, stream: source }: ShowSource): Promise<SourceAnswer> {
    const row = await heldOne(this.database, SourceRow, moment, source);
    const grades = (await gradesOf(this.database, moment, [row])).get(source) ?? [];
    const links = await heldRows(this.database, SourceLinkRow, 'link', moment)
      .andWhere('(link.stream = :source or link.other = :source)', { source })
      .orderBy({ 'link.stream': 'ASC', 'link.key': 'ASC' })
      .getMany();
    const latestFirst = [...grades].sort((one, other) => other.position - one.position);
    return { ...item(row, grades), grades: latestFirst, links: links.map(linkClaim) };
  }
}

/** The grades of each source, the adopted one first. */
async function gradesOf(
  database: DataSource,
  { conflict, position }: Moment,
  sources: readonly SourceRow[],
): Promise<ReadonlyMap<string, readonly GradeClaim[]>> {
  const ids = sources.map(({ stream }) => stream);
  const rows = await database.query<(GradeClaim & { readonly source: string })[]>(GRADES_SQL, [
    conflict,
    position,
    ids,
  ]);
  const grades = new Map<string, GradeClaim[]>(ids.map((id) => [id, []]));
  for (const { source, ...grade } of rows) grades.get(source)?.push(grade);
  return grades;
}

function item(row: SourceRow, [first]: readonly GradeClaim[]): SourceItem {
  const { stream, name, kind, actor, side } = row;
  const grade = first?.stands ? { ...first, rule: GRADED_LATEST } : null;
  return { source: stream, name, kind, actor, side, grade, registered: registrationOf(row) };
}

function linkClaim({ stream, relation, other, occurred, modality, key, since, citation }: SourceLinkRow): LinkClaim {
  return { source: stream, relation, other, occurred, modality, event: key, position: Number(since), citation };
}
