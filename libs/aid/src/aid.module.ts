import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import type { Explaining } from '@tracker/reading';
import { aidRivalries } from './aid.rivals';
import { AidController } from './aid.controller';
import { aidModel } from './aid.model';
import { ListAidHandler, ShowAidHandler } from './aid.queries';
import { aidStream } from './aid.stream';

@Module({ controllers: [AidController], providers: [ListAidHandler, ShowAidHandler] })
class AidModule {}

/** Aid: pledged, delivered, suspended and resumed. */
export const aid: Feature & Explaining = {
  streams: [aidStream],
  readModels: [aidModel],
  rivalries: aidRivalries,
  module: AidModule,
};
