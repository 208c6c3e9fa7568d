import { Module } from '@nestjs/common';
import { EventTypesController } from './event-types.controller';
import { LogController } from './log.controller';
import { EventByIdHandler, HistoryOfStreamHandler, PageOfLogHandler, WholeLogHandler } from './log.queries';
import { ReadModelsController } from './read-models.controller';
import { StandingsOfReadModelsHandler } from './read-models.queries';

/**
 * The routes that are there whatever the features: the log, the event types, the read models. The app MUST provide, globally,
 * CqrsModule, DataSource, EventLog, Moments, Catalogue and ServedReadModels.
 */
@Module({
  controllers: [LogController, EventTypesController, ReadModelsController],
  providers: [
    PageOfLogHandler,
    WholeLogHandler,
    HistoryOfStreamHandler,
    EventByIdHandler,
    StandingsOfReadModelsHandler,
  ],
})
export class ReadingModule {}
