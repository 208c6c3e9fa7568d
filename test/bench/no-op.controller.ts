import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

/** Path of the route that does nothing. */
export const NO_OP_PATH = '/v1/no-op';

/** Takes the same body by the same server as the recording route and answers as shortly: the floor of a request. */
@ApiExcludeController()
@Controller('v1')
export class NoOpController {
  @Post('no-op')
  @HttpCode(201)
  take(@Req() request: FastifyRequest): { readonly bytes: number } {
    return { bytes: (request.body as Buffer).length };
  }
}
