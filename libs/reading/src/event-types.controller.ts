import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Catalogue, type CatalogueEntry } from '@tracker/event-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noneMatches, shortHash } from './etag';
import { NoSuchEventTypeError } from './event-types.errors';
import { ApiEventType, ApiEventTypes } from './event-types.openapi';
import { acceptedForm, JSON_FORM } from './log-form';
import { NoQuery } from './log-query';

const SCHEMA_FORM = 'application/schema+json';

/** What is shown of an event type in the list of them. */
export interface EventTypeItem {
  readonly type: string;
  /** Kind of the streams it belongs to: `attack` for `attack-2025-02-18-overnight`; null for reviews, which go into any. */
  readonly stream: string | null;
  readonly schemaVersion: number;
  readonly summary: string;
  readonly citationRequired: boolean;
  /** False while this release only reads the type. */
  readonly accepted: boolean;
}

/** The event types of this release, from the one place where each is declared. */
@ApiTags('event types')
@Controller('v1/event-types')
export class EventTypesController {
  constructor(private readonly catalogue: Catalogue) {}

  @Get()
  @ApiEventTypes()
  list(@Query() _query: NoQuery, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const mediaType = acceptedForm(request.headers.accept, [JSON_FORM]);
    send(request, reply, mediaType, { eventTypes: this.catalogue.types().map(itemOf) });
  }

  @Get(':type')
  @ApiEventType()
  one(
    @Param('type') type: string,
    @Query() _query: NoQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const mediaType = acceptedForm(request.headers.accept, [SCHEMA_FORM, JSON_FORM]);
    const types = this.catalogue.types();
    const entry = types.find((candidate) => candidate.type === type);
    if (!entry)
      throw new NoSuchEventTypeError(
        type,
        types.map((known) => known.type),
      );
    send(request, reply, mediaType, entry.schema);
  }
}

function itemOf({ type, kind, definition }: CatalogueEntry): EventTypeItem {
  const { schemaVersion, summary, registration, accepts } = definition;
  return {
    type,
    stream: kind,
    schemaVersion,
    summary,
    citationRequired: registration !== true,
    accepted: accepts !== false,
  };
}

/** What only a new release changes: its entity tag is that of its content. */
function send(request: FastifyRequest, reply: FastifyReply, mediaType: string, content: object): void {
  const body = JSON.stringify(content);
  const etag = `"${shortHash(`${mediaType} ${body}`)}"`;
  void reply.header('etag', etag).header('cache-control', 'no-cache').header('vary', 'accept');
  if (noneMatches(request.headers['if-none-match'], etag)) void reply.status(304).send();
  else void reply.header('content-type', mediaType).send(body);
}
