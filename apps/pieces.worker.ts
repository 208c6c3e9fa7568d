import 'reflect-metadata';
import { Catalogue } from '@tracker/event-store';
import { workPieces } from '@tracker/projections';
import { parentPort, workerData } from 'node:worker_threads';
import { readModels, streams } from './features';

/** A thread that does tasks with pieces of logs; `workerData` is its connection. */
workPieces(parentPort!, workerData as object, new Catalogue(streams), readModels).catch((error: unknown) => {
  setImmediate(() => {
    throw error;
  });
});
