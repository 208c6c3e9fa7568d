import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import { MapController } from './map.controller';
import { ListUnplacedHandler, ShowMapHandler } from './map.queries';

@Module({ controllers: [MapController], providers: [ShowMapHandler, ListUnplacedHandler] })
export class MapModule {}

/** The map of everything that is said to have happened. */
export const map: Feature = { streams: [], readModels: [], module: MapModule };
