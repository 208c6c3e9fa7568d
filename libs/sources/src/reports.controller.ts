import { Controller, Get, HttpCode, Param, Post, Query, Req, Res, UnsupportedMediaTypeException } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import {
  AtMoment,
  InPages,
  ListQuery,
  StreamParameter,
  View,
  ViewQuery,
  type Moment,
  type Page,
  type Paging,
} from '@tracker/reading';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { passagesModel } from './passage.tables';
import { readReportText } from './report-body';
import { reportsModel } from './report.tables';
import { CheckReport, ListPassages, ListReports, ShowReport } from './reports.queries';
import type { PassageItem, ReportAnswer, ReportCheck, ReportItem } from './reports.queries';

class ReportsQuery extends ListQuery {
  @StreamParameter('Reports that this source published only.', 'source-associated-press', 'source')
  readonly source?: string;
}

/** The reports that events cite. */
@Controller('v1/conflicts/:conflict/reports')
export class ReportsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'reports',
    version: 1,
    models: [reportsModel],
    summary: 'Which reports are filed, and which of them are one text.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() { source }: ReportsQuery,
  ): Promise<Page<ReportItem>> {
    return this.queries.execute(new ListReports(moment, paging, source));
  }

  @Get(':report')
  @View({
    name: 'report',
    version: 1,
    models: [reportsModel],
    summary: 'Who published a report, when, and its text where it is recorded.',
  })
  show(@AtMoment() moment: Moment, @Param('report') report: string, @Query() _query: ViewQuery): Promise<ReportAnswer> {
    return this.queries.execute(new ShowReport(moment, report));
  }

  @Get(':report/passages')
  @View({
    name: 'passages',
    version: 1,
    models: [reportsModel, passagesModel],
    summary:
      'Which passages of a report events rest on, and whether they stand in its text; unchecked where the text is not recorded.',
  })
  passages(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Param('report') report: string,
    @Query() _query: ListQuery,
  ): Promise<Page<PassageItem>> {
    return this.queries.execute(new ListPassages(moment, paging, report));
  }

  @Post(':report/check')
  @HttpCode(200)
  @View({
    name: 'report-check',
    version: 1,
    models: [reportsModel, passagesModel],
    summary:
      'Whether a text is the one that was read, and which passages that events rest on stand in it. Nothing of it is kept.',
  })
  @ApiConsumes('text/plain', 'application/json')
  @ApiBody({
    description: "The report's text in UTF-8, at most 4 MiB, exactly as it was read.",
    schema: {
      oneOf: [{ type: 'string' }, { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] }],
    },
  })
  check(
    @AtMoment() moment: Moment,
    @Param('report') report: string,
    @Query() _query: ViewQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportCheck> {
    // The answer depends on the text sent, which no ETag of ours says.
    reply.removeHeader('etag');
    return this.queries.execute(new CheckReport(moment, report, textOf(request)));
  }
}

function textOf({ headers, body }: FastifyRequest): Buffer {
  const mediaType = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (!Buffer.isBuffer(body) || (mediaType !== 'text/plain' && mediaType !== 'application/json')) {
    throw new UnsupportedMediaTypeException();
  }
  return readReportText(mediaType, body);
}
