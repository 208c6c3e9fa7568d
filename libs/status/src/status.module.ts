import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import { StatusController } from './status.controller';
import { ShowStatusHandler } from './status.queries';

@Module({ controllers: [StatusController], providers: [ShowStatusHandler] })
export class StatusModule {}

export const status: Feature = { streams: [], readModels: [], module: StatusModule };
