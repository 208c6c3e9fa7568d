import { ApiOperation } from '@nestjs/swagger';

const PARKED = {
  type: 'object' as const,
  required: ['position', 'type', 'message'],
  properties: {
    position: { type: 'integer' as const },
    type: { type: 'string' as const },
    message: { type: 'string' as const },
  },
};

const FAILED = {
  ...PARKED,
  required: ['conflict', ...PARKED.required],
  properties: { conflict: { type: 'string' as const }, ...PARKED.properties },
};

const BUILDING = {
  type: 'object' as const,
  required: ['events', 'of', 'startedAt', 'failed'],
  properties: {
    events: { type: 'integer' as const, minimum: 0, description: 'Events of all logs that it has got past, about.' },
    of: {
      type: 'integer' as const,
      minimum: 0,
      description: 'Events to get past; those that are recorded meanwhile come on top.',
    },
    startedAt: { type: 'string' as const, format: 'date-time' },
    failed: {
      oneOf: [FAILED, { type: 'null' as const }],
      description: 'The event that its next tables cannot take in: they will not be served.',
    },
  },
};

const STANDING = {
  type: 'object' as const,
  required: ['conflict', 'position', 'head', 'lag', 'parked'],
  properties: {
    conflict: { type: 'string' as const },
    position: { type: 'integer' as const, minimum: 0, description: 'The last position it has taken in.' },
    head: { type: 'integer' as const, minimum: 1, description: 'The last position of the log.' },
    lag: { type: 'integer' as const, minimum: 0, description: 'Positions between the two.' },
    parked: {
      oneOf: [PARKED, { type: 'null' as const }],
      description: 'The event that it could not take in and at which it stands still until a release mends it.',
    },
  },
};

/** Documents GET /v1/read-models. */
export function ApiReadModels(): MethodDecorator {
  return ApiOperation({
    summary:
      'Where each read model stands in each conflict, how far behind, what has parked it, and how far a build of it is.',
    responses: {
      '200': {
        description: 'The read models of this release.',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['readModels'],
              properties: {
                readModels: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['name', 'version', 'building', 'conflicts'],
                    properties: {
                      name: { type: 'string' },
                      version: { type: 'integer', minimum: 1 },
                      building: {
                        oneOf: [BUILDING, { type: 'null' }],
                        description: 'How far its next tables are while they are being built.',
                      },
                      conflicts: { type: 'array', items: STANDING },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  });
}
