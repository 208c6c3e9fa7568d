import type { DynamicModule, LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { KnownRoutes, PROBLEM_MEDIA_TYPE, ProblemFilter, unreadableRequest } from '@tracker/problems';
import { questionPipe } from '@tracker/reading';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { serveOpenApi } from './openapi';

/** Bytes of a body that is read whole: one event or an array of them. NDJSON has no limit. */
const BODY_BYTES_MAX = 4 * 1024 * 1024;
const HEADERS_TIMEOUT_MS = 10_000;
/** A connection on which nothing moves is closed; a little more than the limit of an upload, which then says so itself. */
const IDLE_TIMEOUT_MS = 35_000;
const CONNECTIONS_MAX = 4_096;

/** Builds the HTTP application, ready to listen: strict bodies, problem documents, no time limit for an upload that keeps coming. */
export async function createHttpServer(module: DynamicModule, logger: LoggerService): Promise<NestFastifyApplication> {
  const routes = new KnownRoutes();
  const problems = new ProblemFilter(routes);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    connectionTimeout: IDLE_TIMEOUT_MS,
    requestTimeout: 0,
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    genReqId: () => randomUUID(),
    exposeHeadRoutes: false,
    clientErrorHandler: answerUnreadable,
    // A path that cannot be decoded fails before Nest hears of it.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      stamp(request, reply);
      problems.answer(error, request, reply);
    },
  });
  routes.watch(adapter.getInstance());
  takeRawBodies(adapter);
  letGoWhenStopping(adapter);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger,
  });
  app.useGlobalFilters(problems);
  app.useGlobalPipes(questionPipe());
  serveOpenApi(app);
  adapter.getInstance().server.maxConnections = CONNECTIONS_MAX;
  return app;
}

/** What is no HTTP request at all fails before there is any request to answer. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = unreadableRequest(error);
  const body = JSON.stringify(problem);
  const head = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nContent-Type: ${PROBLEM_MEDIA_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n`;
  socket.end(head + body);
}

/** Bodies come as bytes, because the bytes are the record; what is not listed here is 415. */
function takeRawBodies(adapter: FastifyAdapter): void {
  const fastify = adapter.getInstance();
  fastify.removeAllContentTypeParsers();
  for (const type of ['application/json', 'text/plain']) {
    fastify.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  }
  fastify.addContentTypeParser('application/x-ndjson', (_request, payload, done) => done(null, payload));
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    stamp(request, reply);
    done();
  });
}

/**
 * Connections that are busy when the stop begins are ended with their answer. Else each would be kept for a next request, and
 * hold up the stop, until it has been idle for over a minute.
 */
function letGoWhenStopping(adapter: FastifyAdapter): void {
  const fastify = adapter.getInstance();
  let stopping = false;
  fastify.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (stopping) void reply.header('connection', 'close');
    done();
  });
  // Of what was being answered already, the head is sent.
  fastify.addHook('onResponse', (request, _reply, done) => {
    if (stopping) request.raw.socket.destroySoon();
    done();
  });
}

function stamp(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('x-content-type-options', 'nosniff').header('x-request-id', request.id);
}
