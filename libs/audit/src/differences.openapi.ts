import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiParam } from '@nestjs/swagger';

const PROBLEM = { $ref: '#/components/responses/Problem' };
const NULLABLE_TEXT = { type: ['string', 'null'] as never };
const POSITION = { type: 'integer' as const, minimum: 0 };

const HELD = {
  type: ['object', 'null'] as never,
  additionalProperties: true,
  description: "The read model's own columns, exactly as held; null if there is no such row.",
};

const REVIEW = {
  type: ['object', 'null'] as never,
  description: 'Of a review: what it is about, and why. Null of any other event.',
  required: ['kind', 'of', 'reason', 'note'],
  properties: {
    kind: { type: 'string' as const, enum: ['corroborated', 'disputed', 'resolved', 'corrected', 'retracted'] },
    of: {
      type: 'object' as const,
      required: ['event', 'type', 'version', 'review'],
      properties: {
        event: { type: 'string' as const, format: 'uuid' },
        type: { type: 'string' as const },
        version: { type: 'integer' as const, minimum: 1 },
        review: { ...NULLABLE_TEXT, description: 'The review that it names itself, if that is what it takes back.' },
      },
    },
    reason: NULLABLE_TEXT,
    note: NULLABLE_TEXT,
  },
};

const CAUSE = {
  type: 'object' as const,
  required: ['position', 'event', 'type', 'recordedAt', 'recordedBy', 'citation', 'review'],
  properties: {
    position: { type: 'integer' as const, minimum: 1 },
    event: { type: 'string' as const, format: 'uuid' },
    type: { type: 'string' as const, description: 'Event type.' },
    recordedAt: { type: 'string' as const, format: 'date-time' },
    recordedBy: { type: 'string' as const },
    citation: {
      type: ['object', 'null'] as never,
      additionalProperties: true,
      description: 'On whose word. Null: registrations need none.',
    },
    review: REVIEW,
  },
};

const ITEM = {
  type: 'object' as const,
  required: ['view', 'version', 'table', 'stream', 'key', 'change', 'before', 'after', 'causes'],
  properties: {
    view: { type: 'string' as const, description: 'Name of the read model.' },
    version: { type: 'integer' as const, minimum: 1, description: 'Version of the read model.' },
    table: { type: 'string' as const },
    stream: { type: 'string' as const },
    key: { type: 'string' as const, description: 'Names the row inside its table and stream.' },
    change: { type: 'string' as const, enum: ['added', 'removed', 'changed'] },
    before: HELD,
    after: HELD,
    changes: {
      type: 'array' as const,
      description: 'Of a changed row: the fields that differ.',
      items: {
        type: 'object' as const,
        required: ['pointer'],
        properties: {
          pointer: { type: 'string' as const, description: 'JSON Pointer (RFC 6901) into the columns.' },
          old: {},
          new: {},
        },
      },
    },
    causes: {
      type: 'array' as const,
      items: CAUSE,
      description:
        'Every event after `from`, up to `to`, with which the row began, changed or ended, in order of position.',
    },
  },
};

const PAGE = {
  type: 'object' as const,
  required: ['from', 'to', 'items', 'names', 'reviews'],
  properties: {
    from: { ...POSITION, description: 'The position of the earlier moment.' },
    to: { ...POSITION, description: 'The position of the later moment.' },
    parked: {
      type: 'array' as const,
      items: { type: 'string' as const },
      description: 'Read models that stand still before `to`, so that names or reviews may lack what came since.',
    },
    items: { type: 'array' as const, items: ITEM, description: 'In order of view, table, stream and key.' },
    next: { type: 'string' as const, description: '`cursor` of the next page. Left out on the last page.' },
    names: {
      type: 'object' as const,
      additionalProperties: { type: 'string' as const },
      description: 'Name of every stream that the answer mentions, at `to`.',
    },
    reviews: {
      type: 'object' as const,
      additionalProperties: { $ref: '#/components/schemas/Standing' },
      description: 'How each event stands that the answer mentions and of which there is something to tell, at `to`.',
    },
  },
};

const END_LINE = '{"end":{"from":130,"to":147,"added":21,"removed":0,"changed":4}}';

/** Documents GET /v1/conflicts/{conflict}/diff. */
export function ApiDifference(): MethodDecorator {
  return applyDecorators(
    ApiParam({ name: 'conflict', description: 'Id of the conflict', example: 'russia-ukraine' }),
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'ETag of an answer at hand: 304 if it still holds.',
    }),
    ApiOperation({
      summary: 'What differs between two moments: rows added, removed and changed, and the events that made it so.',
      description:
        'Applied to the rows held at `from` it gives those held at `to`. Accept chooses the form: application/json gives a page, application/x-ndjson all of it.',
      responses: {
        '200': {
          description: 'The rows that differ, in order of view, table, stream and key.',
          headers: {
            'Log-Position': { description: 'The position of the later moment.', schema: { type: 'integer' } },
            ETag: { description: 'Weak: of this question between these positions.', schema: { type: 'string' } },
          },
          content: {
            'application/json': { schema: PAGE },
            'application/x-ndjson': {
              schema: {
                type: 'string',
                description:
                  'A line each row, as in `items`. The last line states the end and the counts; without it the answer broke off.',
              },
              example: `${END_LINE}\n`,
            },
          },
        },
        '304': { description: 'The requester has it already.' },
        '400': PROBLEM,
        '404': PROBLEM,
        '406': PROBLEM,
        '503': PROBLEM,
      },
    }),
  );
}
