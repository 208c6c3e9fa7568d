import {
  applyDecorators,
  createParamDecorator,
  SetMetadata,
  UseInterceptors,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { Moment } from './moment';
import type { Paging } from './page';
import { VIEW, type ReadingRequest, type ViewDeclaration } from './view-declaration';
import { ViewInterceptor } from './view.interceptor';

/**
 * Makes a route a view: its moment (asOf, on, minPosition or the cursor's) is fixed before the handler runs, and its answer gets
 * `position`, `on`, `next` and `names`, Log-Position and a weak ETag; 304 when nothing changed.
 */
export function View(declaration: ViewDeclaration): MethodDecorator {
  return applyDecorators(
    SetMetadata(VIEW, declaration),
    UseInterceptors(ViewInterceptor),
    ApiOperation({ summary: declaration.summary }),
    ApiParam({ name: 'conflict', description: 'Id of the conflict', example: 'russia-ukraine' }),
    ApiOkResponse({ description: `${declaration.summary} Every answer names the position at which it holds.` }),
  );
}

/** The moment of the question. */
export const AtMoment = createParamDecorator((_: unknown, context: ExecutionContext): Moment => {
  return context.switchToHttp().getRequest<ReadingRequest>().moment!;
});

/** How the question wants its list cut. */
export const InPages = createParamDecorator((_: unknown, context: ExecutionContext): Paging => {
  return context.switchToHttp().getRequest<ReadingRequest>().paging!;
});
