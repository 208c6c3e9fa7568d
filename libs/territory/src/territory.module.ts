import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import type { Explaining } from '@tracker/reading';
import { territoryRivalries } from './territory.rivals';
import { TerritoryController } from './territory.controller';
import { territoryModel } from './territory.model';
import { ListAreasHandler, ShowAreaHandler } from './territory.queries';
import { territoryStream } from './territory.stream';

@Module({ controllers: [TerritoryController], providers: [ListAreasHandler, ShowAreaHandler] })
class TerritoryModule {}

/** Who holds which area, and since when. */
export const territory: Feature & Explaining = {
  streams: [territoryStream],
  readModels: [territoryModel],
  rivalries: territoryRivalries,
  module: TerritoryModule,
};
