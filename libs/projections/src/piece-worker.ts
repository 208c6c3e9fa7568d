import type { Catalogue } from '@tracker/event-store';
import { Client, type ClientConfig } from 'pg';
import type { MessagePort } from 'node:worker_threads';
import type { PieceAnswer, PieceTask } from './piece-task';
import type { ReadModel } from './read-model';
import { rebuildPiece } from './rebuild-piece';
import { replayPiece } from './replay-piece';
import { PieceVerifier } from './verify-piece';

/** Does tasks one after the other, on two connections of its own. */
export class PieceWorker {
  private readonly verifier: PieceVerifier;

  private constructor(
    private readonly reader: Client,
    private readonly writer: Client,
    private readonly catalogue: Catalogue,
    private readonly models: readonly ReadModel[],
  ) {
    this.verifier = new PieceVerifier(reader, writer, catalogue);
  }

  /** The connection MUST log in as `tracker_projector`. */
  static async connect(
    connection: ClientConfig,
    catalogue: Catalogue,
    models: readonly ReadModel[],
  ): Promise<PieceWorker> {
    const [reader, writer] = [new Client(connection), new Client(connection)];
    await Promise.all([reader.connect(), writer.connect()]);
    return new PieceWorker(reader, writer, catalogue, models);
  }

  do(task: PieceTask): Promise<PieceAnswer<PieceTask>> {
    const { reader, writer, catalogue } = this;
    const models = this.models.filter(({ name }) => task.models.includes(name));
    switch (task.kind) {
      case 'rebuild':
        return rebuildPiece(reader, writer, catalogue, models, task.piece);
      case 'verify':
        return this.verifier.verify(models, task);
      case 'replay':
        return replayPiece(reader, writer, catalogue, models, task);
    }
  }

  async end(): Promise<void> {
    await Promise.all([this.reader.end(), this.writer.end()]);
  }
}

/** Does the tasks that come by a port; says `ready` when it is. A failure ends the thread with its error, which reaches whoever waits. */
export async function workPieces(
  port: MessagePort,
  connection: ClientConfig,
  catalogue: Catalogue,
  models: readonly ReadModel[],
): Promise<void> {
  const worker = await PieceWorker.connect(connection, catalogue, models);
  port.on('message', (task: PieceTask) => {
    worker.do(task).then(
      (answer) => port.postMessage(answer),
      (error: unknown) =>
        setImmediate(() => {
          throw error;
        }),
    );
  });
  port.postMessage('ready');
}
