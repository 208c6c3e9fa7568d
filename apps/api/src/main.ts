import './without-pretenuring';
import 'reflect-metadata';
import { logFrom } from '../../logging';
import { runUntilStopped } from '../../process';
import { readApiConfig } from './api.config';
import { followInThread } from './projector-thread';
import { SAMPLE_CONFLICT } from './sample';
import { startService, type Service } from './service';

async function start(): Promise<() => Promise<void>> {
  const { sample, projector, logLevel, ...config } = readApiConfig(process.env);
  const service = await startService({
    ...config,
    sample: sample === 'on',
    follow: projector === 'on' ? followInThread : undefined,
    logger: logFrom(logLevel),
  });
  process.stdout.write(greeting(service));
  return () => service.stop();
}

function greeting({ url, database }: Service): string {
  const view = `${url}/v1/conflicts/${SAMPLE_CONFLICT}`;
  return `
Conflict Tracker serves at ${url}, its data are at ${database.source.address}.
Documentation of every request: ${url}/v1/docs
Try:
  curl '${view}/attacks?from=2025-02-18&to=2025-02-18'
  curl '${view}/meetings/meeting-riyadh-2025-02-18'
  curl '${view}/status?on=2025-02-19&asOf=1'
Stop with Ctrl-C.
`;
}

runUntilStopped(start);
