import { ApiOperation } from '@nestjs/swagger';

const STANDING = {
  type: 'object' as const,
  required: ['conflict', 'position', 'head', 'lag', 'parked'],
  properties: {
    conflict: { type: 'string' as const },
    position: { type: 'integer' as const, minimum: 0, description: 'The last position it has taken in.' },
    head: { type: 'integer' as const, minimum: 1, description: 'The last position of the log.' },
    lag: { type: 'integer' as const, minimum: 0, description: 'Positions between the two.' },
    parked: {
      oneOf: [
        {
          type: 'object' as const,
          required: ['position', 'type', 'message'],
          properties: {
            position: { type: 'integer' as const },
            type: { type: 'string' as const },
            message: { type: 'string' as const },
          },
        },
        { type: 'null' as const },
      ],
      description: 'The event that it could not take in and at which it stands still until a release mends it.',
    },
  },
};

/** Documents GET /v1/read-models. */
export function ApiReadModels(): MethodDecorator {
  return ApiOperation({
    summary: 'Where each read model stands in each conflict, how far behind, and what has parked it.',
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
                    required: ['name', 'version', 'conflicts'],
                    properties: {
                      name: { type: 'string' },
                      version: { type: 'integer', minimum: 1 },
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
