import type { Catalogue, LogPart } from '@tracker/event-store';
import { Client, type ClientConfig } from 'pg';
import type { MessagePort } from 'node:worker_threads';
import type { ReadModel } from './read-model';
import { rebuildPiece } from './rebuild-piece';

/** A piece to fold; answered by a FoldedMessage. */
export interface PieceMessage {
  /** Names of the models to fold it for. */
  readonly models: readonly string[];
  readonly piece: LogPart;
}

export interface FoldedMessage {
  readonly events: number;
}

/**
 * Folds the pieces that come by a port, one after the other, on connections of its own; says `ready` when it is. The connection
 * MUST log in as `tracker_projector`. A failure ends the thread with its error, which reaches whoever waits for the answer.
 */
export async function foldPieces(
  port: MessagePort,
  connection: ClientConfig,
  catalogue: Catalogue,
  models: readonly ReadModel[],
): Promise<void> {
  const [reader, writer] = [new Client(connection), new Client(connection)];
  await Promise.all([reader.connect(), writer.connect()]);
  port.on('message', ({ models: names, piece }: PieceMessage) => {
    const found = models.filter(({ name }) => names.includes(name));
    rebuildPiece(reader, writer, catalogue, found, piece).then(
      ({ events }) => port.postMessage({ events } satisfies FoldedMessage),
      (error: unknown) =>
        setImmediate(() => {
          throw error;
        }),
    );
  });
  port.postMessage('ready');
}
