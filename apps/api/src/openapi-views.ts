import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { EFFECTS, VIEW } from '@tracker/reading';
import { PROBLEM_RESPONSE } from './openapi-problems';

type Components = NonNullable<OpenAPIObject['components']>;
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];
type SchemaObject = NonNullable<Components['schemas']>[string];

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** How an event stands, as `reviews` tells it. */
const STANDING: SchemaObject = {
  type: 'object',
  properties: {
    retractedBy: { type: 'string', format: 'uuid', description: 'The retraction in force.' },
    correctedBy: {
      type: 'string',
      format: 'uuid',
      description: 'The correction, or the resolution, that gave it its present content.',
    },
    corroboration: {
      type: 'object',
      properties: {
        independentSources: {
          type: 'integer',
          description: "Sources that say so, the event's own among them; linked ones count once.",
        },
        by: { type: 'array', items: { type: 'object' } },
      },
    },
    disputes: { type: 'array', items: { type: 'object' }, description: 'Disputes, settled ones as well.' },
    resolution: { type: 'object', description: 'The last resolution, and what it adopts.' },
    warnings: { type: 'array', items: { type: 'object' }, description: 'What the rules of its stream warn of.' },
    inconsistent: {
      type: 'object',
      description: 'The rule that would refuse it now, because a review has changed what comes before it. It is kept.',
    },
    preferred: { type: 'boolean', description: 'A resolution adopts it over its rivals, whatever their grades.' },
  },
};

/** What `why` says of one event. */
const EVENT_WHY: SchemaObject = {
  type: 'object',
  required: ['stream', 'version', 'position', 'type', 'recordedAt', 'recordedBy', 'effect'],
  properties: {
    stream: { type: 'string' },
    version: { type: 'integer' },
    position: { type: 'integer' },
    type: { type: 'string' },
    recordedAt: { type: 'string', format: 'date-time' },
    recordedBy: { type: 'string' },
    occurred: { type: 'string', description: 'As recorded, as are modality and citation.' },
    modality: { type: 'string' },
    citation: { type: 'object' },
    effect: {
      type: 'string',
      enum: [...EFFECTS],
      description:
        'effective: in force as recorded. corrected: in force as a correction or a resolution has it; of a correction, that a later one replaced it. retracted: in no view. outranked: in force, but of all that it claims others are adopted; said only where a rule of adoption is known. replaced: in force, but its own source has told all of it anew. review: in force, and about another event.',
    },
    by: { type: 'string', format: 'uuid', description: 'The event that makes it so.' },
    reason: {
      type: 'string',
      description: 'The words given for that event, or the rule that adopts it; of a review in force, its own.',
    },
    correctedBy: {
      type: 'string',
      format: 'uuid',
      description: 'The correction, or the resolution, that gave it its present content, whatever the effect.',
    },
    presentCitation: { type: 'object', description: 'On whose word that content is.' },
    disputedBy: { type: 'array', items: { type: 'string' }, description: 'Disputes that no resolution has settled.' },
    of: { type: 'string', format: 'uuid', description: 'Of a review: what it names.' },
  },
};

/** What an answer says with why=1. */
const WHY: SchemaObject = {
  type: 'object',
  required: ['streams', 'events'],
  description:
    'With why=1: from every row and number to the events it rests on, those that were left out among them, and from there to the citation.',
  properties: {
    streams: {
      type: 'object',
      description:
        'By id, the streams of all rows, and of all things that a number counts (`behind`): their events up to the position.',
      additionalProperties: {
        type: 'object',
        required: ['events', 'count'],
        properties: {
          events: { type: 'array', items: { type: 'string' }, description: 'Ids of the last of them, in order.' },
          count: { type: 'integer', description: 'How many there are.' },
          list: { type: 'string', description: 'Where all of them are. Left out: all are named.' },
        },
      },
    },
    events: {
      type: 'object',
      description: 'By id, every event that the answer names, and those that say why one stands as it does.',
      additionalProperties: { $ref: '#/components/schemas/EventWhy' },
    },
    leftOut: {
      type: 'integer',
      description: 'Streams and events that are not explained because they are too many. Left out: none.',
    },
  },
};

const LIST_ANSWER: SchemaObject = {
  allOf: [{ $ref: '#/components/schemas/ViewAnswer' }],
  type: 'object',
  required: ['items'],
  properties: {
    items: { type: 'array', items: {} },
    next: {
      type: 'string',
      description: '`cursor` of the next page, at the same position. Left out on the last page.',
    },
  },
};

