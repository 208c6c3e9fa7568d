import { ApiOperation } from '@nestjs/swagger';

/** Documents GET /health/live. */
export function ApiLive(): MethodDecorator {
  return ApiOperation({
    summary: 'Whether the process runs. Asks nothing else.',
    responses: {
      '200': {
        description: 'It does.',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['status'],
              properties: { status: { type: 'string', enum: ['live'] } },
            },
          },
        },
      },
    },
  });
}

/** Documents GET /health/ready. */
export function ApiReady(): MethodDecorator {
  return ApiOperation({
    summary: 'Whether the service can answer: its database does, and its read models are not far behind.',
    responses: {
      '200': {
        description: 'It can.',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['status', 'readModels'],
              properties: {
                status: { type: 'string', enum: ['ready'] },
                readModels: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['name', 'version', 'lag', 'parked'],
                    properties: {
                      name: { type: 'string' },
                      version: { type: 'integer', minimum: 1 },
                      lag: {
                        type: 'integer',
                        minimum: 0,
                        description: 'Positions behind the log, in the conflict where it is most.',
                      },
                      parked: {
                        type: 'integer',
                        minimum: 0,
                        description: 'Conflicts in which an event has parked it.',
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
      '503': { $ref: '#/components/responses/Problem' },
    },
  });
}
