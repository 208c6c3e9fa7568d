import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AtMoment, ENTRIES_MODEL, InPages, View, type Moment, type Page, type Paging } from '@tracker/reading';
import { CitationsFilter, RelianceFilter } from './citations.filter';
import { citationsModel } from './citations.model';
import { ListCitations, type CitationItem } from './citations.queries';
import { ListReliance, type RelianceItem } from './reliance.queries';
import { reportsModel } from './report.tables';
import { sourcesModel } from './source.tables';

/** On whose word things rest. */
@Controller('v1/conflicts/:conflict')
export class CitationsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('citations')
  @View({
    name: 'citations',
    version: 1,
    models: [ENTRIES_MODEL, sourcesModel, reportsModel],
    summary:
      'On whose word every event rests, and whether on that word alone; what rests on one source; what is implied or inferred.',
  })
  citations(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: CitationsFilter,
  ): Promise<Page<CitationItem>> {
    const { from, to, source, how, type, kind, basis, report } = filter;
    const alone = flag(filter.alone);
    return this.queries.execute(
      new ListCitations(moment, paging, { from, to, source, how, type, kind, basis, report, alone }),
    );
  }

  @Get('reliance')
  @View({
    name: 'reliance',
    version: 1,
    models: [citationsModel, ENTRIES_MODEL, sourcesModel],
    rows: ['stream'],
    summary:
      "What rests on one independent source alone, or on one person's word: attacks, meetings, commitments and all else that is told.",
  })
  reliance(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: RelianceFilter,
  ): Promise<Page<RelianceItem>> {
    const { from, to, source, kind } = filter;
    const personal = flag(filter.personal);
    return this.queries.execute(new ListReliance(moment, paging, { from, to, source, kind, personal }));
  }
}

function flag(word: 'true' | 'false' | undefined): boolean | undefined {
  return word === undefined ? undefined : word === 'true';
}
