import { Module } from '@nestjs/common';
import type { StreamKind } from '@tracker/event-store';
import type { Feature } from '@tracker/projections';
import { MapController } from './map.controller';
import { ListUnplacedHandler, ShowMapHandler } from './map.queries';
import { whereaboutsModel } from './whereabouts.tables';

@Module({ controllers: [MapController], providers: [ShowMapHandler, ListUnplacedHandler] })
export class MapModule {}

/** The map of everything that the given kinds of stream can say. */
export function map(streams: readonly StreamKind[]): Feature {
  return { streams: [], readModels: [whereaboutsModel(streams)], module: MapModule };
}
