import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import { passagesModel } from './passage.tables';
import { reportStream } from './report.stream';
import { reportsModel } from './report.tables';
import { ReportsController } from './reports.controller';
import { CheckReportHandler, ListPassagesHandler, ListReportsHandler, ShowReportHandler } from './reports.queries';
import { sourceStream } from './source.stream';
import { sourcesModel } from './source.tables';
import { SourcesController } from './sources.controller';
import { ListSourcesHandler, ShowSourceHandler } from './sources.queries';

@Module({
  controllers: [SourcesController, ReportsController],
  providers: [
    ListSourcesHandler,
    ShowSourceHandler,
    ListReportsHandler,
    ShowReportHandler,
    ListPassagesHandler,
    CheckReportHandler,
  ],
})
class SourcesModule {}

/** Who says so, and in which report. */
export const sources: Feature = {
  streams: [sourceStream, reportStream],
  readModels: [sourcesModel, reportsModel, passagesModel],
  module: SourcesModule,
};
