import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import type { Explaining } from '@tracker/reading';
import { seriesRivalries } from './series.rivals';
import { SeriesController } from './series.controller';
import { seriesModel } from './series.model';
import { ListSeriesHandler, ShowSeriesHandler } from './series.queries';
import { seriesStream } from './series.stream';

@Module({ controllers: [SeriesController], providers: [ListSeriesHandler, ShowSeriesHandler] })
class SeriesModule {}

/** Series of numbers, a metric and year each. */
export const series: Feature & Explaining = {
  streams: [seriesStream],
  readModels: [seriesModel],
  rivalries: seriesRivalries,
  module: SeriesModule,
};
