import { connectionData } from '@tracker/database';
import { PROJECTOR_SETTINGS } from '@tracker/projections';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { OpenDatabase } from '../../database';
import type { Following, FollowingReports } from '../../following';
import { startThread } from '../../threads';

const RESTART_DELAY_MS = 1_000;

/** What the thread says. */
export interface ThreadReport {
  readonly kind: keyof FollowingReports;
  readonly text: string;
}

/** Follows in a thread of its own, so that folding does not keep requests waiting. A thread that dies is started again. */
export function followInThread({ source }: OpenDatabase, reports: FollowingReports): Promise<Following> {
  const connection = connectionData(source, 'tracker_projector', PROJECTOR_SETTINGS);
  let stopping = false;
  let thread: Worker | undefined;
  const begin = (): void => {
    thread = startThread(join(__dirname, 'projector.worker'), connection);
    thread.on('message', ({ kind, text }: ThreadReport) => reports[kind](text));
    thread.on('error', (error) => reports.onTrouble(`The projector failed: ${error.message}`));
    thread.on('exit', () => {
      thread = undefined;
      if (!stopping) void wait(RESTART_DELAY_MS, undefined, { ref: false }).then(() => stopping || begin());
    });
  };
  begin();
  const stop = async (): Promise<void> => {
    stopping = true;
    const running = thread;
    if (!running) return;
    running.postMessage('stop');
    await once(running, 'exit');
  };
  return Promise.resolve({ hint: () => thread?.postMessage('hint'), stop });
}
