import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Catalogue, type CatalogueEntry } from '@tracker/event-store';
import type { JsonSchema } from '@tracker/vocabulary';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { noneMatches, shortHash } from './etag';
import { EventTypeQuery } from './event-types.query';
import { NoSuchEventTypeError } from './event-types.errors';
import { ApiEventType, ApiEventTypes } from './event-types.openapi';
import { acceptedForm, JSON_FORM } from './log-form';
import { NoQuery } from './log-query';
import { InvalidParameterError } from './reading.errors';

const SCHEMA_FORM = 'application/schema+json';

/** What is shown of an event type in the list of them. */
export interface EventTypeItem {
  readonly type: string;
  /** Kind of the streams it belongs to: `attack` for `attack-2025-02-18-overnight`; null for reviews, which go into any. */
  readonly stream: string | null;
  /** The one that is meant when an event states none. */
  readonly schemaVersion: number;
  /** All that an event may state. */
  readonly schemaVersions: readonly number[];
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
    @Query() { schemaVersion }: EventTypeQuery,
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
    send(request, reply, mediaType, schemaOf(entry, schemaVersion));
  }
}

/** Former versions as well, and one that is only read yet. */
function schemaOf({ schemas, schema, versions }: CatalogueEntry, asked: string | undefined): JsonSchema {
  if (asked === undefined) return schema;
  const found = schemas.find((_, index) => String(index + 1) === asked);
  if (found) return found;
  const known = versions.all.map(({ schemaVersion }) => schemaVersion);
  throw new InvalidParameterError('schemaVersion', asked, `one of ${known.join(', ')}`);
}

function itemOf({ type, kind, definition, versions }: CatalogueEntry): EventTypeItem {
  const { summary, registration, accepts } = definition;
  const { all, accepted } = versions;
  return {
    type,
    stream: kind,
    schemaVersion: accepted,
    schemaVersions: all.slice(0, accepted).map(({ schemaVersion }) => schemaVersion),
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
