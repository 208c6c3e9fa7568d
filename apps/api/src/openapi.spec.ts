import { ConsoleLogger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Catalogue } from '@tracker/event-store';
import { PROBLEMS } from '@tracker/problems';
import Ajv2020 from 'ajv/dist/2020';
import { createTestDatabase, type TestDatabase } from '../../../test/setup/test-database';
import { connect, type OpenDatabase } from '../../database';
import { ApiModule } from './api.module';
import { createHttpServer } from './http-server';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = Readonly<Record<string, Json>>;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

let database: TestDatabase;
let connected: OpenDatabase;
let app: NestFastifyApplication;
let served: string;
let document: OpenAPIObject;
const routes: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  connected = await connect(database.source, undefined, {
    onMessage: () => {},
    onIdleError: (error) => console.error(error),
  });
  app = await createHttpServer(ApiModule.on(connected), new ConsoleLogger({ logLevels: ['error'] }));
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', ({ method, url }) => void routes.push(...[method].flat().map((one) => `${one} ${url}`)));
  await app.init();
  served = (await app.inject('/v1/openapi.json')).payload;
  document = JSON.parse(served) as OpenAPIObject;
});

afterAll(async () => {
  await app.close();
  await connected.close();
  await database.drop();
});

function operations(): readonly { readonly id: string; readonly path: string; readonly operation: JsonObject }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as JsonObject)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => ({
        id: `${method.toUpperCase()} ${path}`,
        path,
        operation: operation as JsonObject,
      })),
  );
}

/** Every object in the document, with its JSON Pointer. Examples are data, not a part of the description. */
function* objectsIn(value: Json, pointer = ''): Generator<readonly [string, JsonObject]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [pointer, value as JsonObject];
  for (const [key, below] of Object.entries(value)) {
    if (!['example', 'examples', 'const', 'enum', 'default'].includes(key))
      yield* objectsIn(below, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
}

function at(pointer: string): Json | undefined {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<Json | undefined>((value, step) => (value as JsonObject | undefined)?.[step], document as unknown as Json);
}

function resolved(value: Json | undefined): JsonObject {
  const { $ref } = (value ?? {}) as JsonObject;
  return typeof $ref === 'string' ? resolved(at($ref.slice(1))) : (value as JsonObject);
}

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 with what the format demands', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({ title: 'Conflict Tracker', version: expect.any(String) });
    for (const { id, path, operation } of operations()) {
      expect(path).toMatch(/^\//);
      const parameters = ((operation['parameters'] ?? []) as readonly Json[]).map(resolved);
      for (const parameter of parameters) {
        expect(['path', 'query', 'header']).toContain(parameter['in']);
        expect([id, parameter['name'], 'schema' in parameter !== 'content' in parameter]).toEqual([
          id,
          parameter['name'],
          true,
        ]);
      }
      const inPath = parameters.filter((parameter) => parameter['in'] === 'path');
      expect([id, new Set(inPath.map(({ name }) => name))]).toEqual([
        id,
        new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)),
      ]);
      expect(inPath.every(({ required }) => required === true)).toBe(true);
      const names = parameters.map((parameter) => JSON.stringify([parameter['in'], parameter['name']]));
      expect([id, names.length]).toEqual([id, new Set(names).size]);
      const responses = Object.entries(operation['responses'] as JsonObject);
      for (const [status, response] of responses) {
        expect(status).toMatch(/^([1-5]\d\d|default)$/);
        expect([id, status, typeof resolved(response)['description']]).toEqual([id, status, 'string']);
      }
    }
    for (const kind of Object.values(document.components ?? {})) {
      for (const name of Object.keys(kind as object)) expect(name).toMatch(/^[a-zA-Z0-9._-]+$/);
    }
  });

  it('refers to nothing that is not there', () => {
    const references = [...objectsIn(document as unknown as Json)].flatMap(([pointer, { $ref }]) =>
      typeof $ref === 'string' ? [[pointer, $ref]] : [],
    );
    expect(references.length).toBeGreaterThan(100);
    expect(references.filter(([, $ref]) => !$ref!.startsWith('#/') || at($ref!.slice(1)) === undefined)).toEqual([]);
  });

  it('has schemas of JSON Schema 2020-12 only, which compile', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const schemas = [...objectsIn(document as unknown as Json)].filter(([pointer]) =>
      /\/schema$|^\/components\/schemas\/[^/]+$/.test(pointer),
    );
    expect(schemas.length).toBeGreaterThan(60);
    for (const [pointer, schema] of schemas)
      expect([pointer, ajv.validateSchema(schema), ajv.errorsText()]).toEqual([pointer, true, 'No errors']);
    ajv.addSchema(document, 'document');
    for (const [pointer] of schemas)
      expect(() => ajv.compile({ $ref: `document#${encodeURI(pointer)}` })).not.toThrow();
  });

  it('has the type of everything as it was declared, because compilers differ in what else they tell of it', () => {
    expect(Object.keys(document.components?.schemas ?? {})).not.toContain('Object');
    const untyped = operations().flatMap(({ id, operation }) =>
      ((operation['parameters'] ?? []) as readonly Json[])
        .map(resolved)
        .filter(({ schema }) => !('type' in resolved(schema)))
        .map(({ name }) => [id, name]),
    );
    expect(untyped).toEqual([]);
  });

  it('describes every route there is, and no other', () => {
    const described = operations().map(({ id }) => id.replace(/\{(\w+)\}/g, ':$1'));
    const there = routes.filter((route) => !/^\w+ (\/v1\/docs|\/v1\/openapi\.json)/.test(route));
    expect(new Set(described)).toEqual(new Set(there));
  });

  it('gives every operation an id of its own, a summary and a tag', () => {
    const ids = operations().map(({ operation }) => operation['operationId']);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, operation } of operations()) {
      expect([id, operation['summary']]).toEqual([id, expect.stringMatching(/.{10,}/)]);
      expect([id, operation['tags']]).toEqual([id, [expect.any(String)]]);
    }
  });

  it('describes every path parameter and query parameter', () => {
    const silent = operations().flatMap(({ id, operation }) =>
      ((operation['parameters'] ?? []) as readonly Json[])
        .map(resolved)
        .filter(({ description }) => typeof description !== 'string' || description === '')
        .map(({ name }) => [id, name]),
    );
    expect(silent).toEqual([]);
  });

  it('names every problem code there is, and says of every operation that it may answer with one', () => {
    const problem = resolved({ $ref: '#/components/schemas/Problem' });
    expect((problem['properties'] as { readonly code: { readonly enum: readonly string[] } }).code.enum).toEqual(
      Object.keys(PROBLEMS),
    );
    for (const { id, operation } of operations()) {
      const { content } = resolved((operation['responses'] as JsonObject)['default']);
      expect([id, content]).toEqual([
        id,
        { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      ]);
    }
  });

  it('has the headers that make a read repeatable and a retry safe', () => {
    const views = operations().filter(
      ({ path, id }) => id.startsWith('GET /v1/conflicts/') && !/\/(events|streams|diff)\b/.test(path),
    );
    expect(views.length).toBeGreaterThan(5);
    for (const { id, operation } of views) {
      const parameters = ((operation['parameters'] ?? []) as readonly Json[]).map(resolved).map(({ name }) => name);
      expect([id, parameters]).toEqual([
        id,
        expect.arrayContaining(['conflict', 'asOf', 'on', 'minPosition', 'If-None-Match']),
      ]);
      const { headers, content } = resolved((operation['responses'] as JsonObject)['200']);
      expect([id, Object.keys(headers as object)]).toEqual([id, ['Log-Position', 'ETag']]);
      expect(JSON.stringify(content)).toMatch(/ViewAnswer|ListAnswer/);
    }
    const recording = resolved(document.paths['/v1/conflicts/{conflict}/events'] as Json)['post'] as JsonObject;
    const sent = (recording['parameters'] as readonly Json[]).map(resolved).map(({ name }) => name);
    expect(sent).toEqual(expect.arrayContaining(['Idempotency-Key', 'If-Match', 'If-None-Match']));
  });
});

