import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import { actorStream } from './actor.stream';
import { actorsModel } from './actor.tables';
import { ActorsController } from './actors.controller';
import { ListActorsHandler, ShowActorHandler } from './actors.queries';
import { officeStream } from './office.stream';
import { officesModel } from './office.tables';
import { OfficesController } from './offices.controller';
import { ListOfficesHandler, ShowOfficeHandler } from './offices.queries';

@Module({
  controllers: [ActorsController, OfficesController],
  providers: [ListActorsHandler, ShowActorHandler, ListOfficesHandler, ShowOfficeHandler],
})
class ActorsModule {}

/** Who acts, and who held which office when. */
export const actors: Feature = {
  streams: [actorStream, officeStream],
  readModels: [actorsModel, officesModel],
  module: ActorsModule,
};