/** What every answer of a view has, and every list. */
export function viewComponents(): Required<Pick<Components, 'schemas' | 'parameters' | 'headers'>> {
  return {
    schemas: {
      ViewAnswer: {
        type: 'object',
        required: ['position', 'on', 'names', 'reviews'],
        properties: {
          position: {
            type: 'integer',
            minimum: 0,
            description: 'The one position of the log at which everything in the answer holds.',
          },
          on: { type: 'string', format: 'date', description: 'The day that counted as today.' },
          parked: {
            type: 'array',
            items: { type: 'string' },
            description:
              'Read models that stand still before the position, so that names or reviews may lack what came since. Left out: none.',
          },
          names: {
            type: 'object',
            additionalProperties: { type: 'string' },
            description: 'Name of every stream that the answer mentions by its id, at the same position.',
          },
          reviews: {
            type: 'object',
            additionalProperties: { $ref: '#/components/schemas/Standing' },
            description:
              'How each event stands that the answer mentions by its id and of which there is something to tell, at the same position.',
          },
          why: { $ref: '#/components/schemas/Why' },
        },
      },
      Standing: STANDING,
      Why: WHY,
      EventWhy: EVENT_WHY,
      ListAnswer: LIST_ANSWER,
    },
    parameters: {
      IfNoneMatch: {
        name: 'If-None-Match',
        in: 'header',
        required: false,
        description: 'ETag of an answer at hand: 304 if it still holds.',
        schema: { type: 'string' },
      },
    },
    headers: {
      LogPosition: {
        description: 'The one position of the log at which everything in the answer holds.',
        schema: { type: 'integer' },
      },
      WeakETag: {
        description: 'Of this view, of its version, of this question, at this position and on this day.',
        schema: { type: 'string' },
      },
    },
  };
}

/** Adds to every operation what is the same for all: that it may answer with a problem, and what the answer of a view has. */
export function completeOperations(
  document: OpenAPIObject,
  app: NestFastifyApplication,
  operationIdOf: (controller: string, method: string) => string,
): void {
  const views = viewsOf(app, operationIdOf);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      operation.tags ??= [tagOf(path)];
      operation.parameters = operation.parameters?.map(described);
      if (views.has(operation.operationId ?? '')) completeView(operation);
      operation.responses = { ...operation.responses, default: PROBLEM_RESPONSE };
    }
  }
}

function completeView(operation: Operation): void {
  const parameters = operation.parameters ?? [];
  const isList = parameters.some((parameter) => nameOf(parameter) === 'cursor');
  const common = { $ref: `#/components/schemas/${isList ? 'ListAnswer' : 'ViewAnswer'}` };
  const answer = operation.responses?.['200'];
  const { description = '', content } = answer && !('$ref' in answer) ? answer : {};
  const own = content?.['application/json']?.schema;
  operation.parameters = [...parameters, { $ref: '#/components/parameters/IfNoneMatch' }];
  operation.responses = {
    '200': {
      description,
      headers: {
        'Log-Position': { $ref: '#/components/headers/LogPosition' },
        ETag: { $ref: '#/components/headers/WeakETag' },
      },
      content: { 'application/json': { schema: own ? { allOf: [common, own] } : common } },
    },
    '304': { description: 'The requester has it already.' },
    '400': PROBLEM_RESPONSE,
    '404': PROBLEM_RESPONSE,
    '503': PROBLEM_RESPONSE,
    '504': PROBLEM_RESPONSE,
  };
}

/** What a route is about stands in its path: `actors` of `/v1/conflicts/{conflict}/actors/{actor}`. */
function tagOf(path: string): string {
  const [, , first = '', , second = first] = path.split('/');
  return second;
}

/** Of a path parameter of which a route says nothing, its name says enough: they are all ids. */
function described(parameter: Parameter): Parameter {
  if (!('in' in parameter) || parameter.in !== 'path') return parameter;
  const { description = `Id of the ${parameter.name}`, schema } = parameter;
  return { ...parameter, description, schema: { type: 'string', ...schema } };
}

function nameOf(parameter: Parameter): string | undefined {
  return 'name' in parameter ? parameter.name : undefined;
}

/** Operation ids of the routes that are views. */
function viewsOf(
  app: NestFastifyApplication,
  operationIdOf: (controller: string, method: string) => string,
): ReadonlySet<string> {
  const modules = [...app.get(ModulesContainer).values()];
  const controllers = modules.flatMap((module) => [...module.controllers.values()]).map(({ metatype }) => metatype);
  const ids = controllers.flatMap((controller) => {
    if (typeof controller !== 'function') return [];
    const prototype = controller.prototype as Readonly<Record<string, unknown>>;
    const methods = Object.getOwnPropertyNames(prototype).filter((name) => isView(prototype[name]));
    return methods.map((method) => operationIdOf(controller.name, method));
  });
  return new Set(ids);
}

function isView(handler: unknown): boolean {
  return typeof handler === 'function' && Reflect.hasMetadata(VIEW, handler);
}
