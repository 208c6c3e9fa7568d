import { Module } from '@nestjs/common';
import type { Feature, ReadModel } from '@tracker/projections';
import { ComparedModels } from './compared-tables';
import { DifferencesController } from './differences.controller';
import { PageOfDifferenceHandler, WholeDifferenceHandler } from './differences.queries';

/** What changed between two moments in all of these read models. */
export function audit(models: readonly ReadModel[]): Feature {
  @Module({
    controllers: [DifferencesController],
    providers: [
      { provide: ComparedModels, useValue: new ComparedModels(models) },
      PageOfDifferenceHandler,
      WholeDifferenceHandler,
    ],
  })
  class AuditModule {}
  return { streams: [], readModels: [], module: AuditModule };
}
