import type { Catalogue, LogPart } from '@tracker/event-store';
import type { Client } from 'pg';
import { foldPiece, type FailedModel } from './piece';
import type { ReadModel } from './read-model';
import { scratchSchema, type Side } from './replay-scratch';
import { withoutSource } from './replay-without';
import { inSchema } from './table-shape';

/** A piece of a log to fold into scratch schemas. */
export interface ReplayTask {
  readonly kind: 'replay';
  /** Names of the models. */
  readonly models: readonly string[];
  readonly piece: LogPart;
  readonly scratch: string;
  readonly side: Side;
  /** Without which source; null: with all there are. */
  readonly withoutSource: string | null;
}

/** What came of it. */
export interface ReplayAnswer {
  readonly events: number;
  readonly failed: readonly FailedModel[];
}

/** Folds a piece into the scratch schemas of some models, in one transaction. */
export async function replayPiece(
  reader: Client,
  writer: Client,
  catalogue: Catalogue,
  models: readonly ReadModel[],
  { piece, scratch, side, withoutSource: source }: ReplayTask,
): Promise<ReplayAnswer> {
  const keep = source === null ? undefined : withoutSource(source);
  const { events, tables, failed } = await foldPiece(reader, catalogue, models, piece, keep);
  await writer.query('begin');
  for (const { model, shape, text } of tables)
    await text.copyInto(writer, inSchema(shape, scratchSchema(scratch, model, side)));
  await writer.query('commit');
  return { events, failed };
}
