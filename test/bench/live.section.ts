import { setTimeout as wait } from 'node:timers/promises';
import type { BenchService } from './bench-service';
import { Child } from './child';
import { median, quantile, rounded } from './comparison';
import type { Lab } from './lab';
import { writeLog } from './log-file';
import type { SendJob, SendResult } from './sender.process';
import { figure, type Section } from './section';
import { atMost } from './target';
import type { UploadJob, UploadResult } from './upload.process';

const EVENTS_A_SECOND = 2_000;
const STEADY_CONFLICT = 'steady';
const BURST_CONFLICT = 'burst';
const LOOK_INTERVAL_MS = 10;

/** How far the read models are behind a steady stream of requests, and how long they take after a burst. */
export const live: Section = async (lab, { events, rounds, seconds }) => {
  const service = await lab.service(await lab.trackerDatabase('live'));
  await service.follow();
  const steady = await underSteadyLoad(lab, service, Math.max(1, seconds * rounds));
  const burst = await afterBurst(lab, service, Math.max(100, Math.round(events / 5)));
  return {
    figures: { steady, burst },
    lines: [
      `Behind ${figure(rounded(steady.sent))} events/s (wanted ${figure(EVENTS_A_SECOND)}), time from commit until the read models are there:`,
      `    median ${figure(steady.lagMs.median)} ms, p99 ${figure(steady.lagMs.p99)} ms, at most ${figure(steady.lagMs.highest)} ms; at most ${figure(steady.eventsBehindMax)} events, or ${steady.secondsBehindMax} s of sending, behind`,
      `A burst of ${figure(burst.events)} events, uploaded in ${burst.uploadSeconds} s:`,
      `    read models there ${burst.catchUpSeconds} s after its end, ${burst.besideUpload} times the time of the upload from its begin`,
    ],
    targets: [
      atMost(`lag of the read models at ${EVENTS_A_SECOND} events/s`, 1, rounded(steady.lagMs.highest / 1_000), 's'),
      atMost(
        'read models there, from the begin of the burst',
        40,
        rounded(burst.uploadSeconds + burst.catchUpSeconds),
        's',
      ),
    ],
  };
};

interface Steady {
  /** Events a second that were answered. */
  readonly sent: number;
  /** From when a position was seen in the log until the read models had reached it. */
  readonly lagMs: { readonly median: number; readonly p99: number; readonly highest: number };
  readonly eventsBehindMax: number;
  /** The same over the rate. */
  readonly secondsBehindMax: number;
}

async function underSteadyLoad(lab: Lab, service: BenchService, seconds: number): Promise<Steady> {
  const url = `${service.url}/v1/conflicts/${STEADY_CONFLICT}/events`;
  const child = await Child.start<SendJob, SendResult>('send');
  lab.atEnd(() => child.stop());
  await service.openConflict(STEADY_CONFLICT);
  const job = { url, eventsASecond: EVENTS_A_SECOND };
  await child.run({ ...job, seconds: Math.min(2, seconds), name: 'warm' });
  await service.caughtUp(STEADY_CONFLICT);
  let sending = true;
  const sent = child.run({ ...job, seconds, name: 'steady' }).finally(() => (sending = false));
  const watched = watchLag(service, () => sending);
  const [{ eventsASecond }, { lagsMs, eventsBehindMax }] = await Promise.all([sent, watched]);
  return {
    sent: eventsASecond,
    lagMs: {
      median: rounded(median(lagsMs)),
      p99: rounded(quantile(lagsMs, 0.99)),
      highest: rounded(quantile(lagsMs, 1)),
    },
    eventsBehindMax,
    secondsBehindMax: rounded(eventsBehindMax / eventsASecond),
  };
}

/** Notes each new end of the log with the time before it was asked for, until the read models are seen to have reached it. */
async function watchLag(
  service: BenchService,
  goesOn: () => boolean,
): Promise<{ readonly lagsMs: readonly number[]; readonly eventsBehindMax: number }> {
  const lagsMs: number[] = [];
  const open: { readonly position: number; readonly seenAt: number }[] = [];
  let eventsBehindMax = 0;
  while (goesOn() || open.length > 0) {
    const seenAt = performance.now();
    const head = await service.head(STEADY_CONFLICT);
    const reached = await service.readModelPosition(STEADY_CONFLICT);
    if (goesOn() && head > (open.at(-1)?.position ?? 0)) open.push({ position: head, seenAt });
    eventsBehindMax = Math.max(eventsBehindMax, head - reached);
    const now = performance.now();
    while (open[0] && open[0].position <= reached) lagsMs.push(now - open.shift()!.seenAt);
    await wait(LOOK_INTERVAL_MS);
  }
  return { lagsMs, eventsBehindMax };
}

interface Burst {
  readonly events: number;
  readonly uploadSeconds: number;
  /** From the end of the upload. */
  readonly catchUpSeconds: number;
  /** Upload and catching up together, beside the upload. */
  readonly besideUpload: number;
}

async function afterBurst(lab: Lab, service: BenchService, events: number): Promise<Burst> {
  const file = await writeLog(lab.folder, events);
  const child = await Child.start<UploadJob, UploadResult>('upload');
  lab.atEnd(() => child.stop());
  const { seconds } = await child.run({ url: `${service.url}/v1/conflicts/${BURST_CONFLICT}/events`, file });
  const uploaded = performance.now();
  await service.caughtUp(BURST_CONFLICT);
  const catchUpSeconds = (performance.now() - uploaded) / 1_000;
  return {
    events,
    uploadSeconds: rounded(seconds),
    catchUpSeconds: rounded(catchUpSeconds),
    besideUpload: rounded((seconds + catchUpSeconds) / seconds),
  };
}
