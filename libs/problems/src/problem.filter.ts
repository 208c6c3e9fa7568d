import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_MEDIA_TYPE, problemOf, problemWithCode, type Problem } from './problem';
import { isDatabaseUnavailable, isStatementCancelled } from './database-errors';
import type { KnownRoutes } from './known-routes';
import { TrackerError } from './tracker-error';

/** Codes for what the HTTP layer refuses by itself. */
const TRANSPORT_CODES: Readonly<Record<number, string>> = {
  400: 'request.malformed',
  404: 'request.unknown_route',
  405: 'request.method',
  406: 'request.not_acceptable',
  413: 'request.too_large',
  415: 'request.media_type',
};

/** Makes every error a problem document: never a stack, and a bare 500 only for a fault of the service, which is logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('problems');

  constructor(private readonly routes: KnownRoutes) {}

  catch(error: unknown, host: ArgumentsHost): void {
    this.answer(
      error,
      host.switchToHttp().getRequest<FastifyRequest>(),
      host.switchToHttp().getResponse<FastifyReply>(),
    );
  }

  /** The same for what fails before there is a route. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const problem = this.problem(error, request);
    if (problem.status >= 500 && problem.status !== 503) {
      this.logger.error({ requestId: request.id, code: problem.code, error: readable(error) });
    }
    // What answered before it failed cannot answer again; its connection is cut, so that nobody takes it for complete.
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    const retryAfter =
      (error as { retryAfterSeconds?: unknown } | null)?.retryAfterSeconds ?? (problem.status === 503 ? 1 : undefined);
    if (typeof retryAfter === 'number') void reply.header('retry-after', String(retryAfter));
    if (Array.isArray(problem.allow)) void reply.header('allow', problem.allow.join(', '));
    void reply.status(problem.status).header('content-type', PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
  }

  private problem(error: unknown, request: FastifyRequest): Problem {
    if (error instanceof TrackerError) return problemOf(error, request.id);
    if (isDatabaseUnavailable(error)) {
      return problemWithCode(
        'database.unavailable',
        'The database did not answer. Nothing was changed by this request; retry it.',
        request.id,
      );
    }
    if (isStatementCancelled(error)) {
      return problemWithCode(
        'question.timeout',
        'The database took longer over this than a question may take. Ask about a shorter period, for fewer entries (limit), or without why=1.',
        request.id,
      );
    }
    const status =
      error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown } | null)?.statusCode;
    const [path] = request.url.split('?');
    if (status === 404) {
      const allow = this.routes.methodsOf(path!);
      if (allow.length > 0)
        return problemWithCode(
          'request.method',
          `${request.method} is not allowed at ${path}. Allowed: ${allow.join(', ')}.`,
          request.id,
          { allow },
        );
      return problemWithCode(
        'request.unknown_route',
        `There is nothing at ${path}. GET /v1/openapi.json lists what there is.`,
        request.id,
      );
    }
    if (status === 415) {
      const found = request.headers['content-type'] ?? 'none';
      return problemWithCode(
        'request.media_type',
        `Content type ${found} is not taken here. Send application/json, or application/x-ndjson where the documentation names it.`,
        request.id,
      );
    }
    const code = typeof status === 'number' ? TRANSPORT_CODES[status] : undefined;
    if (code) return problemWithCode(code, `${readable(error)}.`, request.id);
    return problemWithCode(
      'service.fault',
      'The service failed in a way it was not built for. Report it with the request id; whether anything was recorded is known when the request is sent again with its id.',
      request.id,
    );
  }
}

function readable(error: unknown): string {
  const message = (error as { message?: unknown } | null)?.message;
  return typeof message === 'string' ? message : String(error);
}
