import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import type { Explaining } from '@tracker/reading';
import { measureRivalries } from './measure.rivals';
import { measuresModel } from './measure.model';
import { measureStream } from './measure.stream';
import { MeasuresController } from './measures.controller';
import { ListMeasuresHandler, ShowMeasureHandler } from './measures.queries';

@Module({ controllers: [MeasuresController], providers: [ListMeasuresHandler, ShowMeasureHandler] })
class MeasuresModule {}

/** Sanctions, expulsions and other measures: imposed, eased, lifted. */
export const measures: Feature & Explaining = {
  streams: [measureStream],
  readModels: [measuresModel],
  rivalries: measureRivalries,
  module: MeasuresModule,
};
