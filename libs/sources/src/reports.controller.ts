import { Controller, Get, HttpCode, Param, Post, Query, Req, Res, UnsupportedMediaTypeException } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiPropertyOptional } from '@nestjs/swagger';
import {
  AtMoment,
  CodeParameter,
  InPages,
  ListQuery,
  PeriodQuery,
  StreamParameter,
  TextParameter,
  View,
  ViewQuery,
  type Moment,
  type Page,
  type Paging,
} from '@tracker/reading';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IsOptional, Matches } from 'class-validator';
import { passagesModel } from './passage.tables';
import { readReportText } from './report-body';
import { reportsModel } from './report.tables';
import { CheckReport, ListPassages, ListReports, ShowReport } from './reports.queries';
import type { PassageItem, ReportAnswer, ReportCheck, ReportItem } from './reports.queries';

class ReportsQuery extends PeriodQuery {
  @StreamParameter('Reports that this source published only.', 'source-associated-press', 'source')
  readonly source?: string;

  @ApiPropertyOptional({ description: 'Reports in this language only (BCP 47).', example: 'uk' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9-]{2,35}$/, { message: 'language must be a language tag, such as uk' })
  readonly language?: string;

  @ApiPropertyOptional({ description: 'Reports of the text with this SHA-256 only.' })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: 'sha256 must be 64 hexadecimal digits in lower case' })
  readonly sha256?: string;

  @TextParameter('Text that stands in the title, letter by letter.', 'talks')
  readonly title?: string;

  @CodeParameter(
    ['true', 'false'],
    'true: reports whose text is recorded only, so that passages are checked; false: the others.',
  )
  readonly hasText?: 'true' | 'false';
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
    rows: ['report'],
    summary: 'Which reports are filed, and which of them are one text.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() { from, to, source, language, sha256, title, hasText }: ReportsQuery,
  ): Promise<Page<ReportItem>> {
    return this.queries.execute(
      new ListReports(moment, paging, { from, to, source, language, sha256, title, hasText }),
    );
  }

  @Get(':report')
  @View({
    name: 'report',
    version: 1,
    models: [reportsModel],
    rows: ['report'],
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
    rows: ['report'],
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
