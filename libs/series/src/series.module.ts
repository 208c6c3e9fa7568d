import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import { SeriesController } from './series.controller';
import { seriesModel } from './series.model';
import { ListSeriesHandler, ShowSeriesHandler } from './series.queries';
import { seriesStream } from './series.stream';

@Module({ controllers: [SeriesController], providers: [ListSeriesHandler, ShowSeriesHandler] })
class SeriesModule {}

/** Series of numbers, a metric and year each. */
export const series: Feature = { streams: [seriesStream], readModels: [seriesModel], module: SeriesModule };
