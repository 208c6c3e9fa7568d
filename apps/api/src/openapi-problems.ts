import type { OpenAPIObject } from '@nestjs/swagger';
import { PROBLEM_MEDIA_TYPE, PROBLEMS } from '@tracker/problems';

type Components = NonNullable<OpenAPIObject['components']>;

/** Every answer that says what went wrong is of one form. */
export const PROBLEM_RESPONSE = { $ref: '#/components/responses/Problem' };

/** The form of a problem document with all codes there are, from the table in which their status stands. */
export function problemComponents(): Required<Pick<Components, 'schemas' | 'responses'>> {
  const codes = Object.entries(PROBLEMS);
  return {
    schemas: {
      Fault: {
        type: 'object',
        description: 'One thing wrong with what was sent.',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'Where: a JSON Pointer (RFC 6901) into the event or the request.' },
          code: { type: 'string', description: 'Stable.' },
          detail: { type: 'string', description: 'What was found and what was expected.' },
        },
      },
      Problem: {
        type: 'object',
        description: `A problem document (RFC 9457). The codes and their status:\n\n${codes
          .map(([code, { status, title }]) => `- \`${code}\` (${status}): ${title}`)
          .join('\n')}`,
        required: ['type', 'title', 'status', 'detail', 'code'],
        properties: {
          type: { type: 'string', format: 'uri', description: 'Where the documentation explains the code. Stable.' },
          title: { type: 'string' },
          status: { type: 'integer', minimum: 400, maximum: 599 },
          detail: { type: 'string', description: 'What failed, what was found, what was expected and how to mend it.' },
          code: { type: 'string', enum: codes.map(([code]) => code), description: 'Stable, and never reused.' },
          instance: { type: 'string', description: 'Id of the request, also in its X-Request-Id.' },
          errors: { type: 'array', items: { $ref: '#/components/schemas/Fault' } },
        },
        additionalProperties: true,
      },
    },
    responses: {
      Problem: {
        description: 'Why not: see `code` and `detail`.',
        headers: {
          'Retry-After': { description: 'With 503: seconds after which to try again.', schema: { type: 'integer' } },
          Allow: { description: 'With 405: the methods that are allowed here.', schema: { type: 'string' } },
        },
        content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}
