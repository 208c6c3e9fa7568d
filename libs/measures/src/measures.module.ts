import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import { measuresModel } from './measure.model';
import { measureStream } from './measure.stream';
import { MeasuresController } from './measures.controller';
import { ListMeasuresHandler, ShowMeasureHandler } from './measures.queries';

@Module({ controllers: [MeasuresController], providers: [ListMeasuresHandler, ShowMeasureHandler] })
class MeasuresModule {}

/** Sanctions, expulsions and other measures: imposed, eased, lifted. */
export const measures: Feature = {
  streams: [measureStream],
  readModels: [measuresModel],
  module: MeasuresModule,
};
