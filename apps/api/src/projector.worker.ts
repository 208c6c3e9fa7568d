import 'reflect-metadata';
import { openSentPool, type ConnectionData } from '@tracker/database';
import { parentPort, workerData } from 'node:worker_threads';
import { followHere } from '../../following';

/** The thread of followInThread; `workerData` is its connection, messages are `hint` and `stop`, those back say what is wrong. */
const port = parentPort!;
const pool = openSentPool(workerData as ConnectionData, {
  applicationName: 'conflict-tracker projector',
  connectionsMax: 4,
  onIdleError: (error) => port.postMessage(`A database connection broke while idle: ${error.message}`),
});
const following = followHere({ projections: pool }, (trouble) => port.postMessage(trouble));

port.on('message', (message: 'hint' | 'stop') => {
  if (message === 'hint') void following.then((running) => running.hint());
  else void stop();
});

async function stop(): Promise<void> {
  await (await following).stop();
  await pool.end();
  port.close();
}
