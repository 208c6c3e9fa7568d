import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import { CitationsController } from './citations.controller';
import { citationsModel } from './citations.model';
import { ListCitationsHandler } from './citations.queries';
import { passagesModel } from './passage.tables';
import { ListRelianceHandler } from './reliance.queries';
import { reportStream } from './report.stream';
import { reportsModel } from './report.tables';
import { ReportsController } from './reports.controller';
import { CheckReportHandler, ListPassagesHandler, ListReportsHandler, ShowReportHandler } from './reports.queries';
import { sourceStream } from './source.stream';
import { sourcesModel } from './source.tables';
import { SourcesController } from './sources.controller';
import { ListSourcesHandler, ShowSourceHandler } from './sources.queries';

@Module({
  controllers: [SourcesController, ReportsController, CitationsController],
  providers: [
    ListSourcesHandler,
    ShowSourceHandler,
    ListCitationsHandler,
    ListRelianceHandler,
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
  readModels: [sourcesModel, reportsModel, passagesModel, citationsModel],
  module: SourcesModule,
};
