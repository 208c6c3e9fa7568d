import type { Catalogue } from '@tracker/event-store';
import type { Client } from 'pg';
import { markDone, type BuildPiece } from './builds';
import { generationSchema } from './generations';
import { foldPiece, type FailedModel } from './piece';
import type { ReadModel } from './read-model';
import { inSchema } from './table-shape';

/** A piece to fold into the next generations of some models. */
export interface RebuildTask {
  readonly kind: 'rebuild';
  /** Names of the models. */
  readonly models: readonly string[];
  readonly piece: BuildPiece;
}

/** What came of it. */
export interface RebuiltPiece {
  readonly events: number;
  readonly failed: readonly FailedModel[];
}

/** Folds one piece into the next generations of some models and marks it as done, in one transaction: exactly once, whatever dies when. */
export async function rebuildPiece(
  reader: Client,
  writer: Client,
  catalogue: Catalogue,
  models: readonly ReadModel[],
  piece: BuildPiece,
): Promise<RebuiltPiece> {
  const { events, tables, failed } = await foldPiece(reader, catalogue, models, piece);
  await writer.query('begin');
  if (!(await markDone(writer, piece, events, failed))) {
    await writer.query('rollback');
    return { events: 0, failed: [] };
  }
  for (const { model, shape, text } of tables)
    await text.copyInto(writer, inSchema(shape, generationSchema(model, 'next')));
  await writer.query('commit');
  return { events, failed };
}
