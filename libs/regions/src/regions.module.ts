import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import { RegionsController } from './regions.controller';
import { SumRegionsHandler } from './regions.queries';

@Module({ controllers: [RegionsController], providers: [SumRegionsHandler] })
export class RegionsModule {}

/** Harm by region: places are of one feature, what happened there of another. */
export const regions: Feature = { streams: [], readModels: [], module: RegionsModule };
