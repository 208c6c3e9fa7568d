import { applyDecorators } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiProperty,
  ApiPropertyOptional,
  ApiQuery,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';

/** The schema of any event, and of a problem: the app puts them into the document, from the catalogue and the problem table. */
const EVENT = { $ref: '#/components/schemas/Event' };
const PROBLEM = { $ref: '#/components/responses/Problem' };

const EVENTS_MAX = 500;

/** A receipt as the API documentation shows it. */
class Receipt {
  @ApiProperty({ type: 'string', format: 'uuid', description: "The event's id: its retry key for ever." })
  readonly id!: string;

  @ApiProperty({
    type: 'string',
    description: 'The stream it was recorded in, named if it was left out.',
    example: 'attack-2025-02-18-overnight',
  })
  readonly stream!: string;

  @ApiProperty({
    type: 'integer',
    minimum: 1,
    description: 'Its place in the stream: what expectedVersion and If-Match mean.',
  })
  readonly version!: number;

  @ApiProperty({ type: 'integer', minimum: 1, description: "Its place in the conflict's log." })
  readonly position!: number;

  @ApiProperty({ type: 'string', format: 'date-time', description: 'When it was recorded: UTC, milliseconds.' })
  readonly recordedAt!: string;

  @ApiPropertyOptional({
    type: 'array',
    description: 'What is worth a look and was no reason to refuse the event.',
    items: {
      type: 'object',
      required: ['code', 'detail'],
      properties: { code: { type: 'string', description: 'Stable.' }, detail: { type: 'string' } },
    },
  })
  readonly warnings?: readonly object[];
}

const RECEIPT = { $ref: getSchemaPath(Receipt) };
const POSITION_HEADER = {
  description: 'Position of the event, of an array the last one.',
  schema: { type: 'integer' as const },
};
const REPLAYED_HEADER = {
  description: '`true`: all of it had been recorded before, and nothing was recorded now.',
  schema: { type: 'string' as const, enum: ['true'] },
};
const HEADERS_OF_ONE = {
  Location: {
    description: 'Where the event is read again.',
    schema: { type: 'string' as const, format: 'uri-reference' },
  },
  ETag: {
    description: 'Version of the stream in quotation marks: what If-Match takes.',
    schema: { type: 'string' as const },
    example: '"3"',
  },
  'Log-Position': POSITION_HEADER,
};

const BARRAGE = {
  type: 'DroneBarrageReported',
  stream: 'attack-2025-02-18-overnight',
  occurred: '2025-02-17/2025-02-18',
  citation: { source: 'source-ukrainian-air-force', report: 'report-riyadh-talks', grade: 'B2' },
  data: { launched: 176, attacker: 'actor-russia', toward: ['place-ukraine'] },
};

/** Documents POST /v1/conflicts. */
export function ApiOpenConflict(): MethodDecorator {
  return applyDecorators(
    ApiTags('recording'),
    ApiExtraModels(Receipt),
    ApiPreconditions(),
    ApiOperation({
      summary: 'Open a conflict: its ConflictOpened becomes position 1 of a new log.',
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['conflict', 'event'],
              additionalProperties: false,
              properties: {
                conflict: {
                  type: 'string',
                  maxLength: 64,
                  pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
                  description: 'Id of the conflict: lower-case words and hyphens.',
                },
                event: { $ref: '#/components/schemas/ConflictOpened' },
              },
            },
            example: {
              conflict: 'russia-ukraine',
              event: { type: 'ConflictOpened', occurred: '2014', data: { name: 'Russia and Ukraine' } },
            },
          },
        },
      },
      responses: {
        '201': {
          description: 'Recorded, after commit.',
          headers: HEADERS_OF_ONE,
          content: { 'application/json': { schema: RECEIPT } },
        },
        '200': {
          description: 'Recorded before: the first receipt.',
          headers: { ...HEADERS_OF_ONE, 'Idempotency-Replayed': REPLAYED_HEADER },
          content: { 'application/json': { schema: RECEIPT } },
        },
        ...refusals('400', '409', '412', '413', '415', '422', '503'),
      },
    }),
  );
}

