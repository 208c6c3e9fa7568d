import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import { AidController } from './aid.controller';
import { aidModel } from './aid.model';
import { ListAidHandler, ShowAidHandler } from './aid.queries';
import { aidStream } from './aid.stream';

@Module({ controllers: [AidController], providers: [ListAidHandler, ShowAidHandler] })
class AidModule {}

/** Aid: pledged, delivered, suspended and resumed. */
export const aid: Feature = { streams: [aidStream], readModels: [aidModel], module: AidModule };
