import 'reflect-metadata';
import { openSentPool, type ConnectionData } from '@tracker/database';
import { parentPort, workerData } from 'node:worker_threads';
import { followHere, type FollowingReports } from '../../following';
import type { ThreadReport } from './projector-thread';

/** The thread of followInThread; `workerData` is its connection, messages are `hint` and `stop`, those back are ThreadReports. */
const port = parentPort!;
const connection = workerData as ConnectionData;
const say =
  (kind: keyof FollowingReports) =>
  (text: string): void =>
    port.postMessage({ kind, text } satisfies ThreadReport);
const reports: FollowingReports = { onTrouble: say('onTrouble'), onMessage: say('onMessage') };
const pool = openSentPool(connection, {
  applicationName: 'conflict-tracker projector',
  connectionsMax: 4,
  onIdleError: (error) => reports.onTrouble(`A database connection broke while idle: ${error.message}`),
});
const following = followHere({ projections: pool, connection }, reports);

port.on('message', (message: 'hint' | 'stop') => {
  if (message === 'hint') void following.then((running) => running.hint());
  else void stop();
});

async function stop(): Promise<void> {
  await (await following).stop();
  await pool.end();
  port.close();
}