describe('every route that is read', () => {
  it('refuses a query parameter that it does not describe', async () => {
    const event = { type: 'ConflictOpened', data: { name: 'Russia and Ukraine' } };
    const headers = { 'content-type': 'application/json' };
    await app.inject({
      method: 'POST',
      url: '/v1/conflicts',
      headers,
      payload: JSON.stringify({ conflict: 'russia-ukraine', event }),
    });
    for (const { id, path } of operations().filter((operation) => operation.id.startsWith('GET '))) {
      const url = path.replace('{conflict}', 'russia-ukraine').replace(/\{\w+\}/g, 'unnamed');
      const { payload } = await app.inject(`${url}?misspelt=1`);
      expect([id, payload]).toEqual([id, expect.stringContaining('"code":"parameter.unknown"')]);
    }
  });
});

describe('the body that records events', () => {
  it('is told apart by `type`, one schema for each event type', () => {
    const event = resolved({ $ref: '#/components/schemas/Event' });
    const types = app
      .get(Catalogue)
      .types()
      .map(({ type }) => type);
    const refs = types.map((type) => `#/components/schemas/${type}`);
    expect(event['oneOf']).toEqual(refs.map(($ref) => ({ $ref })));
    expect(event['discriminator']).toEqual({
      propertyName: 'type',
      mapping: Object.fromEntries(types.map((type, index) => [type, refs[index]])),
    });
  });

  it('takes its own examples, and what the catalogue takes', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(document, 'document');
    const post = '#/paths/~1v1~1conflicts~1%7Bconflict%7D~1events/post/requestBody/content/application~1json';
    const check = ajv.compile({ $ref: `document${post}/schema` });
    const examples = resolved({ $ref: decodeURI(post) })['examples'] as Readonly<
      Record<string, { readonly value: Json }>
    >;
    expect(Object.keys(examples)).toEqual(['one', 'array']);
    for (const { value } of Object.values(examples)) {
      expect([check(value), ajv.errorsText(check.errors)]).toEqual([true, 'No errors']);
      for (const event of [value].flat()) app.get(Catalogue).check(event);
    }
    expect(check({ type: 'DroneBarrageReported', data: { launched: 176 } })).toBe(false);
  });
});

describe('the page to browse it', () => {
  it('is served from here with everything it loads', async () => {
    const page = await app.inject('/v1/docs');
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
    const loaded = [...page.payload.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url!);
    expect(loaded.length).toBeGreaterThan(3);
    for (const url of loaded) {
      expect(url).not.toMatch(/^(https?:)?\/\//);
      const { statusCode } = await app.inject(new URL(url, 'http://localhost/v1/docs').pathname);
      expect([url, statusCode]).toEqual([url, 200]);
    }
    const script = await app.inject('/v1/docs/swagger-ui-init.js');
    expect(script.payload).toContain('"validatorUrl": null');
  });

  it('shows the document that is served', async () => {
    expect(served).toBe(JSON.stringify(document));
    const script = await app.inject('/v1/docs/swagger-ui-init.js');
    expect(script.payload).toContain('"DroneBarrageReported"');
  });
});
