import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import { assessmentStream } from './assessment.stream';
import { assessmentsModel } from './assessment.tables';
import { AssessmentsController } from './assessments.controller';
import { ListAssessmentsHandler, ShowAssessmentHandler } from './assessments.queries';

@Module({ controllers: [AssessmentsController], providers: [ListAssessmentsHandler, ShowAssessmentHandler] })
export class AssessmentsModule {}

/** What sources make of things, kept apart from what they report. */
export const assessments: Feature = {
  streams: [assessmentStream],
  readModels: [assessmentsModel],
  module: AssessmentsModule,
};
