import { applyDecorators } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiProperty,
  ApiPropertyOptional,
  getSchemaPath,
} from '@nestjs/swagger';

/** The app puts both into the document, from the catalogue and the problem table. */
const EVENT = { $ref: '#/components/schemas/Event' };
const PROBLEM = { $ref: '#/components/responses/Problem' };

/** A record as the API documentation shows it. */
class LogEntry {
  @ApiProperty({ type: 'integer', minimum: 1, description: "Place in the conflict's log: 1, 2, 3, ... without a gap." })
  readonly position!: number;

  @ApiProperty({ type: 'string', description: 'What the event belongs to.', example: 'attack-2025-02-18-overnight' })
  readonly stream!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Place in the stream.' })
  readonly version!: number;

  @ApiProperty({ type: 'string', format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ type: 'string', description: 'Event type.', example: 'DroneBarrageReported' })
  readonly type!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Version of the shape of its data.' })
  readonly schemaVersion!: number;

  @ApiProperty({ type: 'string', format: 'date-time', description: 'When it was recorded: UTC, milliseconds.' })
  readonly recordedAt!: string;

  @ApiProperty({ type: 'string', description: 'Who recorded it.' })
  readonly recordedBy!: string;

  @ApiProperty({ type: 'string', pattern: '^[0-9a-f]{64}$', description: 'HMAC-SHA256(salt, body) in hex.' })
  readonly commitment!: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description:
      'In a history only, and of a reviewed event only: how it stands. `retractedBy`, or `correctedBy` with what it says now in `as`.',
  })
  readonly standing?: object;

  @ApiProperty({ allOf: [EVENT], description: 'The event exactly as it was sent.' })
  readonly event!: object;
}

const ENTRY = { $ref: getSchemaPath(LogEntry) };
const ENTRIES = { type: 'array' as const, items: ENTRY };
const POSITION_HEADER = {
  description: 'The position up to which the log was read.',
  schema: { type: 'integer' as const },
};
const NOT_MODIFIED = { description: 'The requester has it already.' };
const EXPORT_LINE =
  '{"position":1,"stream":"conflict","version":1,"id":"...","type":"ConflictOpened","schemaVersion":1,"recordedAt":"2025-02-18T21:00:00.000Z","recordedBy":"local","salt":"<base64>","commitment":"<hex>","body":"<base64>"}';

function headers(
  etag: string,
): Readonly<
  Record<string, { readonly description: string; readonly schema: { readonly type: 'integer' | 'string' } }>
> {
  return { 'Log-Position': POSITION_HEADER, ETag: { description: etag, schema: { type: 'string' } } };
}

/** Documents GET /v1/conflicts/{conflict}/events. */
export function ApiLog(): MethodDecorator {
  return applyDecorators(
    ApiReadOfLog(),
    ApiOperation({
      summary: 'The log: every event in the order of its record, in pages, or whole as NDJSON.',
      description:
        'Accept chooses the form: application/json gives a page, application/x-ndjson all of it, as it is recorded again elsewhere.',
      responses: {
        '200': {
          description: 'Events in order of position.',
          headers: {
            ...headers('Weak: of this question at this position.'),
            Link: { description: 'The page after this one (rel="next").', schema: { type: 'string' } },
          },
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['events'],
                properties: {
                  events: ENTRIES,
                  next: { type: 'integer', description: '`after` of the next page; left out on the last.' },
                },
              },
            },
            'application/x-ndjson': {
              schema: {
                type: 'string',
                description:
                  'A line each event: its header, and its exact bytes in base64. The last line states the end; without it the export broke off. POST it to the same resource of an empty log: positions and ids come out the same.',
              },
              example: `${EXPORT_LINE}\n{"end":{"position":1,"events":1}}\n`,
            },
          },
        },
        '304': NOT_MODIFIED,
        '400': PROBLEM,
        '404': PROBLEM,
        '406': PROBLEM,
      },
    }),
  );
}

/** Documents GET /v1/conflicts/{conflict}/streams/{stream}. */
export function ApiStream(): MethodDecorator {
  return applyDecorators(
    ApiReadOfLog(),
    ApiParam({ name: 'stream', description: 'Id of the stream', example: 'meeting-riyadh-2025-02-18' }),
    ApiOperation({
      summary: 'The history of one stream: all its events in order, and its version.',
      responses: {
        '200': {
          description: 'The history.',
          headers: headers('Strong: the version in quotation marks, which If-Match takes when an event is recorded.'),
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['stream', 'version', 'events'],
                properties: { stream: { type: 'string' }, version: { type: 'integer', minimum: 1 }, events: ENTRIES },
              },
            },
          },
        },
        '304': NOT_MODIFIED,
        '400': PROBLEM,
        '404': PROBLEM,
        '406': PROBLEM,
      },
    }),
  );
}

/** Documents GET /v1/conflicts/{conflict}/events/{id}. */
export function ApiEvent(): MethodDecorator {
  return ofOneEvent('One event with what was assigned to it.', {
    description: 'The record.',
    content: { 'application/json': { schema: ENTRY } },
  });
}

/** Documents GET /v1/conflicts/{conflict}/events/{id}/body. */
export function ApiEventBody(): MethodDecorator {
  return ofOneEvent('The exact bytes of one event, as they were sent: what its commitment binds.', {
    description: 'The event, byte for byte.',
    content: { 'application/json': { schema: EVENT } },
  });
}

function ofOneEvent(
  summary: string,
  found: { readonly description: string; readonly content: Record<string, { schema: { $ref: string } }> },
): MethodDecorator {
  return applyDecorators(
    ApiReadOfLog(),
    ApiParam({ name: 'id', description: 'Id of the event', schema: { type: 'string', format: 'uuid' } }),
    ApiOperation({
      summary,
      responses: {
        '200': { ...found, headers: headers('Strong: the commitment in quotation marks.') },
        '304': NOT_MODIFIED,
        '400': PROBLEM,
        '404': PROBLEM,
        '406': PROBLEM,
      },
    }),
  );
}

function ApiReadOfLog(): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(LogEntry),
    ApiParam({ name: 'conflict', description: 'Id of the conflict', example: 'russia-ukraine' }),
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'ETag of an answer at hand: 304 if it still holds.',
    }),
  );
}
