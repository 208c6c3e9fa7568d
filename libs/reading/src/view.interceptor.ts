import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Catalogue } from '@tracker/event-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, of, switchMap, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { readCursor, writeCursor } from './cursor';
import { noneMatches, shortHash } from './etag';
import { Moments, type Moment, type MomentQuestion } from './moment';
import { FINDINGS_MODEL } from './finding.tables';
import { NAMES_MODEL } from './name.tables';
import { namesIn } from './names';
import { PAGE_LIMIT, PAGE_LIMIT_MAX, type Page } from './page';
import { InvalidParameterError } from './reading.errors';
import { REVIEWS_MODEL } from './review.tables';
import { reviewsIn } from './reviews';
import { TIES_MODEL } from './tie.tables';
import { VIEW, type ReadingRequest, type ViewDeclaration } from './view-declaration';
import { ORDERS, type Order } from './view-query';
import { Explanations, type Why } from './why';

type Question = Readonly<Record<string, string | undefined>> & MomentQuestion;

interface Asking {
  readonly view: ViewDeclaration;
  readonly question: Question;
}

/** What completes every answer. */
export const KERNEL_MODELS = [NAMES_MODEL, REVIEWS_MODEL, TIES_MODEL, FINDINGS_MODEL];

/** Fixes the moment before a view's handler runs, and completes its answer afterwards. */
@Injectable()
export class ViewInterceptor implements NestInterceptor {
  private readonly kinds: ReadonlySet<string>;

  constructor(
    private readonly reflector: Reflector,
    private readonly moments: Moments,
    private readonly source: DataSource,
    private readonly explanations: Explanations,
    catalogue: Catalogue,
  ) {
    this.kinds = catalogue.streamKinds();
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<ReadingRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const view = this.reflector.get<ViewDeclaration>(VIEW, context.getHandler());
    const question = request.query as Question;
    const { conflict } = request.params as { readonly conflict: string };
    const asked = questionHash(request);
    const cursor = question.cursor === undefined ? undefined : readCursor(question.cursor, asked);
    const asking = cursor ? { asOf: String(cursor.position), on: cursor.on } : question;
    const completing = question.why === undefined ? KERNEL_MODELS : [...KERNEL_MODELS, ...this.explanations.models];
    const moment = await this.moments.resolve(conflict, asking, view.models, completing);
    request.moment = moment;
    request.paging = { limit: limitOf(question), after: cursor?.after, order: orderOf(question) };
    const etag = `W/"${view.name}.${view.version}.${moment.position}.${moment.on}.${asked}.${shortHash(`${question.cursor ?? ''}|${question.limit ?? ''}|${moment.parked?.join(' ') ?? ''}`)}"`;
    if (request.method === 'GET' && noneMatches(request.headers['if-none-match'], etag)) {
      void identify(reply, moment, etag).status(304);
      return of(undefined);
    }
    // An answer that fails is no answer of the view, so it gets none of its headers.
    const identified = async (answer: object): Promise<object> => {
      const completed = await this.complete(answer, moment, asked, { view, question });
      void identify(reply, moment, etag);
      return completed;
    };
    return next.handle().pipe(switchMap((answer: object) => from(identified(answer))));
  }

  private async complete(answer: object, moment: Moment, asked: string, asking: Asking): Promise<object> {
    const { after, ...shown } = answer as Partial<Page<unknown>>;
    const reviews = await reviewsIn(this.source, moment, shown);
    const why = await this.why({ ...shown, reviews }, moment, asking);
    const names = await namesIn(this.source, moment, this.kinds, [shown, reviews, why]);
    const next = after ? { next: writeCursor({ position: moment.position, on: moment.on, after }, asked) } : {};
    const parked = moment.parked ? { parked: moment.parked } : {};
    return { position: moment.position, on: moment.on, ...parked, ...shown, ...next, names, reviews, ...why };
  }

  private async why(answer: object, moment: Moment, { view, question }: Asking): Promise<{ readonly why?: Why }> {
    if (question.why === undefined) return {};
    const { rule } = question;
    return { why: await this.explanations.of(moment, { answer, members: view.rows ?? [], rule }) };
  }
}

function identify(reply: FastifyReply, moment: Moment, etag: string): FastifyReply {
  return reply
    .header('log-position', String(moment.position))
    .header('etag', etag)
    .header('cache-control', 'no-cache')
    .header('vary', 'accept');
}

/** What was asked, whatever the page and however its parameters are ordered. */
export function questionHash(request: FastifyRequest): string {
  const [path] = request.url.split('?');
  const { cursor: _cursor, limit: _limit, minPosition: _minPosition, ...rest } = request.query as Question;
  const sorted = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  return shortHash(JSON.stringify([path, sorted, request.headers.accept ?? '*/*']));
}

function limitOf(question: Question): number {
  if (question.limit === undefined) return PAGE_LIMIT;
  const limit = Number(question.limit);
  if (!/^\d+$/.test(question.limit) || limit < 1 || limit > PAGE_LIMIT_MAX) {
    throw new InvalidParameterError('limit', question.limit, `a whole number from 1 to ${PAGE_LIMIT_MAX}`);
  }
  return limit;
}

function orderOf({ order }: Question): Order | undefined {
  const known = ORDERS.find((candidate) => candidate === order);
  if (order !== undefined && known === undefined)
    throw new InvalidParameterError('order', order, `one of ${ORDERS.join(', ')}`);
  return known;
}
