import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  cutPage,
  InvalidParameterError,
  ListAtMoment,
  listedPeriod,
  type AskedPeriod,
  type Page,
} from '@tracker/reading';
import type { Basis, Modality } from '@tracker/vocabulary';
import { DataSource } from 'typeorm';
import { citationsSql } from './citations.sql';
import { sourceGroupsAt } from './source-groups';

/** In which way an event rests on a source. */
export const HOW = ['direct', 'via', 'report'] as const;
export type How = (typeof HOW)[number];

/** An event, and on whose word it rests. */
export interface CitationItem {
  readonly event: string;
  readonly stream: string;
  readonly type: string;
  readonly occurred: string | null;
  readonly modality: Modality;
  readonly source: string;
  /** Between the source and the report, nearest to the source first. */
  readonly via: readonly string[];
  readonly report: string | null;
  readonly basis: Basis;
  /** Of the claim; null: nobody graded it. */
  readonly grade: string | null;
  /** In which way it rests on the source asked for, or on its own. */
  readonly how: How;
  /** Whether no source that is independent of its own tells the same or corroborates it. */
  readonly alone: boolean;
  readonly position: number;
}

export interface CitationSelection extends AskedPeriod {
  readonly source?: string;
  readonly how?: How;
  readonly type?: string;
  /** Kind of stream. */
  readonly kind?: string;
  readonly basis?: Basis;
  readonly report?: string;
  readonly alone?: boolean;
}

/** Events and on whose word they rest, the latest first. */
export class ListCitations extends ListAtMoment<CitationItem, CitationSelection> {}

type FoundCitation = CitationItem & { readonly sortFrom: string };

@QueryHandler(ListCitations)
export class ListCitationsHandler implements IQueryHandler<ListCitations> {
  constructor(private readonly database: DataSource) {}

  async execute({ moment, paging, selection }: ListCitations): Promise<Page<CitationItem>> {
    const { source, how, type, kind, basis, report, alone } = selection;
    if (how !== undefined && source === undefined)
      throw new InvalidParameterError('how', how, 'it beside source, as the way in which events rest on that source');
    const groups = await sourceGroupsAt(this.database, moment);
    const rows = await this.database.query<FoundCitation[]>(citationsSql(paging.order ?? 'desc'), [
      moment.conflict,
      moment.position,
      ...[source, how, type, kind, basis, report, alone].map((asked) => asked ?? null),
      ...listedPeriod(selection, paging),
      groups.bySource,
    ]);
    const page = cutPage(rows, paging, ({ sortFrom, position }) => [sortFrom, position]);
    return { ...page, items: page.items.map(({ sortFrom: _sortFrom, ...item }) => item) };
  }
}
