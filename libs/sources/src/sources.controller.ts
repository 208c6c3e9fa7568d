import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  AtMoment,
  CodeParameter,
  ENTRIES_MODEL,
  InPages,
  ListQuery,
  StreamParameter,
  TextParameter,
  View,
  ViewQuery,
  type Moment,
  type Page,
  type Paging,
} from '@tracker/reading';
import { reportsModel } from './report.tables';
import { SOURCE_KINDS } from './source.events';
import { sourcesModel } from './source.tables';
import { ListSources, ShowSource, type SourceAnswer, type SourceItem } from './sources.queries';

class SourcesQuery extends ListQuery {
  @CodeParameter(SOURCE_KINDS, 'Sources of this kind only.')
  readonly kind?: string;

  @StreamParameter('Sources that speak for this party only.', 'actor-ukraine', 'actor')
  readonly side?: string;

  @TextParameter('Text that stands in the name, whatever the case.', 'air force')
  readonly name?: string;
}

/** Who says things, and how reliable each one is. */
@Controller('v1/conflicts/:conflict/sources')
export class SourcesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'sources',
    version: 1,
    models: [sourcesModel],
    rows: ['source'],
    summary: 'Who says things, for which side, and graded how.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: SourcesQuery,
  ): Promise<Page<SourceItem>> {
    const { kind, side, name } = filter;
    return this.queries.execute(new ListSources(moment, paging, { kind, side, name }));
  }

  @Get(':source')
  @View({
    name: 'source',
    version: 2,
    models: [sourcesModel, reportsModel, ENTRIES_MODEL],
    rows: ['source'],
    summary:
      'Who a source is, its grade now and before, which sources it is not independent of, and how much rests on it.',
  })
  show(
    @AtMoment() moment: Moment,
    @Param('source') source: string,
    @Query() { why }: ViewQuery,
  ): Promise<SourceAnswer> {
    return this.queries.execute(new ShowSource(moment, source, why === '1'));
  }
}
