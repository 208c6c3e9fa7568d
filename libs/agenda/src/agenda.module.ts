import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import { AgendaController } from './agenda.controller';
import { ShowAgendaHandler } from './agenda.queries';

@Module({ controllers: [AgendaController], providers: [ShowAgendaHandler] })
export class AgendaModule {}

/** What is still to come: a view of meetings and statements that records nothing. */
export const agenda: Feature = { streams: [], readModels: [], module: AgendaModule };
