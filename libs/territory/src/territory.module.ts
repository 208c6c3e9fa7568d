import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import { TerritoryController } from './territory.controller';
import { territoryModel } from './territory.model';
import { ListAreasHandler, ShowAreaHandler } from './territory.queries';
import { territoryStream } from './territory.stream';

@Module({ controllers: [TerritoryController], providers: [ListAreasHandler, ShowAreaHandler] })
class TerritoryModule {}

/** Who holds which area, and since when. */
export const territory: Feature = {
  streams: [territoryStream],
  readModels: [territoryModel],
  module: TerritoryModule,
};
