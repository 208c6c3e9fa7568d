import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import { CorrectionsController } from './corrections.controller';
import { ListCorrectionsHandler } from './corrections.queries';
import { FindingsController } from './findings.controller';
import { ListFindingsHandler } from './findings.queries';

@Module({
  controllers: [CorrectionsController, FindingsController],
  providers: [ListCorrectionsHandler, ListFindingsHandler],
})
export class ReviewModule {}

/** What was corrected, retracted and disputed, and what the rules say of it. Its events and read models are the kernel's. */
export const review: Feature = { streams: [], readModels: [], module: ReviewModule };
