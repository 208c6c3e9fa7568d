import { Module } from '@nestjs/common';
import type { StreamKind } from '@tracker/event-store';
import type { Feature } from '@tracker/projections';
import { TimelineController } from './timeline.controller';
import { ListTimelineHandler } from './timeline.queries';
import { searchModel } from './search.tables';

@Module({ controllers: [TimelineController], providers: [ListTimelineHandler] })
export class TimelineModule {}

/** The timeline, and the words in everything that the given kinds of stream can say. */
export function timeline(streams: readonly StreamKind[]): Feature {
  return { streams: [], readModels: [searchModel(streams)], module: TimelineModule };
}
