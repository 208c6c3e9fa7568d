import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import { attacksModel } from './attack.rows';
import { attackStream } from './attack.stream';
import { AttacksController } from './attacks.controller';
import { ListAttacksHandler, ShowAttackHandler } from './attacks.queries';
import { ListCountedHandler, SumClaimsHandler } from './claims.queries';

@Module({
  controllers: [AttacksController],
  providers: [ListAttacksHandler, ShowAttackHandler, SumClaimsHandler, ListCountedHandler],
})
export class AttacksModule {}

/** Barrages, strikes, shelling, clashes and the harm they do. */
export const attacks: Feature = { streams: [attackStream], readModels: [attacksModel], module: AttacksModule };
