import { Module } from '@nestjs/common';
import type { StreamKind } from '@tracker/event-store';
import type { Feature } from '@tracker/projections';
import { TimelineController } from './timeline.controller';
import { ListTimelineHandler } from './timeline.queries';
import { searchModel } from './search.tables';
import { timelineModel } from './timeline.tables';

@Module({ controllers: [TimelineController], providers: [ListTimelineHandler] })
export class TimelineModule {}

/** The timeline of everything that the given kinds of stream can say, and the words in it. */
export function timeline(streams: readonly StreamKind[]): Feature {
  return { streams: [], readModels: [timelineModel(streams), searchModel(streams)], module: TimelineModule };
}
