import { Module } from '@nestjs/common';
import type { Feature } from '@tracker/projections';
import type { Explaining } from '@tracker/reading';
import { conflictRivalries } from './conflict.rivals';
import { conflictStream } from './conflict.stream';
import { conflictsModel } from './conflict.tables';
import { ConflictsController } from './conflicts.controller';
import { ListConflictsHandler, ShowConflictHandler } from './conflicts.queries';

@Module({ controllers: [ConflictsController], providers: [ListConflictsHandler, ShowConflictHandler] })
class ConflictsModule {}

/** Conflicts: what each is called, who takes part, and its phases. */
export const conflicts: Feature & Explaining = {
  streams: [conflictStream],
  readModels: [conflictsModel],
  rivalries: conflictRivalries,
  module: ConflictsModule,
};