/** Documents POST /v1/conflicts/{conflict}/events. */
export function ApiRecordEvents(): MethodDecorator {
  return applyDecorators(
    ApiTags('recording'),
    ApiExtraModels(Receipt),
    ApiParam({ name: 'conflict', description: 'Id of the conflict', example: 'russia-ukraine' }),
    ApiQuery({
      name: 'answers',
      required: false,
      description:
        'With application/x-ndjson: a line of the answer for every line sent, not only for those refused or recorded before.',
      schema: { type: 'string', enum: ['all'] },
    }),
    ApiPreconditions(),
    ApiOperation({
      summary: 'Record one event, an array that is all or nothing, or lines of NDJSON of any number.',
      description:
        'The bytes of each event, from `{` to the matching `}`, become the record as they are. Sending a request again is safe for ever: ' +
        "an event's `id`, or the Idempotency-Key, is looked at before anything else, and gives the first receipt.",
      requestBody: { required: true, content: BODIES },
      responses: {
        '201': {
          description: 'Recorded, after commit: one receipt, or one for each element of the array.',
          headers: HEADERS_OF_ONE,
          content: { 'application/json': { schema: RECEIPTS } },
        },
        '200': {
          description: 'Recorded before: the first receipts. Or, to application/x-ndjson, the answer to an upload.',
          headers: { ...HEADERS_OF_ONE, 'Idempotency-Replayed': REPLAYED_HEADER },
          content: {
            'application/json': { schema: RECEIPTS },
            'application/x-ndjson': { schema: UPLOAD_ANSWER, example: UPLOAD_ANSWER_EXAMPLE },
          },
        },
        ...refusals('400', '404', '408', '409', '412', '413', '415', '422', '503'),
      },
    }),
  );
}

const RECEIPTS = { oneOf: [RECEIPT, { type: 'array' as const, items: RECEIPT }] };

const BODIES = {
  'application/json': {
    schema: { oneOf: [EVENT, { type: 'array' as const, minItems: 1, maxItems: EVENTS_MAX, items: EVENT }] },
    examples: {
      one: { summary: 'One event', value: BARRAGE },
      array: {
        summary: 'An array: all or nothing, at most 500 events and 4 MiB',
        value: [
          { type: 'ActorRegistered', stream: 'actor-russia', data: { name: 'Russia', kind: 'state', iso3: 'RUS' } },
          BARRAGE,
        ],
      },
    },
  },
  'application/x-ndjson': {
    schema: {
      type: 'string' as const,
      description:
        'One event a line, at most 256 KiB each, any number of lines. Also the lines of an export (GET of the same resource as application/x-ndjson), ' +
        'which keep their ids and streams. ConflictOpened may be the first line of a new log. A refused line never stops the others.',
    },
    example: `${JSON.stringify(BARRAGE)}\n`,
  },
};

const UPLOAD_ANSWER = {
  type: 'string' as const,
  description:
    'NDJSON: `{"lines":[1,500],"positions":[7,506]}` for what was recorded together, a line with `line`, `status`, `code` and `detail` for each refused one, ' +
    'a line with the receipt for one recorded before, and last `{"done":true,"lines":n,"recorded":n,"duplicate":n,"refused":n}`; ' +
    '`done` is false, and `problem` says why, if the upload broke off.',
};
const UPLOAD_ANSWER_EXAMPLE =
  '{"lines":[1,2],"positions":[1,2]}\n{"line":3,"status":422,"code":"event.unknown_type","detail":"..."}\n{"done":true,"lines":3,"recorded":2,"duplicate":0,"refused":1}\n';

function ApiPreconditions(): MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'Any string of 1 to 255 bytes: gives each event without an id one that follows from it, so that the request can be sent again.',
    }),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The version the stream must be at, such as `"3"`. For one event.',
    }),
    ApiHeader({ name: 'If-None-Match', required: false, description: '`*`: the stream must be new. For one event.' }),
  );
}

function refusals<Status extends string>(...statuses: readonly Status[]): Readonly<Record<Status, typeof PROBLEM>> {
  return Object.fromEntries(statuses.map((status) => [status, PROBLEM])) as Record<Status, typeof PROBLEM>;
}
