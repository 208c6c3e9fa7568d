import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { ReadModel } from '@tracker/projections';
import {
  acceptedForm,
  beginReply,
  InvalidParameterError,
  JSON_FORM,
  listedWords,
  Moments,
  NDJSON_FORM,
  PAGE_LIMIT,
  PAGE_LIMIT_MAX,
  questionHash,
  sendChunks,
  shortHash,
  wholeNumber,
} from '@tracker/reading';
import { isStreamId } from '@tracker/vocabulary';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ComparedModels, tablesOf } from './compared-tables';
import { differenceLines, pageAnswer } from './difference-answer';
import { readDifferenceCursor } from './difference-cursor';
import { DifferenceQuery } from './difference-query';
import type { Span } from './difference-rows';
import { resolveSpan } from './difference-spans';
import { ApiDifference } from './differences.openapi';
import { PageOfDifference, WholeDifference } from './differences.queries';

/** Raised when the same question between the same positions gets another answer. */
const VIEW_VERSION = 1;

/** What changed between two moments. */
@ApiTags('audit')
@Controller('v1/conflicts/:conflict/diff')
export class DifferencesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly moments: Moments,
    private readonly compared: ComparedModels,
  ) {}

  @Get()
  @ApiDifference()
  async difference(
    @Param('conflict') conflict: string,
    @Query() query: DifferenceQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = acceptedForm(request.headers.accept, [JSON_FORM, NDJSON_FORM]);
    const limit = limitOf(query, form);
    const models = this.compared.named(query.view);
    const selection = { tables: tablesOf(models), streams: streamsOf(query) };
    const asked = questionHash(request);
    const cursor = query.cursor === undefined ? undefined : readDifferenceCursor(query.cursor, asked, selection.tables);
    const question = cursor ? { from: String(cursor.from), to: String(cursor.to) } : query;
    const span = await resolveSpan(this.moments, conflict, question, models);
    const etag = etagOf(span, models, [asked, query.cursor, query.limit]);
    if (!beginReply(request, reply, { position: span.to.position, etag, mediaType: form })) return;
    if (form === NDJSON_FORM) {
      await sendChunks(reply, differenceLines(span, await this.queries.execute(new WholeDifference(span, selection))));
      return;
    }
    const page = await this.queries.execute(new PageOfDifference(span, selection, limit, cursor?.start));
    await reply.send(pageAnswer(span, page, asked));
  }
}

function etagOf({ from, to }: Span, models: readonly ReadModel[], question: readonly (string | undefined)[]): string {
  const versions = models.map(({ name, version }) => `${name} ${version}`);
  return `W/"diff.${VIEW_VERSION}.${from}.${to.position}.${shortHash(JSON.stringify([question, versions, to.parked]))}"`;
}

function limitOf({ limit, cursor }: DifferenceQuery, form: string): number {
  for (const [name, given] of Object.entries({ limit, cursor }))
    if (form === NDJSON_FORM && given !== undefined)
      throw new InvalidParameterError(name, given, `nothing: ${form} is all of the difference`);
  const rows = limit === undefined ? PAGE_LIMIT : wholeNumber('limit', limit);
  if (rows < 1 || rows > PAGE_LIMIT_MAX)
    throw new InvalidParameterError('limit', limit, `a whole number from 1 to ${PAGE_LIMIT_MAX}`);
  return rows;
}

function streamsOf({ stream }: DifferenceQuery): readonly string[] | undefined {
  return listedWords('stream', stream, isStreamId, 'ids of streams, such as meeting-riyadh-2025-02-18');
}
