import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import type { Explaining } from '@tracker/reading';
import { attackRivalries } from './attack.rivals';
import { attacksModel } from './attack.rows';
import { attackStream } from './attack.stream';
import { AttacksController } from './attacks.controller';
import { ListAttacksHandler, ShowAttackHandler } from './attacks.queries';
import { ListCountedHandler } from './counted.queries';
import { HarmController } from './harm.controller';
import { ListNightsHandler } from './nights.queries';
import { ListSeriesHandler } from './series.queries';
import { SumClaimsHandler } from './totals.queries';

@Module({
  controllers: [AttacksController, HarmController],
  providers: [
    ListAttacksHandler,
    ShowAttackHandler,
    ListNightsHandler,
    SumClaimsHandler,
    ListCountedHandler,
    ListSeriesHandler,
  ],
})
export class AttacksModule {}

/** Barrages, strikes, shelling, clashes and the harm they do. */
export const attacks: Feature & Explaining = {
  streams: [attackStream],
  readModels: [attacksModel],
  rivalries: attackRivalries,
  module: AttacksModule,
};
