import { Child } from './child';
import { compare, inTurns } from './comparison';
import { CopiedLog } from './copied-log';
import { writeLog } from './log-file';
import { comparisonLines, type Section } from './section';
import { atLeast } from './target';
import type { UploadJob, UploadResult } from './upload.process';

/** An upload of NDJSON, with the read models following and without, beside COPY of the very rows that it made. */
export const bulk: Section = async (lab, { events, rounds }) => {
  const size = Math.max(100, Math.round(events / 10));
  const file = await writeLog(lab.folder, size);
  const database = await lab.trackerDatabase('bulk');
  const service = await lab.service(database);
  const baseline = await CopiedLog.open(database.source);
  lab.atEnd(() => baseline.close());
  const child = await Child.start<UploadJob, UploadResult>('upload');
  lab.atEnd(() => child.stop());
  let uploads = 0;
  const send = async (): Promise<number> => {
    const conflict = `upload-${(uploads += 1)}`;
    const { seconds, recorded } = await child.run({ url: `${service.url}/v1/conflicts/${conflict}/events`, file });
    return recorded / seconds;
  };

  await send();
  const rates = await inTurns(rounds, {
    alone: send,
    copied: () => baseline.copy(`upload-${uploads}`),
    following: async () => {
      await service.follow();
      const rate = await send();
      await service.caughtUp(`upload-${uploads}`);
      await service.unfollow();
      return rate;
    },
  });
  const following = compare('events/s', rates.following, 'COPY of the same rows', rates.copied);
  const alone = compare('events/s', rates.alone, 'COPY of the same rows', rates.copied);
  return {
    figures: { events: size, following, alone },
    lines: [
      ...comparisonLines(`NDJSON upload of ${size} events, read models following`, following),
      ...comparisonLines('The same, recording alone', alone),
    ],
    targets: [
      atLeast('bulk upload with read models following, beside COPY', 0.25, following.ratio.median, 'times'),
      atLeast('bulk upload alone, beside COPY', 0.25, alone.ratio.median, 'times'),
    ],
  };
};
