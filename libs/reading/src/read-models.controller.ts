import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { NoQuery } from './log-query';
import { ApiReadModels } from './read-models.openapi';
import { StandingsOfReadModels, type ReadModelStanding } from './read-models.queries';

/** Where the read models stand: what is behind, and what an event has parked. */
@ApiTags('operations')
@Controller('v1/read-models')
export class ReadModelsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiReadModels()
  async list(@Query() _query: NoQuery): Promise<{ readonly readModels: readonly ReadModelStanding[] }> {
    return { readModels: await this.queries.execute(new StandingsOfReadModels()) };
  }
}
