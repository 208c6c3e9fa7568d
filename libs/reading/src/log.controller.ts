import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Catalogue } from '@tracker/event-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { shortHash } from './etag';
import { exportChunks, historyChunks, nextLink, pageBody } from './log-answer';
import { jsonEntry } from './log-entry';
import { acceptedForm, JSON_FORM, NDJSON_FORM } from './log-form';
import { LogMomentQuery, LogQuery } from './log-query';
import { beginReply, sendChunks } from './log-reply';
import { readLimit, readSelection } from './log-selection';
import { ApiEvent, ApiEventBody, ApiLog, ApiStream } from './log.openapi';
import { EventById, HistoryOfStream, PageOfLog, WholeLog } from './log.queries';
import { Moments } from './moment';

/** The log as it was recorded: what every read model is derived from. */
@ApiTags('log')
@Controller('v1/conflicts/:conflict')
export class LogController {
  constructor(
    private readonly queries: QueryBus,
    private readonly moments: Moments,
    private readonly catalogue: Catalogue,
  ) {}

  @Get('events')
  @ApiLog()
  async events(
    @Param('conflict') conflict: string,
    @Query() query: LogQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = acceptedForm(request.headers.accept, [JSON_FORM, NDJSON_FORM]);
    const selection = readSelection(query, this.catalogue);
    const limit = readLimit(query.limit, form);
    const position = await this.moments.inLog(conflict, query.asOf);
    const etag = `W/"log.1.${position}.${shortHash(`${form} ${request.url}`)}"`;
    if (!beginReply(request, reply, { position, etag, mediaType: form })) return;
    if (form === NDJSON_FORM) {
      const batches = await this.queries.execute(new WholeLog(conflict, position, selection));
      await sendChunks(reply, exportChunks(position, batches));
      return;
    }
    const page = await this.queries.execute(new PageOfLog(conflict, position, selection, limit));
    const link = nextLink(request.url, page);
    if (link) void reply.header('link', link);
    await reply.send(pageBody(page));
  }

  @Get('streams/:stream')
  @ApiStream()
  async stream(
    @Param('conflict') conflict: string,
    @Param('stream') stream: string,
    @Query() query: LogMomentQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const mediaType = acceptedForm(request.headers.accept, [JSON_FORM]);
    const position = await this.moments.inLog(conflict, query.asOf);
    const history = await this.queries.execute(new HistoryOfStream(conflict, position, stream));
    if (!beginReply(request, reply, { position, etag: `"${history.version}"`, mediaType })) return;
    await sendChunks(reply, historyChunks(stream, history));
  }

  @Get('events/:id')
  @ApiEvent()
  async event(
    @Param('conflict') conflict: string,
    @Param('id') id: string,
    @Query() query: LogMomentQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const mediaType = acceptedForm(request.headers.accept, [JSON_FORM]);
    const position = await this.moments.inLog(conflict, query.asOf);
    const row = await this.queries.execute(new EventById(conflict, position, id));
    if (!beginReply(request, reply, { position, etag: `"${row.commitment.toString('hex')}"`, mediaType })) return;
    await reply.send(jsonEntry(row));
  }

  @Get('events/:id/body')
  @ApiEventBody()
  async body(
    @Param('conflict') conflict: string,
    @Param('id') id: string,
    @Query() query: LogMomentQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const mediaType = acceptedForm(request.headers.accept, [JSON_FORM]);
    const position = await this.moments.inLog(conflict, query.asOf);
    const row = await this.queries.execute(new EventById(conflict, position, id));
    if (!beginReply(request, reply, { position, etag: `"${row.commitment.toString('hex')}"`, mediaType })) return;
    await reply.send(row.body);
  }
}
