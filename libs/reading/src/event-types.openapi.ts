import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiParam } from '@nestjs/swagger';

const PROBLEM = { $ref: '#/components/responses/Problem' };
const HEADERS = {
  ETag: { description: 'Of the content, which only a new release changes.', schema: { type: 'string' as const } },
};
const NOT_MODIFIED = { description: 'The requester has it already.' };

const EVENT_TYPE = {
  type: 'object' as const,
  required: ['type', 'stream', 'schemaVersion', 'schemaVersions', 'summary', 'citationRequired', 'accepted'],
  properties: {
    type: { type: 'string' },
    stream: {
      type: ['string', 'null'],
      description:
        'Kind of the streams it belongs to: `attack` for `attack-2025-02-18-overnight`; null for reviews, which go into the stream of what they are about.',
    },
    schemaVersion: {
      type: 'integer',
      minimum: 1,
      description: 'Version of the shape of its data that is meant when an event states none.',
    },
    schemaVersions: {
      type: 'array' as const,
      items: { type: 'integer', minimum: 1 },
      description: 'All that an event may state, former ones as well.',
    },
    summary: { type: 'string' },
    citationRequired: {
      type: 'boolean',
      description: 'False for registrations, which say what a word of the log means.',
    },
    accepted: { type: 'boolean', description: 'False while this release only reads the type.' },
  },
};

/** Documents GET /v1/event-types. */
export function ApiEventTypes(): MethodDecorator {
  return ApiOperation({
    summary: 'The event types of this release: what can be recorded.',
    responses: {
      '200': {
        description: 'All event types, those of one kind of stream together.',
        headers: HEADERS,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['eventTypes'],
              properties: {
                eventTypes: {
                  type: 'array',
                  items: EVENT_TYPE,
                },
              },
            },
          },
        },
      },
      '304': NOT_MODIFIED,
      '406': PROBLEM,
    },
  });
}

/** Documents GET /v1/event-types/{type}. */
export function ApiEventType(): MethodDecorator {
  const schema = { type: 'object' as const, description: 'A JSON Schema of draft 2020-12.' };
  return applyDecorators(
    ApiParam({ name: 'type', description: 'Event type', example: 'DroneBarrageReported' }),
    ApiOperation({
      summary:
        'The shape of one event type, in one of its schema versions: JSON Schema of the whole event as it is sent.',
      description:
        '`x-reference` names the kinds of stream a value may refer to, `x-unit` what a number counts, `x-rule` and `x-expected` say what no keyword can.',
      responses: {
        '200': {
          description: 'The schema.',
          headers: HEADERS,
          content: { 'application/schema+json': { schema }, 'application/json': { schema } },
        },
        '304': NOT_MODIFIED,
        '400': PROBLEM,
        '404': PROBLEM,
        '406': PROBLEM,
      },
    }),
  );
}
