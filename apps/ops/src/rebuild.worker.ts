import 'reflect-metadata';
import { Catalogue } from '@tracker/event-store';
import { foldPieces } from '@tracker/projections';
import { parentPort, workerData } from 'node:worker_threads';
import { readModels, streams } from '../../features';

/** A thread of a rebuild; `workerData` is its connection. */
foldPieces(parentPort!, workerData as object, new Catalogue(streams), readModels).catch((error: unknown) => {
  setImmediate(() => {
    throw error;
  });
});
