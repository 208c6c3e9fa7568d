import type { ReadModel } from '@tracker/projections';
import type { FastifyRequest } from 'fastify';
import type { Moment } from './moment';
import type { Paging } from './page';

/** What a route declares about the view it answers with. */
export interface ViewDeclaration {
  /** Name of the view, in its ETag. */
  readonly name: string;
  /** Version of the answer: raised when the same question at the same position gets another answer. */
  readonly version: number;
  /** Every model whose tables the answer uses; names of things come by themselves. */
  readonly models: readonly Pick<ReadModel, 'name' | 'version'>[];
  /**
   * Names of the members in which the answer has the streams of its rows: `attack`. With why=1 all events of these streams are
   * told; what an answer merely mentions is not. Left out: its rows are events, which it names by their ids.
   */
  readonly rows?: readonly string[];
  /** One sentence for the API documentation: the question it answers. */
  readonly summary: string;
}

/** Key of a ViewDeclaration in a route's metadata. */
export const VIEW = 'tracker:view';

/** What the interceptor leaves on the request for the handler. */
export interface ReadingRequest extends FastifyRequest {
  moment?: Moment;
  paging?: Paging;
}
