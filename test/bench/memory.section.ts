import { get } from 'node:http';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { rounded } from './comparison';
import type { LabDatabase } from './lab';
import { Program } from './program';
import { CASE_CONFLICT, RecordedCase } from './recorded-case';
import { figure, type Section } from './section';
import { atMost } from './target';

/** The smaller log, as a share of the larger. */
const SMALL_SHARE = 0.1;
/** Memory that the larger log may take more. */
const GROWTH_MIB_MAX = 50;

/**
 * The most memory that the process of a rebuild, of a replay, of a verification and of the service while it streams an export
 * ever has, threads included, on a log and on the first tenth of it. Each is a program as an operator runs it, started anew each
 * time, so that its peak is that of this work. The memory of PostgreSQL is bounded by its own settings and not counted.
 */
export const memory: Section = async (lab, { events }) => {
  const large = await RecordedCase.of(lab, events);
  const small = await RecordedCase.beginning(lab, Math.round(events * SMALL_SHARE), large);
  const folder = join(lab.folder, 'replayed');
  const peaks: Peak[] = [];
  for (const { events: size, database } of [small, large]) {
    const ops = async (args: readonly string[]): Promise<number> =>
      (await Program.ops(database, [...args, '--workers', '2']).succeeded()).peakMib;
    peaks.push({ work: 'rebuild', size, mib: await ops(['rebuild', 'all', '--anew']) });
    peaks.push({ work: 'verify', size, mib: await ops(['verify']) });
    const until = ['--conflict', CASE_CONFLICT, '--until', String(size)];
    peaks.push({ work: 'replay', size, mib: await ops(['replay', ...until, '--out', folder]) });
    rmSync(folder, { recursive: true });
    peaks.push({ work: 'streamed export', size, mib: await exporting(database, size) });
  }
  const growths = peaks
    .filter(({ size }) => size === small.events)
    .map(({ work, mib }) => {
      const largeMib = peaks.find((peak) => peak.work === work && peak.size === large.events)!.mib;
      return { work, smallMib: rounded(mib), largeMib: rounded(largeMib), growthMib: rounded(largeMib - mib) };
    });
  return {
    figures: { events: { small: small.events, large: large.events }, growths },
    lines: [
      `The most memory of a process, at ${figure(small.events)} and at ${figure(large.events)} events:`,
      ...growths.map(
        ({ work, smallMib, largeMib, growthMib }) =>
          `    ${work}: ${figure(smallMib)} and ${figure(largeMib)} MiB, ${growthMib < 0 ? '' : '+'}${figure(growthMib)}`,
      ),
    ],
    targets: growths.map(({ work, growthMib }) =>
      atMost(`memory that a ${work} takes more with ten times the events`, GROWTH_MIB_MAX, growthMib, 'MiB'),
    ),
  };
};

interface Peak {
  readonly work: string;
  readonly size: number;
  readonly mib: number;
}

/** Of a service whose whole log one client reads as fast as it is sent. */
async function exporting(database: LabDatabase, events: number): Promise<number> {
  const { program, url } = await Program.api(database);
  const { lines, last } = await exported(`${url}/v1/conflicts/${CASE_CONFLICT}/events`);
  program.interrupt();
  const { peakMib } = await program.ended;
  if (lines !== events + 1)
    throw new Error(
      `The export of ${events} events has ${lines} lines, expected one more than events. Its last: ${last}`,
    );
  return peakMib;
}

function exported(url: string): Promise<{ readonly lines: number; readonly last: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { accept: 'application/x-ndjson' } }, (response) => {
      let lines = 0;
      let last = '';
      response.on('data', (chunk: Buffer) => {
        for (const byte of chunk) if (byte === NEWLINE) lines += 1;
        last = chunk.toString('utf8').slice(-LAST_CHARACTERS);
      });
      response.once('error', reject);
      response.once('end', () => resolve({ lines, last }));
    }).once('error', reject);
  });
}

const NEWLINE = 0x0a;
const LAST_CHARACTERS = 200;
