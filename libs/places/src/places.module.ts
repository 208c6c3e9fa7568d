import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import { placeStream } from './place.stream';
import { placesModel } from './place.tables';
import { PlacesController } from './places.controller';
import { ListPlacesHandler, ShowPlaceHandler } from './places.queries';

@Module({ controllers: [PlacesController], providers: [ListPlacesHandler, ShowPlaceHandler] })
class PlacesModule {}

/** Where things happen. */
export const places: Feature = { streams: [placeStream], readModels: [placesModel], module: PlacesModule };
