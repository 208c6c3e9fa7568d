import { connectionData, type ConnectionData, type Pool } from '@tracker/database';
import { Catalogue } from '@tracker/event-store';
import {
  PROJECTOR_SETTINGS,
  rebuild,
  type FoldPieces,
  type ReadModel,
  type RebuildResult,
  type RebuildSettings,
  type RebuildTask,
} from '@tracker/projections';
import type { OpenDatabase } from './database';
import { streams } from './features';
import { inThreads } from './piece-threads';

/** A database to rebuild in: a pool, and what threads connect with, both as tracker_projector. */
export interface RebuildDatabase {
  readonly projections: Pool;
  readonly connection: ConnectionData;
}

/** An open database as one to rebuild in. */
export function rebuildDatabase({
  source,
  projections,
}: Pick<OpenDatabase, 'source' | 'projections'>): RebuildDatabase {
  return { projections, connection: connectionData(source, 'tracker_projector', PROJECTOR_SETTINGS) };
}

/** Rebuilds read models together, folded by as many threads. */
export function rebuildModels(
  { projections, connection }: RebuildDatabase,
  models: readonly ReadModel[],
  workers: number,
  settings: Omit<RebuildSettings, 'foldPieces'> = {},
): Promise<RebuildResult> {
  const foldPieces = foldedIn(connection, workers);
  return rebuild(projections, new Catalogue(streams), models, { ...settings, foldPieces });
}

function foldedIn(connection: ConnectionData, count: number): FoldPieces {
  return async (models, nextPiece, onPiece) => {
    const failed = new Set<string>();
    const next = async (workedMs: number): Promise<RebuildTask | undefined> => {
      const piece = await nextPiece(workedMs);
      const names = models.map(({ name }) => name).filter((name) => !failed.has(name));
      return piece && { kind: 'rebuild', models: names, piece };
    };
    await inThreads({
      connection,
      count,
      next,
      onAnswer: (rebuilt) => {
        for (const { model } of rebuilt.failed) failed.add(model);
        onPiece(rebuilt);
      },
    });
  };
}
